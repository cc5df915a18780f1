package cx.warehouse.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.util.SerializableSupplier;
import org.apache.iceberg.util.SerializationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a serialized table carries no Hadoop settings and can still read its files. */
class LocalFileIOTest {

    @TempDir
    Path folder;

    @Test
    void aSentTableCarriesNoSettingsAndReadsItsFiles() throws IOException {
        Configuration settings = new Configuration(false);
        settings.set("fs.s3a.secret.key", "hunter2");
        LocalFileIO io = new LocalFileIO();
        io.setConf(settings);
        io.serializeConfWith(given -> {
            Configuration copy = new Configuration(given);
            return (SerializableSupplier<Configuration>) () -> copy;
        });
        String file = folder.resolve("part.txt").toString();
        try (OutputStream out = io.newOutputFile(file).create()) {
            out.write("rows".getBytes(StandardCharsets.UTF_8));
        }

        byte[] sent = SerializationUtil.serializeToBytes(io);
        assertThat(sent).hasSizeLessThan(4_096);
        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).doesNotContain("hunter2");
        LocalFileIO arrived = SerializationUtil.deserializeFromBytes(sent);
        assertThat(arrived.conf().get("fs.file.impl")).isEqualTo(PlainLocalFiles.class.getName());
        try (InputStream in = arrived.newInputFile(file).newStream()) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("rows");
        }
    }
}
