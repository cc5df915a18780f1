package cx.warehouse.contract;

import cx.warehouse.contract.SourceContract.Account;
import cx.warehouse.contract.SourceContract.Alike;
import cx.warehouse.contract.SourceContract.DriftRule;
import cx.warehouse.contract.SourceContract.Family;
import cx.warehouse.contract.SourceContract.LeftOut;
import cx.warehouse.contract.SourceContract.Lines;
import cx.warehouse.contract.SourceContract.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a source contract from YAML. */
final class SourceParser {
    private static final BigDecimal TENTH = new BigDecimal("0.1");

    private SourceParser() {}

    static SourceContract source(YamlFields fields) {
        SourceContract contract = new SourceContract(
                fields.text("source"),
                requireKey(fields, "family") ? fields.word("family", Family.class, Family.AD) : Family.AD,
                fields.text("vendor"),
                fields.text("description"),
                DropParser.drop(fields),
                FormatParser.format(fields),
                account(fields),
                fields.texts("key"),
                fields.text("version", null),
                alike(fields),
                share(fields),
                fields.text("activity", null),
                columns(fields),
                fields.texts("ignored"),
                leftOut(fields),
                money(fields),
                lines(fields),
                fields.word("drift", DriftRule.class, DriftRule.EVOLVE),
                conform(fields));
        fields.rejectUnknownKeys();
        return contract;
    }

    private static boolean requireKey(YamlFields fields, String key) {
        if (!fields.has(key)) {
            fields.fault(key, "is missing");
            return false;
        }
        return true;
    }

    private static Account account(YamlFields fields) {
        if (fields.isMap("account")) {
            YamlFields account = fields.map("account");
            String column = account.text("column");
            account.rejectUnknownKeys();
            return new Account(Account.By.COLUMN, column);
        }
        String by = fields.text("account");
        if (by.equals("file")) {
            return new Account(Account.By.FILE, null);
        }
        if (by.equals("none")) {
            return new Account(Account.By.NONE, null);
        }
        if (!by.equals("vendor") && !by.isEmpty()) {
            fields.fault("account", "no such word `" + by + "`; one of file, vendor, none, {column: NAME}");
        }
        return new Account(Account.By.VENDOR, null);
    }

    private static Alike alike(YamlFields fields) {
        if (!fields.has("alike")) {
            return null;
        }
        YamlFields alike = fields.map("alike");
        Alike result = new Alike(alike.texts("by"), alike.text("earliest", null));
        if (result.by().isEmpty()) {
            alike.fault("by", "is missing");
        }
        alike.rejectUnknownKeys();
        return result;
    }

    private static double share(YamlFields fields) {
        BigDecimal share = fields.number("quarantine_limit", TENTH);
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            fields.fault("quarantine_limit", "expected a share from 0 to 1, found " + share.toPlainString());
        }
        return share.doubleValue();
    }

    private static List<SourceColumn> columns(YamlFields fields) {
        List<String> missing = fields.texts("missing");
        NumberFormat numberFormat = ColumnParser.numberFormat(fields);
        List<SourceColumn> columns = new ArrayList<>();
        for (YamlFields column : fields.maps("columns")) {
            columns.add(ColumnParser.column(column, missing, numberFormat));
        }
        if (columns.isEmpty()) {
            fields.fault("columns", "is missing");
        }
        return columns;
    }

    private static List<LeftOut> leftOut(YamlFields fields) {
        List<LeftOut> rules = new ArrayList<>();
        for (YamlFields rule : fields.maps("left_out")) {
            String from = rule.text("from", null);
            String fix = rule.text("fix", null);
            List<LeftOut> found = new ArrayList<>();
            for (LeftOut.Rule word : LeftOut.Rule.values()) {
                List<String> values = rule.texts(word.name().toLowerCase(Locale.ROOT));
                if (!values.isEmpty()) {
                    found.add(new LeftOut(from, word, values, fix));
                }
            }
            if (found.size() != 1) {
                rule.fault("in", "needs exactly one of in, not_in, starts_with, differs_from");
            }
            rules.addAll(found);
            rule.rejectUnknownKeys();
        }
        return rules;
    }

    private static Money money(YamlFields fields) {
        if (!fields.has("money")) {
            return null;
        }
        YamlFields money = fields.map("money");
        Money result = new Money(money.texts("column"), money.text("currency", null));
        if (result.columns().isEmpty()) {
            money.fault("column", "is missing");
        }
        money.rejectUnknownKeys();
        return result;
    }

    private static Lines lines(YamlFields fields) {
        if (!fields.has("lines")) {
            return null;
        }
        YamlFields lines = fields.map("lines");
        Lines result = new Lines(lines.text("by"), lines.text("position"), lines.texts("carried"));
        lines.rejectUnknownKeys();
        return result;
    }

    private static Map<String, List<Mapping>> conform(YamlFields fields) {
        Map<String, List<Mapping>> conform = new LinkedHashMap<>();
        YamlFields shapes = fields.map("conform");
        for (String shape : shapes.keys()) {
            conform.put(
                    shape,
                    shapes.maps(shape).stream().map(SourceParser::mapping).toList());
        }
        return conform;
    }

    private static Mapping mapping(YamlFields fields) {
        String where = fields.text("where", null);
        String as = null;
        String of = null;
        if (fields.has("unnest")) {
            Map<String, String> unnest = fields.map("unnest").entries();
            if (unnest.size() != 1) {
                fields.fault("unnest", "expected one name with one expression");
            }
            for (Map.Entry<String, String> entry : unnest.entrySet()) {
                as = entry.getKey();
                of = entry.getValue();
            }
        }
        return new Mapping(fields.entries(), where, as, of);
    }
}
