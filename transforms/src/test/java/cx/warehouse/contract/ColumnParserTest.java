package cx.warehouse.contract;

import static cx.warehouse.contract.VisitContract.column;
import static cx.warehouse.contract.VisitContract.faults;
import static cx.warehouse.contract.VisitContract.readColumn;
import static cx.warehouse.contract.VisitContract.with;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.contract.SourceColumn.Required;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnParserTest {

    @Test
    void aNameAloneIsATextOfThatName() {
        SourceColumn column = readColumn("name: at");
        assertThat(column.from()).containsExactly("at");
        assertThat(column.type()).hasToString("string");
        assertThat(column.required()).isEqualTo(Required.NEVER);
        assertThat(column.zone()).isEqualTo(SourceColumn.Zone.OF_ACCOUNT);
        assertThat(column.numberFormat()).isNull();
        assertThat(column.formats()).isEmpty();
        assertThat(column.limits().isWindowed()).isTrue();
        assertThat(column.lookup()).isNull();
        assertThat(column.isId() || column.isPii() || column.isMicros()).isFalse();
    }

    @Test
    void everySettingOfAColumnIsRead() {
        SourceColumn column =
                readColumn("name: at, from: [Day, Date], with: Time, otherwise: [Booked], type: timestamp,"
                        + " required: true, format: [d.M.yyyy, epoch_millis], zone: Europe/Berlin, window: any, id: true,"
                        + " pii: true");
        assertThat(column.from()).containsExactly("Day", "Date");
        assertThat(column.with()).containsExactly("Time");
        assertThat(column.otherwise()).containsExactly("Booked");
        assertThat(column.required()).isEqualTo(Required.ALWAYS);
        assertThat(column.formats()).containsExactly("d.M.yyyy", "epoch_millis");
        assertThat(column.zone().id()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(column.limits().isWindowed()).isFalse();
        assertThat(column.isId()).isTrue();
        assertThat(column.isPii()).isTrue();
    }

    @Test
    void limitsOfANumberAreRead() {
        SourceColumn column = readColumn("name: at, type: 'decimal(18,2)', micros: true, min: -1.5, max: 1e3,"
                + " number_format: de-DE, pattern: '[0-9]+'");
        assertThat(column.limits().min()).isEqualByComparingTo("-1.5");
        assertThat(column.limits().max()).isEqualByComparingTo("1000");
        assertThat(column.limits().pattern()).hasToString("[0-9]+");
        assertThat(column.numberFormat()).isEqualTo(NumberFormat.DE_DE);
        assertThat(column.isMicros()).isTrue();
    }

    @Test
    void tokensAndNumbersOfTheContractCountForEveryColumn() {
        SourceContract contract = VisitContract.read(with("missing: [n/a, '-']", "number_format: fr-FR")
                .replace("{name: at, type: timestamp}", "{name: at, missing: none, number_format: plain}"));
        assertThat(contract.columns())
                .extracting(SourceColumn::numberFormat)
                .containsExactly(NumberFormat.FR_FR, NumberFormat.PLAIN);
        assertThat(contract.columns().get(0).missing()).containsExactly("-", "n/a");
        assertThat(contract.columns().get(1).missing()).containsExactly("-", "n/a", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"At", "1at", "at time", "a-t", "_at", "ät"})
    void namesAreSnakeCase(String name) {
        assertThat(faults(column("name: '" + name + "'")))
                .contains("columns." + name + ".name: expected snake_case, found `" + name + "`");
    }

    @Test
    void typesThatAreNoneAreGuessedOrListed() {
        assertThat(faults(column("name: at, type: timestmp")))
                .containsExactly("columns.at.type: no such type `timestmp`; did you mean `timestamp`?");
        assertThat(faults(column("name: at, type: 'decimal(40,2)'")))
                .containsExactly("columns.at.type: no such type `decimal(40,2)`; did you mean `decimal(18,2)`?");
        assertThat(faults(column("name: at, type: varchar")))
                .containsExactly("columns.at.type: no such type `varchar`; one of string, int, bigint, decimal(18,2),"
                        + " double, percent, boolean, date, timestamp, json, map");
    }

    @Test
    void wordsThatAreNoneAreListed() {
        assertThat(faults(column("name: at, required: last, window: wide, number_format: de")))
                .containsExactly(
                        "columns.at.number_format: no such word `de`; one of account, en-US, de-DE, fr-FR, plain",
                        "columns.at.required: no such word `last`; one of true, false, first, rare",
                        "columns.at.window: no such word `wide`; one of sane, any");
    }

    @Test
    void flagsAreTrueOrFalse() {
        assertThat(faults(column("name: at, type: 'decimal(18,2)', id: yes please, pii: 1, micros: 'true'")))
                .containsExactly(
                        "columns.at.id: expected true or false, found `yes please`",
                        "columns.at.pii: expected true or false, found `1`",
                        "columns.at.micros: expected true or false, found `true`");
    }

    @Test
    void patternsOfTimeAndTextMustBeReadable() {
        assertThat(faults(column("name: at, type: date, format: [d.M.yyyy, DD.jj], pattern: '['")))
                .containsExactly(
                        "columns.at.format: `DD.jj`: Unknown pattern letter: j",
                        "columns.at.pattern: `[`: Unclosed character class near index 0");
    }

    @Test
    void leastAndGreatestAreNumbers() {
        assertThat(faults(column("name: at, type: int, min: a few, max: [1]")))
                .containsExactly(
                        "columns.at.min: expected a number, found `a few`",
                        "columns.at.max: expected a number, found a list");
    }

    @Test
    void aColumnOfAHeaderHasNoCells() {
        String fault = "columns.unit.header_of: has no cells of its own; leave out from and with";
        String star = "name: at, from: 'at (*)'}\n  - {name: unit, header_of: at";
        assertThat(faults(column(star))).isEmpty();
        assertThat(faults(column(star + ", from: Unit"))).containsExactly(fault);
        assertThat(faults(column(star + ", with: Unit"))).containsExactly(fault);
        assertThat(readColumn(star).headerOf()).isNull();
        assertThat(VisitContract.read(column(star)).columns().get(2).from()).isEmpty();
    }

    @Test
    void aZoneMayStandInACell() {
        SourceColumn.Zone zone = readColumn("name: at, type: timestamp, zone: {from: TZ, names: {CET: Europe/Paris}}")
                .zone();
        assertThat(zone.id()).isNull();
        assertThat(zone.from()).isEqualTo("TZ");
        assertThat(zone.names()).containsEntry("CET", "Europe/Paris");
        assertThat(readColumn("name: at, zone: account").zone()).isEqualTo(SourceColumn.Zone.OF_ACCOUNT);
    }

    @Test
    void everyFaultOfAZoneIsNamed() {
        assertThat(faults(column("name: at, zone: {names: {a: Mars/Base, b: '+99', c: UTC}, form: x}")))
                .containsExactly(
                        "columns.at.zone.from: is missing",
                        "columns.at.zone.names.a: `Mars/Base`: Unknown time-zone ID: Mars/Base",
                        "columns.at.zone.names.b: `+99`: Zone offset hours not in valid range: value 99 is not in the range -18 to 18",
                        "columns.at.zone.form: no such key; did you mean `from`?");
        assertThat(faults(column("name: at, zone: [UTC]"))).contains("columns.at.zone: expected a text, found a list");
    }

    @Test
    void aLookupNamesItsCompanion() {
        String lookup = column("name: at, lookup: {in: names, member: 'n\\.tsv', separator: ','}")
                .replace("drop: {", "drop: {with: {names: n}, ");
        SourceColumn.Lookup read = VisitContract.read(lookup).columns().get(1).lookup();
        assertThat(read.from().in()).isEqualTo("names");
        assertThat(read.from().member()).hasToString("n\\.tsv");
        assertThat(read.separator()).isEqualTo(",");
        assertThat(faults(column("name: at, lookup: {members: x}")))
                .containsExactly(
                        "columns.at.lookup.in: is missing",
                        "columns.at.lookup.members: no such key; did you mean `member`?");
    }

    @Test
    void unknownKeysAreGuessedOrListed() {
        assertThat(faults(column("name: at, requird: true, nullable: false")))
                .containsExactly(
                        "columns.at.requird: no such key; did you mean `required`?",
                        "columns.at.nullable: no such key; known: format, from, header_of, id, lookup, max, micros,"
                                + " min, missing, name, number_format, otherwise, pattern, pii, required, type, values,"
                                + " window, with, zone");
    }
}
