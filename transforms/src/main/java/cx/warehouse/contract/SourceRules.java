package cx.warehouse.contract;

import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.SourceContract.Account;
import cx.warehouse.contract.TableContract.TableColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a source contract beyond its form: every name exists, and mappings fill the required columns of their shapes.
 */
final class SourceRules {
    /** Columns that a mapping need not fill, because every row already has them. */
    static final Set<String> CARRIED =
            Set.of("source", "business_date", "source_file", "source_line", "load_id", "interaction_key", "record_key");

    private static final Set<String> RESERVED =
            Set.of("extra", "business_date", "source_file", "source_line", "load_id", "account", "source");
    /** Columns that shapes no longer have, as {@code shape.column}, and how a contract says the same now. */
    private static final Map<String, String> REPLACED = Map.of(
            "interaction.friction_kind",
            "state the measurements instead, in friction_signal, status_code, results_count, load_time_ms, ttfb_ms,"
                    + " lcp_ms, inp_ms or cls; the kind of friction follows from them");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    private final SourceContract contract;
    private final String path;
    private final List<DeclarationProblem> problems;
    private final Set<String> names = new HashSet<>();

    private SourceRules(SourceContract contract, String path, List<DeclarationProblem> problems) {
        this.contract = contract;
        this.path = path;
        this.problems = problems;
    }

    static void check(
            SourceContract contract, List<TableContract> tables, String path, List<DeclarationProblem> problems) {
        SourceRules rules = new SourceRules(contract, path, problems);
        rules.checkNames();
        rules.checkReferences();
        rules.checkColumns();
        rules.checkCompanions();
        contract.conform().forEach((shape, mappings) -> rules.checkShape(shape, mappings, tables));
    }

    private void checkNames() {
        if (!contract.source().isEmpty() && !NAME.matcher(contract.source()).matches()) {
            addFault("source", "expected snake_case, found `" + contract.source() + "`");
        } else if (!contract.source().startsWith(contract.vendor().split("_")[0])) {
            addFault("source", "a source's name begins with its vendor, `" + contract.vendor() + "`");
        }
        for (SourceColumn column : contract.columns()) {
            if (!column.name().isEmpty() && !names.add(column.name())) {
                addFault("columns." + column.name(), "is declared twice; leave one of them out");
            }
            if (RESERVED.contains(column.name())) {
                addFault("columns." + column.name(), "this name is reserved for the warehouse; choose another");
            }
        }
        if (contract.lines() != null) {
            names.add(contract.lines().position());
        }
        if (contract.account().by() != Account.By.COLUMN) {
            if (names.contains(SourceContract.ACCOUNT_ID)) {
                addFault(
                        "columns." + SourceContract.ACCOUNT_ID,
                        "this name holds the account that accounts.csv gives a row; choose another name, or write"
                                + " `account: {column: account_id}`");
            }
            names.add(SourceContract.ACCOUNT_ID);
        }
    }

    private void checkReferences() {
        if (contract.key().isEmpty()) {
            addFault("key", "is missing");
        }
        contract.key().forEach(name -> requireColumn("key", name));
        requireColumn("version", contract.version());
        if (contract.alike() != null) {
            contract.alike().by().forEach(name -> requireColumn("alike.by", name));
            requireColumn("alike.earliest", contract.alike().earliest());
            requireTime("alike.earliest", contract.alike().earliest());
        }
        requireColumn("activity", contract.activity());
        requireTime("activity", contract.activity());
        String account = contract.accountColumn();
        if (contract.account().by() == Account.By.COLUMN
                && !account.isEmpty()
                && contract.column(account).isEmpty()) {
            addFault("account.column", "no column `" + account + "`" + hint(account));
        }
        boolean isNamed = contract.drop().file().pattern().contains("(?<account>");
        if (contract.account().by() == Account.By.FILE && !isNamed) {
            addFault("account", "the account stands in the file's name, but drop.file has no group (?<account>…)");
        }
        if (contract.money() != null) {
            contract.money().columns().forEach(name -> requireColumn("money.column", name));
            requireColumn("money.currency", contract.money().currency());
        }
        if (contract.lines() != null && !contract.lines().by().isEmpty()) {
            requireColumn("lines.by", contract.lines().by());
            contract.lines().carried().forEach(name -> requireColumn("lines.carried", name));
        }
    }

