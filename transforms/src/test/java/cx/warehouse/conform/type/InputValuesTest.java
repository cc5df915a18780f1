package cx.warehouse.conform.type;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.conform.record.InputValues;
import cx.warehouse.conform.record.MutableSample;
import cx.warehouse.conform.record.OutcomeAssertions;
import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.SourceColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells that do not fit their column, in every column of every source: the row is quarantined and the column named. */
@Timeout(10)
class InputValuesTest {

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void anInvalidNumberIsQuarantined(String source) {
        MutableSample first = MutableSample.of(source);
        for (SourceColumn column : InputValues.numbers(first)) {
            var format = first.numberFormat(column);
            List<String> bad = new ArrayList<>(List.of(
                    "many",
                    "12 apples",
                    "~12",
                    "1#2",
                    "12-",
                    "NaN",
                    "nan",
                    "Infinity",
                    "-inf",
                    "0x1F",
                    "1e5",
                    "null",
                    "None",
                    "-",
                    "#REF!",
                    "=1+1",
                    "١٢",
                    "1.2.3,4",
                    "9".repeat(101),
                    "true",
                    InputValues.foreignPoint(format)));
            if (List.of(Kind.DOUBLE, Kind.DECIMAL).contains(column.type().kind())) {
                bad.remove("1e5"); // 100000
                bad.addAll(List.of("1e", "e5", "1e5.0"));
            }
            if (column.type().kind() != Kind.DOUBLE) {
                bad.add("9".repeat(column.type().kind() == Kind.INT ? 10 : 40));
            }
            bad.add(InputValues.tooExact(column, format));
            bad.removeIf(Objects::isNull);
            for (String cell : bad) {
                check(source, column, InputValues.write(column, cell), ReasonCode.NUMBER);
            }
        }
    }

