package cx.warehouse.bench.duckdb;

import static cx.warehouse.bench.duckdb.DuckDbSession.literal;
import static cx.warehouse.bench.duckdb.DuckDbSession.name;

import cx.warehouse.bench.duckdb.SourceTexts.SourceText;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.Family;
import cx.warehouse.contract.SourceContract.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the query that reads one text as its contract says: cells first, then typed columns, then whether the row
 * breaks a rule.
 */
final class SourceQuery {

    private final SourceContract contract;
    private final SourceText text;
    private final AccountFormat account;
    private final CellSql cells;
    private final ColumnSql columns;

    SourceQuery(SourceContract contract, SourceText text, AccountFormat account) {
        this.contract = contract;
        this.text = text;
        this.account = account;
        this.cells = new CellSql(text.headers());
        this.columns = new ColumnSql(contract, cells, account);
    }

    /**
     * The query, with the columns of the contract and {@code account_id}, {@code source_file}, {@code business_date},
     * {@code row_key}, {@code is_left_out}, {@code is_repeated} and {@code is_malformed}; web sources also have
     * {@code local_day}.
     *
     * @param origin the file's path below the drop zone
     */
    String sql(String origin) {
        List<String> kept = new ArrayList<>();
        List<String> typed = new ArrayList<>(List.of("*"));
        List<String> read = new ArrayList<>(List.of("is_repeated"));
        for (SourceColumn column : contract.columns()) {
            kept.add(name(column.name()));
            typed.add(columns.value(column) + " as " + name(column.name()));
            read.add(columns.text(column) + " as " + name(ColumnSql.textName(column)));
        }
        if (contract.lines() != null) {
            String position = contract.lines().position();
            String by = cells.of(contract.column(contract.lines().by()).orElseThrow());
            kept.add(position);
            read.add("count_if(not is_repeated) over (partition by " + by + " order by line) as " + position);
        }
        if (contract.column(contract.accountColumn()).isEmpty()) {
            kept.add(literal(account.id()) + " as account_id");
        }
        kept.add(literal(origin) + " as source_file");
        kept.add("getvariable('date') as business_date");
        if (contract.family() == Family.WEB) {
            kept.add("day_of(" + name(contract.activity()) + ") as local_day");
        }
        kept.add("hash(" + keyColumns() + ") as row_key");
        kept.add(leftOut() + " as is_left_out");
        kept.add("is_repeated");
        kept.add(columns.brokenRules() + " as is_malformed");
        return "select " + String.join(", ", kept) + " from (select " + String.join(", ", typed) + " from (select "
                + String.join(", ", read) + " from " + relation() + "))";
    }

    private String keyColumns() {
        List<String> key = new ArrayList<>(contract.key());
        if (contract.version() != null) {
            key.add(contract.version());
        }
        return key.stream().map(DuckDbSession::name).collect(Collectors.joining(", "));
    }

    /** The rows of the text; of equal rows that are lines of one thing, all but the first are repeated. */
    private String relation() {
        String all = IntStream.range(0, text.headers().size())
                .mapToObj(at -> "c" + at)
                .collect(Collectors.joining(", "));
        String isRepeated =
                contract.lines() == null ? "false" : "row_number() over (partition by " + all + " order by line) > 1";
        return "(select *, " + isRepeated + " as is_repeated from " + text.relation() + ")";
    }

    private String leftOut() {
        List<String> rules = new ArrayList<>(List.of("false"));
        for (LeftOut rule : contract.leftOut()) {
            if (rule.from() != null) {
                String values =
                        rule.values().stream().map(DuckDbSession::literal).collect(Collectors.joining(", "));
                String column = columnOf(rule.from());
                rules.add(
                        switch (rule.rule()) {
                            case IN -> column + " in (" + values + ")";
                            case NOT_IN -> column + " not in (" + values + ")";
                            case STARTS_WITH -> "starts_with(" + column + ", " + values + ")";
                            case DIFFERS_FROM ->
                                column + " <> " + columnOf(rule.values().get(0));
                        });
            }
        }
        return "coalesce(" + String.join(" or ", rules) + ", false)";
    }

    /** The typed column that is read from a vendor's column. */
    private String columnOf(String from) {
        return contract.columns().stream()
                .filter(column -> column.from().contains(from))
                .map(column -> name(column.name()))
                .findFirst()
                .orElseThrow();
    }
}