    private void checkCompanions() {
        if (contract.format() instanceof RecordFormat.Delimited delimited) {
            checkCompanion("format.header.from", delimited.header().from());
        }
        for (SourceColumn column : contract.columns()) {
            if (column.lookup() != null) {
                checkCompanion(
                        "columns." + column.name() + ".lookup", column.lookup().from());
                if (!(contract.format() instanceof RecordFormat.Delimited)) {
                    addFault("columns." + column.name() + ".lookup", "needs delimited text");
                }
            }
        }
    }

    private void checkCompanion(String key, Companion companion) {
        Set<String> with = contract.drop().with().keySet();
        if (companion != null && !companion.in().isEmpty() && !with.contains(companion.in())) {
            String hint = SpellingGuess.hint(companion.in(), with);
            addFault(key + ".in", "drop.with names no `" + companion.in() + "`" + hint);
        }
    }

    private void checkColumns() {
        long maps = contract.columns().stream()
                .filter(column -> column.type().kind() == Kind.MAP)
                .count();
        if (maps > 1) {
            addFault("columns", "has " + maps + " columns of type map; one at most");
        }
        for (SourceColumn column : contract.columns()) {
            String key = "columns." + column.name();
            Kind kind = column.type().kind();
            if (!column.formats().isEmpty() && !column.type().isTime()) {
                addFault(key + ".format", "only days and instants have a format");
            }
            if ((column.limits().min() != null || column.limits().max() != null)
                    && !column.type().isNumber()) {
                addFault(key + ".min", "only numbers have a least and a greatest value");
            }
            if (column.isMicros() && kind != Kind.DECIMAL) {
                addFault(key + ".micros", "needs a decimal");
            }
            if (column.required() == SourceColumn.Required.FIRST_LINE && contract.lines() == null) {
                addFault(key + ".required", "`first` needs `lines`, which says which rows belong together");
            }
            if (column.headerOf() != null) {
                checkHeaderOf(key, column.headerOf());
            }
            if (kind == Kind.MAP && !(contract.format() instanceof RecordFormat.Json)) {
                addFault(key + ".type", "a map needs JSON");
            }
        }
    }

    private void checkHeaderOf(String key, String other) {
        Optional<SourceColumn> told = contract.column(other);
        if (!(contract.format() instanceof RecordFormat.Delimited)) {
            addFault(key + ".header_of", "only delimited text has a header");
        } else if (told.isEmpty()) {
            addFault(key + ".header_of", "no column `" + other + "`" + hint(other));
        } else if (told.get().from().stream()
                .anyMatch(name -> name.chars().filter(c -> c == '*').count() != 1)) {
            addFault(
                    key + ".header_of",
                    "every name of `" + other + "` needs one `*` where the text stands, as in `Amount spent (*)`");
        }
    }

    private void checkShape(String shape, List<Mapping> mappings, List<TableContract> tables) {
        List<String> shapes = tables.stream()
                .filter(table -> table.table().startsWith("conformed."))
                .map(TableContract::name)
                .toList();
        Optional<TableContract> table = tables.stream()
                .filter(one -> one.table().equals("conformed." + shape))
                .findFirst();
        if (table.isEmpty()) {
            addFault("conform." + shape, "no such shape" + SpellingGuess.hint(shape, shapes));
            return;
        }
        for (int index = 0; index < mappings.size(); index++) {
            String key = "conform." + shape + (mappings.size() == 1 ? "" : "." + (index + 1));
            checkMapping(key, shape, mappings.get(index).columns(), table.get());
        }
    }

    private void checkMapping(String key, String shape, Map<String, String> filled, TableContract table) {
        for (String column : filled.keySet()) {
            if (table.column(column).isEmpty()) {
                String replaced = REPLACED.get(shape + "." + column);
                String fix = replaced == null ? SpellingGuess.hint(column, table.columnNames()) : "; " + replaced;
                addFault(key + "." + column, shape + " has no column `" + column + "`" + fix);
            }
        }
        for (TableColumn column : table.columns()) {
            if (column.isRequired() && !CARRIED.contains(column.name()) && !filled.containsKey(column.name())) {
                addFault(key + "." + column.name(), "is missing; every row of " + shape + " needs it");
            }
        }
    }

    private void requireColumn(String key, String name) {
        if (name != null && !names.contains(name)) {
            addFault(key, "no column `" + name + "`" + hint(name));
        }
    }

    private void requireTime(String key, String name) {
        Optional<SourceColumn> column = contract.column(String.valueOf(name));
        if (column.isPresent() && !column.get().type().isTime()) {
            addFault(key, "`" + name + "` is neither a date nor a timestamp");
        }
    }

    private String hint(String name) {
        return SpellingGuess.hint(name, names);
    }

    private void addFault(String key, String message) {
        problems.add(new DeclarationProblem(path, key, message));
    }
}
