package cx.warehouse.conform;

import cx.warehouse.conform.References.Account;
import cx.warehouse.conform.Reject.Code;
import cx.warehouse.contract.NumberFormat;
import cx.warehouse.contract.SourceColumn.Required;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.Drift;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;

/** Turns the records of one file into typed rows, rejects, duplicates and rows left out, and counts each. */
final class RowTyper implements Records {
    private final SourceContract contract;
    private final Lookups lookups;
    private final LandedFile file;
    private final ColumnReader[] columns;
    private final int[][] with;
    private final int[][] otherwise;
    private final Accounts accounts;
    private final Zones zones;
    private final LeftOutRules leftOut;
    private final RowKeys keys;
    private final int[] money;
    private final int currency;
    private final int lineBy;
    private final int width;
    private final Set<Long> conflicts;
    private final SparkRows inside;
    private final Consumer<InternalRow> rows;
    private final Consumer<Reject> rejects;
    private final Tally tally;
    private final Reasons reasons = new Reasons();
    private String member;
    private String lastBy;
    private int position;
    private final Set<List<String>> saidOfOne = new HashSet<>();

    RowTyper(
            SourceContract contract,
            References references,
            Inputs inputs,
            Lookups lookups,
            LandedFile file,
            Set<Long> conflicts,
            Consumer<InternalRow> rows,
            Consumer<Reject> rejects,
            Tally tally) {
        this.contract = contract;
        this.lookups = lookups;
        this.file = file;
        this.columns = contract.columns().stream()
                .map(column -> new ColumnReader(contract, column, file.businessDate()))
                .toArray(ColumnReader[]::new);
        this.with = contract.columns().stream()
                .map(column -> column.with().stream().mapToInt(inputs::slot).toArray())
                .toArray(int[][]::new);
        this.otherwise = contract.columns().stream()
                .map(column ->
                        column.otherwise().stream().mapToInt(inputs::slot).toArray())
                .toArray(int[][]::new);
        this.accounts = new Accounts(contract, references, file);
        this.zones = new Zones(contract, inputs);
        this.leftOut = new LeftOutRules(contract.leftOut(), inputs, columns);
        List<String> names = Rows.names(contract);
        this.keys = new RowKeys(contract, names);
        this.money = contract.money() == null
                ? new int[0]
                : contract.money().columns().stream().mapToInt(names::indexOf).toArray();
        this.currency =
                contract.money() == null ? -1 : names.indexOf(contract.money().currency());
        this.lineBy =
                contract.lines() == null ? -1 : names.indexOf(contract.lines().by());
        this.width = names.size();
        this.conflicts = conflicts;
        this.inside = new SparkRows(Rows.schema(contract));
        this.rows = rows;
        this.rejects = rejects;
        this.tally = tally;
    }

    /** The records that follow stand in that member of an archive; null for none. */
    void goInto(String next) {
        member = next;
    }

    @Override
    public void broken(long line, Code code, String message, Supplier<String> raw) {
        reasons.clear();
        reasons.add(code, message);
        reject(line, raw);
    }

    @Override
    public boolean isLeftOut(Cells cells) {
        return leftOut.test(cells);
    }

    @Override
    public void record(long line, Cells cells, Supplier<String> raw) {
        if (leftOut.test(cells)) {
            tally.leftOut();
            return;
        }
        reasons.clear();
        List<String> said = lineBy < 0 ? List.of() : Arrays.asList(cells.text.clone());
        if (isSaidAgain(cells, said)) {
            tally.duplicate();
            return;
        }
        boolean isFirstLine = countLine(cells);
        Account account = accounts.of(cells, columns, reasons);
        NumberFormat numbers = account == null ? NumberFormat.EN_US : account.numberFormat();
        Object[] row = new Object[width];
        for (int index = 0; index < columns.length; index++) {
            row[index] = value(index, cells, account, isFirstLine, numbers);
        }
        if (cells.extra != null) {
            ColumnReader.check(cells.extra, reasons);
        }
        if (cells.rest != null) {
            ColumnReader.check(cells.rest, reasons);
        }
        complete(row, line, cells, account);
        if (contract.drift() == Drift.QUARANTINE && cells.extra != null) {
            reasons.add(
                    Code.DRIFT,
                    "has " + Text.shown(String.join(", ", cells.extra.keySet()))
                            + ", which its contract does not know (drift: quarantine)");
        }
        if (reasons.isEmpty()) {
            keep(row, line, account, raw);
            if (lineBy >= 0) {
                saidOfOne.add(said);
            }
        } else {
            reject(line, raw);
        }
    }

