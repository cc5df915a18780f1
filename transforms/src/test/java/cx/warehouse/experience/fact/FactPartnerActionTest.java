package cx.warehouse.experience.fact;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FactPartnerActionTest extends ExperienceTest {

    private static final Dataset<Row> ACTIONS = rows(
            "conformed/partner_action",
            "source string, action_id string, status string, is_withdrawn boolean, reason string, status_at timestamp,"
                    + " commission_amount decimal(18,6), fee_amount decimal(18,6), business_date date",
            """
            awin | 1 | pending | | | | 2.10 | 0.63 | 2026-03-15
            awin | 1 | declined | true | order returned | 2026-03-18 03:00:00 | 2.10 | 0.63 | 2026-03-19
            awin | 2 | approved | | | | 4.00 | | 2026-03-15
            cj | 9 | new | | | | 9.60 | 2.88 | 2026-03-15
            cj | 10 | correction | | RETURNED | | -9.60 | -2.88 | 2026-03-17
            impact | 5 | reversed | true | | | 7.00 | | 2026-03-16
            impact | 5 | reversed | true | | | 7.00 | | 2026-03-20
            """);

    @Test
    void aReversalKeepsItsAmountsAndItsDay() {
        assertThat(text(
                        FactPartnerAction.rows(ACTIONS, rates(), SETTINGS),
                        "source",
                        "action_id",
                        "status",
                        "is_reversal",
                        "reversed_on",
                        "commission_amount",
                        "standing_cost",
                        "standing_cost_reporting"))
                .isEqualTo("""
                awin | 1 | declined | true | 2026-03-17 | 2.100000 | 0.000000 | 0.0000000000
                awin | 2 | approved | false |  | 4.000000 | 4.000000 | 4.0000000000
                cj | 10 | correction | true | 2026-03-17 | -9.600000 | -12.480000 | -12.4800000000
                cj | 9 | new | false |  | 9.600000 | 12.480000 | 12.4800000000
                impact | 5 | reversed | true | 2026-03-16 | 7.000000 | 0.000000 | 0.0000000000""");
    }
}