    /** A token that stands for a missing value at one vendor is an invalid number at a vendor who does not use it. */
    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void missingTokensCountOnlyWhereTheContractHasThem(String source) {
        for (SourceColumn column : InputValues.numbers(MutableSample.of(source))) {
            for (String token : List.of("--", "\u2014", "n/a", "N/A", "(not set)")) {
                MutableSample specimen = MutableSample.of(source);
                specimen.set(column, " " + token);
                if (!column.missing().contains(token)) {
                    OutcomeAssertions.assertQuarantined(specimen, specimen.read(), ReasonCode.NUMBER, column.name());
                } else if (InputValues.isRequired(column)) {
                    OutcomeAssertions.assertQuarantined(specimen, specimen.read(), ReasonCode.REQUIRED, column.name());
                } else {
                    assertThat(specimen.read().report().loaded())
                            .as(column.name() + " " + token)
                            .isEqualTo(specimen.rows());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void aNumberOutOfItsBoundsIsQuarantined(String source) {
        for (SourceColumn column : InputValues.numbers(MutableSample.of(source))) {
            if (column.limits().min() != null) {
                check(source, column, InputValues.write(column, "-7"), ReasonCode.RANGE);
            }
            if (column.limits().max() != null) {
                check(source, column, InputValues.write(column, "7000"), ReasonCode.RANGE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void anInvalidTimeIsQuarantined(String source) {
        for (SourceColumn column : InputValues.times(MutableSample.of(source))) {
            ReasonCode code = column.type().kind() == Kind.DATE ? ReasonCode.DATE : ReasonCode.TIMESTAMP;
            List<String> bad = new ArrayList<>(List.of(
                    "yesterday", "04/05/06", "0000-00-00", "2026-13-01", "46118", "2026-04-06T25:61:00Z", "never"));
            bad.add(InputValues.impossible(column));
            bad.removeIf(cell -> cell == null || (InputValues.isEpoch(column) && cell.equals("46118")));
            for (String cell : bad) {
                check(source, column, cell, code);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void aTimeOutsideTheSaneWindowIsQuarantined(String source) {
        for (SourceColumn column : InputValues.times(MutableSample.of(source))) {
            MutableSample specimen = MutableSample.of(source);
            for (var day : List.of(specimen.delivery.withYear(1999), specimen.delivery.plusDays(4))) {
                if (column.limits().isWindowed()) {
                    check(source, column, InputValues.time(column, day), ReasonCode.RANGE);
                } else {
                    InputValues.setTime(specimen, column, InputValues.time(column, day));
                    assertThat(specimen.read().report().loaded()).isEqualTo(specimen.rows());
                }
            }
            for (var day : List.of(specimen.delivery.withYear(2000), specimen.delivery.plusDays(2))) {
                InputValues.setTime(specimen, column, InputValues.time(column, day));
                ParsedFile parsed = specimen.read();
                assertThat(parsed.quarantinedRows())
                        .as(column.name() + " " + day)
                        .isEmpty();
                assertThat(parsed.report().loaded()).isEqualTo(specimen.rows());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void anInstantIsTheSameInEveryOffset(String source) {
        for (SourceColumn column : InputValues.times(MutableSample.of(source))) {
            if (column.formats().isEmpty() && column.type().kind() == Kind.TIMESTAMP) {
                List<String> instants = new ArrayList<>();
                for (String cell :
                        List.of("2026-04-05T15:00:00Z", "2026-04-05T20:30:00+05:30", "2026-04-05 10:00:00 -0500")) {
                    MutableSample specimen = MutableSample.of(source);
                    specimen.set(column, cell);
                    ParsedFile parsed = specimen.read();
                    assertThat(parsed.quarantinedRows()).isEmpty();
                    InternalRow row = parsed.rows().get(0);
                    instants.add(MutableSample.value(row, parsed.schema().fieldIndex(column.name()), parsed.schema()));
                }
                assertThat(instants).containsOnly("1775401200000000");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void aRequiredCellMustNotBeEmpty(String source) {
        MutableSample first = MutableSample.of(source);
        for (SourceColumn column : InputValues.columns(first)) {
            List<String> nothing = new ArrayList<>(List.of("", " ", "\u00a0 ".strip()));
            nothing.addAll(column.missing());
            for (String cell : nothing) {
                if (InputValues.isRequired(column)) {
                    check(source, column, cell, ReasonCode.REQUIRED);
                }
            }
        }
        first.contract.key().stream()
                .flatMap(name -> first.contract.column(name).stream())
                .forEach(column -> InputValues.setTime(first, column, ""));
        OutcomeAssertions.assertQuarantined(first, first.read(), first.line());
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void aTextThatIsNoneOfThoseAllowedIsQuarantined(String source) {
        MutableSample first = MutableSample.of(source);
        for (SourceColumn column : InputValues.columns(first)) {
            boolean isLimited =
                    !column.limits().values().isEmpty() || column.limits().pattern() != null;
            if (isLimited || column.type().kind() == Kind.BOOLEAN) {
                boolean isId = column.limits().values().isEmpty() && column.isId();
                check(source, column, "?unheard of?", isId ? ReasonCode.ID_FORMAT : ReasonCode.ENUM);
            }
            if (column.isId()) {
                check(source, column, "1.22158E+17", ReasonCode.ID_FORMAT);
                check(source, column, "7.0E+10", ReasonCode.ID_FORMAT);
            }
            if (column.name().equals(first.contract.accountColumn())) {
                check(source, column, "4040404", ReasonCode.ENUM);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void textIsKeptAsItStands(String source) {
        for (SourceColumn column : InputValues.texts(MutableSample.of(source))) {
            for (String cell : List.of(
                    "=HYPERLINK(\"http://x.example\")",
                    "+1+1",
                    "@SUM(A1)",
                    "<script>alert(1)</script>",
                    "2026-04-06 ERROR cx.Night forged",
                    "${jndi:ldap://x.example/a}",
                    "'; drop table x; --",
                    "../../etc/passwd",
                    "a=b/c=d",
                    "\u202Etxt.exe",
                    "e\u0301 \ud83d\udc68\u200d\ud83d\udc69",
                    "NA",
                    "NULL",
                    "00123",
                    "1E5",
                    "tab\there")) {
                assertKept(source, column, cell);
            }
        }
        for (SourceColumn column : InputValues.columns(MutableSample.of(source))) {
            boolean isFree = column.isId() && column.limits().pattern() == null;
            if (isFree && !column.name().equals(MutableSample.contract(source).accountColumn())) {
                for (String id : List.of("00123", "1E5", "NA", "-0", "1.0")) {
                    assertKept(source, column, id);
                }
            }
        }
    }

    private static void assertKept(String source, SourceColumn column, String cell) {
        MutableSample specimen = MutableSample.of(source);
        if (!specimen.holds(cell)) {
            return;
        }
        specimen.set(column, cell);
        ParsedFile parsed = specimen.read();
        assertThat(parsed.report().loaded()).as(column.name() + " " + cell).isEqualTo(specimen.rows());
        int place = parsed.schema().fieldIndex(column.name());
        String value =
                parsed.rows().get(0).isNullAt(place) ? "" : parsed.rows().get(0).getString(place);
        assertThat(value).isEqualTo(column.missing().contains(cell) ? "" : cell);
    }

    private static void check(String source, SourceColumn column, String cell, ReasonCode code) {
        MutableSample specimen = MutableSample.of(source);
        boolean isMissing = column.missing().contains(cell.strip());
        InputValues.setTime(specimen, column, cell);
        if (!isMissing) {
            OutcomeAssertions.assertQuarantined(specimen, specimen.read(), code, column.name());
        } else if (InputValues.isRequired(column)) {
            OutcomeAssertions.assertQuarantined(specimen, specimen.read(), ReasonCode.REQUIRED, column.name());
        }
    }

    @ParameterizedTest
    @MethodSource("cx.warehouse.conform.record.MutableSample#sources")
    void aRowThatIsRepeatedIsADuplicateOrAConflict(String source) {
        MutableSample twice = MutableSample.of(source);
        twice.repeat();
        ParsedFile parsed = twice.read();
        OutcomeAssertions.assertLoaded(parsed);
        assertThat(parsed.report().duplicates()).isEqualTo(1);
        assertThat(parsed.report().loaded()).isEqualTo(twice.rows() - 1);
        MutableSample torn = MutableSample.of(source);
        torn.repeat();
        spoil(torn);
        parsed = torn.read();
        OutcomeAssertions.assertLoaded(parsed);
        if (torn.contract.alike() != null) {
            assertThat(parsed.report().duplicates())
                    .as("the contract calls the rows alike")
                    .isEqualTo(1);
            return;
        }
        assertThat(parsed.quarantinedRows())
                .hasSize(2)
                .allSatisfy(reject -> assertThat(reject.reasons().get(0).code()).isEqualTo(ReasonCode.CONFLICT));
        assertThat(parsed.report().loaded()).isEqualTo(torn.rows() - 2);
    }

    /** Gives the first row another content under the same key. */
    private static void spoil(MutableSample specimen) {
        Optional<SourceColumn> text = InputValues.texts(specimen).stream()
                .filter(column -> !specimen.contract.key().contains(column.name()))
                .findFirst();
        specimen.set(
                text.orElseGet(() -> InputValues.numbers(specimen).get(0)), text.isPresent() ? "something else" : "7");
    }
}