    private Object value(int index, Cells cells, Account account, boolean isFirstLine, NumberFormat numbers) {
        ColumnReader reader = columns[index];
        if (reader.isMap()) {
            return cells.rest;
        }
        String cell = reader.cell(with[index].length == 0 ? cells.text[index] : joined(index, cells));
        int from = index;
        for (int at = 0; cell == null && at < otherwise[index].length; at++) {
            from = otherwise[index][at];
            cell = reader.cell(cells.text[from]);
        }
        if (cell == null) {
            if (reader.required() == Required.ALWAYS || (reader.required() == Required.FIRST_LINE && isFirstLine)) {
                reasons.missing(reader.column());
            }
            return null;
        }
        ZoneId zone = zones.of(index, reader.column(), cells, account, reasons);
        return reader.read(lookups.meant(index, cell), cells.kind[from], zone, numbers, reasons);
    }

    private String joined(int index, Cells cells) {
        String text = cells.text[index];
        if (text == null) {
            return null;
        }
        StringBuilder joined = new StringBuilder(text.strip());
        for (int slot : with[index]) {
            if (cells.text[slot] != null) {
                joined.append(' ').append(cells.text[slot].strip());
            }
        }
        return joined.toString();
    }

    /** True for a line of one thing that stood there before, word for word: it is repeated, not counted. */
    private boolean isSaidAgain(Cells cells, List<String> said) {
        if (lineBy < 0) {
            return false;
        }
        if (!Objects.equals(cells.text[lineBy], lastBy)) {
            saidOfOne.clear();
        }
        return saidOfOne.contains(said);
    }

    private boolean countLine(Cells cells) {
        if (lineBy < 0) {
            return true;
        }
        String by = cells.text[lineBy];
        position = by != null && by.equals(lastBy) ? position + 1 : 1;
        lastBy = by;
        return position == 1;
    }

    private void complete(Object[] row, long line, Cells cells, Account account) {
        int at = columns.length;
        if (contract.lines() != null) {
            row[at++] = position;
        }
        if (contract.account().column() == null) {
            row[at++] = account == null ? null : account.accountId();
        }
        row[at++] = cells.extra;
        row[at++] = file.businessDate();
        row[at++] = file.path();
        row[at++] = line;
        row[at] = file.loadId();
    }

    private void keep(Object[] row, long line, Account account, Supplier<String> raw) {
        long key = keys.key(row);
        if (!conflicts.isEmpty() && conflicts.contains(key)) {
            conflict(line, raw);
            return;
        }
        switch (keys.put(key, row)) {
            case SAME -> tally.duplicate();
            case OTHER -> {
                tally.conflict(key);
                conflict(line, raw);
            }
            case NEW -> {
                tally.loaded();
                addMoney(row, account);
                rows.accept(inside.row(row));
            }
        }
    }

    private void addMoney(Object[] row, Account account) {
        for (int column : money) {
            if (row[column] instanceof BigDecimal amount) {
                Object unit = currency >= 0 ? row[currency] : account == null ? null : account.currency();
                tally.money(unit == null ? "" : unit.toString(), amount);
            }
        }
    }

    private void conflict(long line, Supplier<String> raw) {
        broken(
                line,
                Code.CONFLICT,
                "another row of this file has the same key (" + String.join(", ", contract.key())
                        + ") and says something else",
                raw);
    }

    private void reject(long line, Supplier<String> raw) {
        tally.quarantined();
        rejects.accept(new Reject(contract.source(), file.path(), member, line, raw.get(), reasons.list()));
    }
}
