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

/** What a source contract must keep to beyond its form: names that exist, shapes that are filled. */
final class SourceRules {
    /** What a mapping need not say, for every row brings it. */
    static final Set<String> CARRIED =
            Set.of("source", "business_date", "source_file", "source_line", "load_id", "interaction_key", "record_key");

    private static final Set<String> RESERVED =
            Set.of("extra", "business_date", "source_file", "source_line", "load_id", "account", "source");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    private final SourceContract contract;
    private final String path;
    private final List<Problem> problems;
    private final Set<String> names = new HashSet<>();

    private SourceRules(SourceContract contract, String path, List<Problem> problems) {
        this.contract = contract;
        this.path = path;
        this.problems = problems;
    }

    static void check(SourceContract contract, List<TableContract> tables, String path, List<Problem> problems) {
        SourceRules rules = new SourceRules(contract, path, problems);
        rules.names();
        rules.references();
        rules.columns();
        rules.companions();
        contract.conform().forEach((shape, mappings) -> rules.shape(shape, mappings, tables));
    }

    private void names() {
        if (!contract.source().isEmpty() && !NAME.matcher(contract.source()).matches()) {
            fault("source", "expected snake_case, found `" + contract.source() + "`");
        } else if (!contract.source().startsWith(contract.vendor().split("_")[0])) {
            fault("source", "a source's name begins with its vendor, `" + contract.vendor() + "`");
        }
        for (SourceColumn column : contract.columns()) {
            if (!names.add(column.name())) {
                fault("columns." + column.name(), "stands twice");
            }
            if (RESERVED.contains(column.name())) {
                fault("columns." + column.name(), "this name is the warehouse's own");
            }
        }
        if (contract.lines() != null) {
            names.add(contract.lines().position());
        }
        names.add(contract.accountColumn());
    }

    private void references() {
        if (contract.key().isEmpty()) {
            fault("key", "is missing");
        }
        contract.key().forEach(name -> known("key", name));
        known("version", contract.version());
        known("activity", contract.activity());
        Optional<SourceColumn> activity = contract.column(String.valueOf(contract.activity()));
        if (activity.isPresent() && !activity.get().type().isTime()) {
            fault("activity", "`" + contract.activity() + "` is neither a date nor a timestamp");
        }
        if (contract.account().by() == Account.By.COLUMN
                && contract.column(contract.account().column()).isEmpty()) {
            fault(
                    "account.column",
                    "no column `" + contract.account().column() + "`"
                            + hint(contract.account().column()));
        }
        boolean isNamed = contract.drop().file().pattern().contains("(?<account>");
        if (contract.account().by() == Account.By.FILE && !isNamed) {
            fault("account", "the account stands in the file's name, but drop.file has no group (?<account>…)");
        }
        if (contract.money() != null) {
            contract.money().columns().forEach(name -> known("money.column", name));
            known("money.currency", contract.money().currency());
        }
        if (contract.lines() != null) {
            known("lines.by", contract.lines().by());
        }
    }

    private void companions() {
        if (contract.format() instanceof Format.Delimited delimited) {
            companion("format.header.from", delimited.header().from());
        }
        for (SourceColumn column : contract.columns()) {
            if (column.lookup() != null) {
                companion(
                        "columns." + column.name() + ".lookup", column.lookup().from());
                if (!(contract.format() instanceof Format.Delimited)) {
                    fault("columns." + column.name() + ".lookup", "needs delimited text");
                }
            }
        }
    }

    private void companion(String key, Companion companion) {
        Set<String> with = contract.drop().with().keySet();
        if (companion != null && !companion.in().isEmpty() && !with.contains(companion.in())) {
            String hint = Guess.hint(companion.in(), with);
            fault(key + ".in", "drop.with names no `" + companion.in() + "`" + hint);
        }
    }

    private void columns() {
        long maps = contract.columns().stream()
                .filter(column -> column.type().kind() == Kind.MAP)
                .count();
        if (maps > 1) {
            fault("columns", "has " + maps + " columns of type map; one at most");
        }
        for (SourceColumn column : contract.columns()) {
            String key = "columns." + column.name();
            Kind kind = column.type().kind();
            if (!column.formats().isEmpty() && !column.type().isTime()) {
                fault(key + ".format", "only days and instants have a format");
            }
            if ((column.limits().min() != null || column.limits().max() != null)
                    && !column.type().isNumber()) {
                fault(key + ".min", "only numbers have a least and a greatest value");
            }
            if (column.isMicros() && kind != Kind.DECIMAL) {
                fault(key + ".micros", "needs a decimal");
            }
            if (column.required() == SourceColumn.Required.FIRST_LINE && contract.lines() == null) {
                fault(key + ".required", "`first` needs `lines`, which says what belongs together");
            }
            if (column.headerOf() != null) {
                headerOf(key, column.headerOf());
            }
            if (kind == Kind.MAP && !(contract.format() instanceof Format.Json)) {
                fault(key + ".type", "a map needs JSON");
            }
        }
    }

    private void headerOf(String key, String other) {
        Optional<SourceColumn> told = contract.column(other);
        if (!(contract.format() instanceof Format.Delimited)) {
            fault(key + ".header_of", "only delimited text has a header");
        } else if (told.isEmpty()) {
            fault(key + ".header_of", "no column `" + other + "`" + hint(other));
        } else if (told.get().from().stream()
                .anyMatch(name -> name.chars().filter(c -> c == '*').count() != 1)) {
            fault(
                    key + ".header_of",
                    "every name of `" + other + "` needs one `*` where the text stands, as in `Amount spent (*)`");
        }
    }

    private void shape(String shape, List<Mapping> mappings, List<TableContract> tables) {
        List<String> shapes = tables.stream()
                .filter(table -> table.table().startsWith("conformed."))
                .map(TableContract::name)
                .toList();
        Optional<TableContract> table = tables.stream()
                .filter(one -> one.table().equals("conformed." + shape))
                .findFirst();
        if (table.isEmpty()) {
            fault("conform." + shape, "no such shape" + Guess.hint(shape, shapes));
            return;
        }
        for (int index = 0; index < mappings.size(); index++) {
            String key = "conform." + shape + (mappings.size() == 1 ? "" : "." + (index + 1));
            mapping(key, shape, mappings.get(index).columns(), table.get());
        }
    }

    private void mapping(String key, String shape, Map<String, String> filled, TableContract table) {
        for (String column : filled.keySet()) {
            if (table.column(column).isEmpty()) {
                fault(
                        key + "." + column,
                        shape + " has no column `" + column + "`" + Guess.hint(column, table.columnNames()));
            }
        }
        for (TableColumn column : table.columns()) {
            if (column.isRequired() && !CARRIED.contains(column.name()) && !filled.containsKey(column.name())) {
                fault(key + "." + column.name(), "is missing; every row of " + shape + " needs it");
            }
        }
    }

    private void known(String key, String name) {
        if (name != null && !names.contains(name)) {
            fault(key, "no column `" + name + "`" + hint(name));
        }
    }

    private String hint(String name) {
        return Guess.hint(name, names);
    }

    private void fault(String key, String message) {
        problems.add(new Problem(path, key, message));
    }
}
