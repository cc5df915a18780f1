package cx.warehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cx.warehouse.tables.BiFolder;
import cx.warehouse.testing.CxwShell;
import cx.warehouse.testing.CxwShell.CommandOutput;
import cx.warehouse.testing.LocalWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to change the tables and files of a warehouse with {@code cxw sql}, in both engines. */
class ReadOnlySqlTest {

    private static final String ORDERS = "select * from values ('o1', 1), ('o2', 2) as rows(order_id, pieces)";

    @TempDir
    static Path folder;

    private static String published;
    private static byte[] content;

    @BeforeAll
    static void publish() throws IOException {
        try (LocalWarehouse warehouse = LocalWarehouse.in(folder.resolve("warehouse"))) {
            warehouse.publish("fact_order", ORDERS);
            warehouse.publish(
                    "fact_customer_experience",
                    "select 'i' as interaction_id, 'k' as customer_key, '' as identity_rule");
            warehouse.publish("dim_customer", "select 'k' as customer_key, 'k' as current_customer_key");
            new BiFolder(warehouse.root(), 1)
                    .publish("v1", Map.of("fact_order", warehouse.tables().files("mart.fact_order")));
        }
        Files.writeString(folder.resolve("secret.csv"), "secret\n1\n");
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse/bi-versions"))) {
            published = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
        content = Files.readAllBytes(Path.of(published));
    }

