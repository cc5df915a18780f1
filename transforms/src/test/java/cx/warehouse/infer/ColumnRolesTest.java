package cx.warehouse.infer;

import static cx.warehouse.infer.DraftedContracts.draft;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time and the money of a draft, by names and cells of columns. */
class ColumnRolesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    synced_at,created_at  ~ created_at  # a guess; or synced_at
                    updated,seen          ~ seen  # a guess; or updated
                    due_date,order_date   ~ order_date  # a guess; or due_date
                    birth_date,modified   ~ modified  # a guess; or birth_date
                    """)
    void aCreatedTimeComesBeforeASyncedAndAPlannedOne(String times, String activity) {
        assertThat(draft("id," + times + "\na,2026-04-01,2026-04-02\nb,2026-04-03,2026-04-03\n")
                        .yaml())
                .contains("\nactivity: " + activity + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    latitude,price  ~ {column: price}  # summed by the ledger
                    fee,amount      ~ {column: amount}  # summed by the ledger; a guess; or fee
                    tax,total       ~ {column: total}  # summed by the ledger; a guess; or tax
                    net,gross       ~ {column: gross}  # summed by the ledger; a guess; or net
                    """)
    void aWholeAmountIsTheMoney(String columns, String money) {
        assertThat(draft("id," + columns + "\na,49.25,12.50\nb,50.75,8.00\n").yaml())
                .contains("\nmoney: " + money + "\n")
                .contains("    amount: " + columns.split(",")[1] + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latitude", "longitude", "score", "weight"})
    void aNumberThatIsNoMoneyIsNoAmount(String column) {
        assertThat(draft("id," + column + "\na,49.25\nb,50.75\n").yaml()).doesNotContain("money:", "amount:");
    }
}
