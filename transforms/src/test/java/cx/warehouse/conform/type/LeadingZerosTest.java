package cx.warehouse.conform.type;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.conform.SourceChecks.ParsedFile;
import cx.warehouse.conform.TestContracts;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SourceContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Codes in a column of whole numbers: their zeros would be lost, so the row is quarantined. */
class LeadingZerosTest {

    private static final SourceContract TOWNS = Declarations.read(
                    List.of(new DeclarationText("schemas/sources/towns.yaml", """
                            source: towns
                            family: crm
                            vendor: towns
                            description: Towns.
                            drop: {file: '.*'}
                            account: none
                            format: {type: delimited}
                            key: [name]
                            columns:
                              - {name: name, required: true}
                              - {name: code, type: int}
                              - {name: people, type: bigint}
                              - {name: share, type: "decimal(9,2)"}
                            """)))
            .sources()
            .get(0);

    @Test
    void aWholeNumberHasNoLeadingZero() {
        ParsedFile parsed = TestContracts.read(TOWNS, """
                name,code,people,share
                Roma,00118,2755309,0.5
                Aosta,11100,033916,00.75
                Losine,0,0,05.25
                """);
        assertThat(TestContracts.rejects(parsed)).isEqualTo("2 number.code\n3 number.people");
        assertThat(parsed.quarantinedRows().get(0).message())
                .isEqualTo("towns sales.csv row 2: code: '00118' begins with 0, which a number would lose;"
                        + " for a code, declare `id: true` instead of a number type");
        assertThat(TestContracts.rows(parsed)).isEqualTo("Losine | 0 | 0 | 5.25");
    }
}