    private static CommandOutput sql(String engine, String query, String... options) {
        String filled = query.replace("{folder}", folder.toString()).replace("{published}", published);
        return CxwShell.run(Stream.concat(
                        Stream.of(
                                "sql",
                                "--root",
                                folder.resolve("warehouse").toString(),
                                "--engine",
                                engine,
                                "--format",
                                "csv",
                                filled),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy (select 1 as order_id) to '{published}' (format parquet)",
                "copy fact_order to '{folder}/stolen.csv'",
                "explain (analyze) copy (select 1 as order_id) to '{published}' (format parquet)",
                "explain analyze (format json) copy (select 1 as order_id) to '{published}' (format parquet)",
                "/* /* */ explain */ copy (select 1 as order_id) to '{published}' (format parquet)",
                " -- x\rcopy (select 1) to '{folder}/stolen.csv' /*\nexplain select 1 --*/",
                "from enable_profiling(save_location := '{published}')",
                "select * from enable_logging(storage_path := '{folder}/stolen.csv')",
                "select 1; from enable_profiling(save_location := '{folder}/stolen.csv'); select 2",
                "select (select count(*) from enable_logging()) as logged",
                "from query('select 1')",
                "from checkpoint()",
                "explain analyze copy (select 1 as order_id) to '{published}' (format parquet)",
                "/* a comment */ -- and another\ncopy fact_order to '{folder}/stolen.csv'",
                "select 1; copy fact_order to '{folder}/stolen.csv'",
                "export database '{folder}/stolen'",
                "attach '{folder}/stolen.db'",
                "install httpfs",
                "load httpfs",
                "set enable_external_access = true",
                "pragma threads = 1",
                "reset threads",
                "drop view fact_order",
                "create or replace view fact_order as select 1",
                "insert into fact_order values ('o3', 3)",
                "delete from fact_order",
                "update fact_order set pieces = 0",
                "call pragma_version()",
                "from read_csv('{folder}/secret.csv')",
                "from read_csv('/etc/passwd')",
                "select content from read_text('{folder}/secret.csv')",
                "select content from read_blob('{folder}/warehouse/state/cxw.mv.db')",
                "from read_parquet('{folder}/warehouse/warehouse/**/*.parquet')",
                "from '{folder}/secret.csv'",
                "from glob('{folder}/*')"
            })
    void duckDbReadsThePublishedTablesAndNothingElse(String statement) {
        CommandOutput said = sql("duckdb", statement);
        assertThat(said.exitCode()).as(said.all()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines().count()).as(said.err()).isLessThan(10);
        assertThat(folder.resolve("stolen.csv")).doesNotExist();
        assertThat(Path.of(published)).hasBinaryContent(content);
        assertThat(sql("duckdb", "select sum(pieces) as pieces from fact_order").out())
                .isEqualToNormalizingNewlines("pieces\n3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from mart.fact_order where true",
                "insert into mart.fact_order values ('o3', 3)",
                "update mart.fact_order set pieces = 0",
                "drop table mart.fact_order",
                "truncate table mart.fact_order",
                "alter table mart.fact_order add column more int",
                "create table mart.stolen as select 1 as one",
                "create temporary view fact_order as select 1 as pieces",
                "with gone as (select 'o3' as id, 3 as n) insert into mart.fact_order select id, n from gone",
                "from mart.fact_order insert into mart.fact_order select order_id, pieces",
                "call cx.system.expire_snapshots('mart.fact_order')",
                "merge into mart.fact_order o using (select 'o1' as id) s on o.order_id = s.id when matched then delete",
                "set spark.sql.ansi.enabled = false",
                "add jar '{folder}/stolen.jar'",
                "insert overwrite directory '{folder}/stolen' using csv select 1",
                "/* a comment */ drop table mart.fact_order",
                "/* /* */ show */ drop table mart.fact_order",
                " -- \\\nshow\ndrop table mart.fact_order",
                "select transform(1) using 'touch {folder}/stolen' as (a)",
                "select * from (select transform(pieces) using 'touch {folder}/stolen' as (a) from mart.fact_order)",
                "select java_method('java.lang.System', 'getenv', 'PATH')",
                "with x as (select reflect('java.lang.System', 'getenv', 'PATH') as path) select * from x",
                "select (select max(`java_method`('java.lang.System', 'getenv', 'PATH'))) as path",
                "select 1; drop table mart.fact_order",
                "execute immediate 'drop table mart.fact_order'",
                "begin drop table mart.fact_order; end",
                "declare pieces = 1",
                "use cx.state"
            })
    void sparkRunsQueriesAlone(String statement) {
        CommandOutput said = sql("spark", statement);
        assertThat(said.exitCode()).as(said.all()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(folder.resolve("stolen")).doesNotExist();
        assertThat(sql("spark", "select sum(pieces) as pieces from mart.fact_order")
                        .out())
                .isEqualToNormalizingNewlines("pieces\n3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pieces, pieces from fact_order order by 1 -- twice",
                "select 1 as one;",
                "with o as (select 1 as one) select * from o",
                "from fact_order",
                "values (1)",
                "(select 1 as one) union all (select 2)",
                "/* all */ show tables",
                "describe fact_order",
                "explain select * from fact_order"
            })
    void queriesRunInBothEngines(String query) {
        for (String engine : new String[] {"duckdb", "spark"}) {
            String text = engine.equals("spark") && query.equals("from fact_order") ? query + " select *" : query;
            CommandOutput said = sql(engine, text);
            assertThat(said.exitCode()).as(engine + ": " + said.all()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "summarize fact_order",
                "explain analyze select * from fact_order",
                "from (pivot fact_order on order_id in ('o1', 'o2') using sum(pieces))",
                "select 1; select 2"
            })
    void duckDbsOwnQueriesRun(String query) {
        CommandOutput said = sql("duckdb", query);
        assertThat(said.exitCode()).as(said.all()).isZero();
    }

    @Test
    void theMessageSaysWhatRunsAndNamesTheOption() {
        assertThat(sql("duckdb", "copy fact_order to 'x.csv'").err()).contains("no query", "--unsafe");
        assertThat(sql("spark", "delete from mart.fact_order").err()).contains("no query", "--unsafe");
        assertThat(sql("duckdb", "selec 1").err()).contains("syntax error", "selec");
    }

    @Test
    void unsafeRunsAnyStatement() {
        Path copy = folder.resolve("copy.csv");
        assertThat(sql("duckdb", "copy fact_order to '" + copy + "'", "--unsafe")
                        .exitCode())
                .isZero();
        assertThat(copy).content().contains("o1,1");
        CommandOutput made = sql("spark", "create table mart.copy_of_orders as select 1 as one", "--unsafe");
        assertThat(made.exitCode()).as(made.all()).isZero();
    }
}
