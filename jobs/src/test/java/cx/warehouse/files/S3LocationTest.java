package cx.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {

    @ParameterizedTest
    @CsvSource({
        "s3a://bucket, bucket, ''",
        "s3://bucket/, bucket, ''",
        "s3n://bucket/a, bucket, a",
        "s3a://bucket/a/b//, bucket, a/b",
    })
    void aPlaceIsABucketAndAPrefix(String place, String bucket, String prefix) {
        assertThat(S3Location.isS3(place)).isTrue();
        assertThat(S3Location.of(place)).isEqualTo(new S3Location(bucket, prefix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/data", "file:///data", "s3", "s3:bucket", "s3x://bucket", "hdfs://host/s3a://b", "data/s3a"})
    void otherPlacesAreNotOnS3(String place) {
        assertThat(S3Location.isS3(place)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a://", "s3a:///", "s3a:///prefix"})
    void aPlaceWithoutABucketIsRefused(String place) {
        assertThatThrownBy(() -> FileStore.at(place, new S3Settings(null, null, false)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessage("Cannot use %s: it names no bucket; write s3a://bucket/prefix", place);
    }

    @Test
    void aFolderWithoutANameIsRefused() {
        assertThatThrownBy(() -> S3Location.of("s3a://bucket/a//b"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.USAGE))
                .hasMessage("Cannot use s3a://bucket/a//b: a folder in it has no name; write each / once");
    }

    @Test
    void keysAndPathsDifferByThePrefix() {
        S3Location inner = new S3Location("bucket", "a/b");
        assertThat(inner.key("c.csv")).isEqualTo("a/b/c.csv");
        assertThat(inner.key("/c.csv")).isEqualTo("a/b/c.csv");
        assertThat(inner.key("")).isEqualTo("a/b");
        assertThat(inner.key("c/")).isEqualTo("a/b/c");
        assertThatThrownBy(() -> inner.key("c//d.csv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("c//d.csv");
        assertThat(inner.path("a/b/c.csv")).isEqualTo("c.csv");
        S3Location top = new S3Location("bucket", "");
        assertThat(top.key("c.csv")).isEqualTo("c.csv");
        assertThat(top.key("")).isEmpty();
        assertThat(top.path("a/c.csv")).isEqualTo("a/c.csv");
    }

    @Test
    void aLocationIsWrittenAsSparkWantsIt() {
        assertThat(S3Location.of("s3://bucket/a/")).hasToString("s3a://bucket/a");
        assertThat(new S3Location("bucket", "")).hasToString("s3a://bucket");
        FileStore store = FileStore.at("s3://bucket/a", new S3Settings(null, null, false));
        assertThat(store.location()).isEqualTo("s3a://bucket/a");
        assertThat(store.uri("b c.csv")).isEqualTo("s3a://bucket/a/b c.csv");
        assertThat(store.folder("b").uri("c")).isEqualTo("s3a://bucket/a/b/c");
    }
}
