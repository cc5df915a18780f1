package cx.warehouse.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    a_2026-04-07.csv             ~ a_(?<date>\\d{4}-\\d{2}-\\d{2}).*\\.csv
                    a_20260407.csv               ~ a_(?<date>\\d{8}).*\\.csv
                    a_20260407_20260408.csv      ~ a_(?<date>\\d{8})_\\d{8}.*\\.csv
                    a_2026-04-07_20260408.csv    ~ a_(?<date>\\d{4}-\\d{2}-\\d{2})_\\d{8}.*\\.csv
                    a_20260407_2026-04-08.csv    ~ a_(?<date>\\d{8})_\\d{4}-\\d{2}-\\d{2}.*\\.csv
                    a_19991231.csv               ~ a_\\d+.*\\.csv
                    a_202604071530.csv           ~ a_\\d+.*\\.csv
                    account 1234 v2.csv          ~ account \\d+ v2.*\\.csv
                    a (1) [x] {y} +$.csv         ~ a \\(1\\) \\[x\\] \\{y\\} \\+\\$.*\\.csv
                    export                       ~ export.*
                    .hidden                      ~ \\.hidden.*
                    a.b.tsv                      ~ a\\.b.*\\.tsv
                    a.csv.gz                     ~ a.*\\.csv
                    a.CSV.GZ                     ~ a.*\\.CSV
                    a.zip                        ~ a.*\\.(csv|zip)
                    a.json.zip                   ~ a.*\\.json
                    a.20260407.tgz               ~ a\\.(?<date>\\d{8}).*\\.(csv|tgz)
                    a.tar.gz                     ~ a.*\\.(csv|tar\\.gz)
                    """)
    void aPatternKeepsTheWordsAndOpensTheNumbers(String name, String pattern) {
        assertThat(DropName.of(List.of(name)).pattern()).isEqualTo(pattern);
    }

    @ParameterizedTest
    @CsvSource({"a.csv, a.csv", "a.csv.gz, a.csv", "a.zip, a.csv", "a.json.tgz, a.json", "a.1.tar.gz, a.1.csv"})
    void theSampleIsUnpacked(String name, String sample) {
        assertThat(DropName.of(List.of(name)).sample()).isEqualTo(sample);
    }

    @Test
    void namesOfOneKindGiveOnePattern() {
        assertThat(DropName.of(List.of("a_20260407.csv", "a_20260408.csv.gz")))
                .isEqualTo(new DropName("a_(?<date>\\d{8}).*\\.csv", "a_20260407.csv"));
    }

    @Test
    void namesOfSeveralKindsKeepOneDateGroup() {
        assertThat(DropName.of(List.of("a_20260407.csv", "b_20260407.csv", "c_2026-04-07.csv"))
                        .pattern())
                .isEqualTo("a_(?<date>\\d{8}).*\\.csv|b_(?:\\d{8}).*\\.csv|c_(?:\\d{4}-\\d{2}-\\d{2}).*\\.csv");
    }
}
