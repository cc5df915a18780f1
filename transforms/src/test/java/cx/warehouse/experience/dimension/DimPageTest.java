package cx.warehouse.experience.dimension;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.RewrittenRows;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DimPageTest extends ExperienceTest {

    /** Rows of the fact: page_key, page and event_date. */
    private static Dataset<Row> fact(String rows) {
        return frame("page_key string, page string, event_date date", rows)
                .withColumn("extra", map(lit("page"), col("page")));
    }

    @Test
    void aPageHasItsFirstMonth() {
        Dataset<Row> first = DimPage.rows(fact("""
                p1 | shop.example/c/lamps | 2026-03-31
                p1 | shop.example/c/lamps | 2026-04-01
                p1 | | 2026-04-02
                p2 | help:home | 2026-04-01
                p5 | checkout/payment | 2026-04-01
                p3 | shop.example | 2026-04-01
                | | 2026-04-01
                """), none("mart/dim_page"));
        Dataset<Row> second = DimPage.rows(fact("p2 | help:home | 2026-02-01\np4 | shop.example/ | 2026-05-02"), first);
        assertThat(text(second, "page_key", "page", "host", "path", "first_seen_month"))
                .isEqualTo("""
                p1 | shop.example/c/lamps | shop.example | /c/lamps | 2026-03-01
                p2 | help:home |  |  | 2026-02-01
                p3 | shop.example | shop.example |  | 2026-04-01
                p4 | shop.example/ | shop.example | / | 2026-05-01
                p5 | checkout/payment |  |  | 2026-04-01""");
    }

    @Test
    void aPageWithoutRowsInAMonthIsRemovedFromIt() {
        Dataset<Row> before = fact("""
                p1 | a.example/1 | 2026-03-31
                p1 | a.example/1 | 2026-04-01
                p2 | a.example/2 | 2026-04-01
                p2 | a.example/2 | 2026-04-02
                p3 | a.example/3 | 2026-04-01
                """);
        Dataset<Row> now = fact("""
                p1 | a.example/1 | 2026-04-01
                p2 | a.example/2 | 2026-04-02
                p4 | a.example/4 | 2026-04-02
                """);
        assertThat(text(DimPage.removedPages(new RewrittenRows(before, now, 8)), "page_key"))
                .isEqualTo("p1\np3");
    }
}
