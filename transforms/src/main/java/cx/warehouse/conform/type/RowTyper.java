package cx.warehouse.conform.type;

import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.conform.delivery.FileCounts;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.conform.delivery.RepeatedRows;
import cx.warehouse.conform.record.InputSlots;
import cx.warehouse.conform.record.RecordCells;
import cx.warehouse.conform.record.RecordSink;
import cx.warehouse.conform.type.ReferenceData.Account;
import cx.warehouse.contract.NumberFormat;
import cx.warehouse.contract.SourceColumn.Required;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.DriftRule;
import cx.warehouse.contract.SourceContract.LeftOut;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;

/** Turns the records of one file into typed rows, rejects, duplicates and rows left out, and counts each. */
public final class RowTyper implements RecordSink {
    private final SourceContract contract;
    private final KeyTexts lookups;
    private final LandedFile file;
    private final ColumnReader[] columns;
    private final int[][] with;
    private final int[][] otherwise;
    private final AccountFinder accounts;
    private final ZoneFinder zones;
    private final LeftOutRules leftOut;
    private final RowKeys keys;
    private final int[] money;
    private final int currency;
    /** Null where each row stands alone. */
    private final LineGroup lines;

    private final int width;
    private final RepeatedRows repeated;
    private final SparkRows sparkRows;
    private final Consumer<InternalRow> rows;
    private final Consumer<QuarantinedRow> quarantinedRows;
    private final FileCounts tally;
    private final RowReasons reasons = new RowReasons();
    private String member;

    public RowTyper(
            SourceContract contract,
            ReferenceData references,
            InputSlots inputs,
            KeyTexts lookups,
            LandedFile file,
            RepeatedRows repeated,
            Consumer<InternalRow> rows,
            Consumer<QuarantinedRow> rejects,
            FileCounts tally) {
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
        this.accounts = new AccountFinder(contract, references, file);
        this.zones = new ZoneFinder(contract, inputs);
        this.leftOut = new LeftOutRules(contract.leftOut(), inputs, columns);
        List<String> names = SourceSchema.names(contract);
        this.keys = new RowKeys(contract, names);
        this.money = contract.money() == null
                ? new int[0]
                : contract.money().columns().stream().mapToInt(names::indexOf).toArray();
        this.currency =
                contract.money() == null ? -1 : names.indexOf(contract.money().currency());
        this.lines = contract.lines() == null
                ? null
                : new LineGroup(
                        names.indexOf(contract.lines().by()),
                        contract.columns().stream().anyMatch(column -> column.required() == Required.FIRST_LINE),
                        contract.lines().carried().stream()
                                .mapToInt(names::indexOf)
                                .toArray());
        this.width = names.size();
        this.repeated = repeated;
        this.sparkRows = new SparkRows(SourceSchema.schema(contract));
        this.rows = rows;
        this.quarantinedRows = rejects;
        this.tally = tally;
    }

    /** Sets the archive member that holds the records that follow; null if the file is no archive. */
    public void enterMember(String next) {
        member = next;
    }

    @Override
    public void acceptBroken(long line, ReasonCode code, String message, Supplier<String> raw) {
        reasons.clear();
        reasons.add(code, message);
        quarantine(line, raw);
    }

    @Override
    public boolean isLeftOut(RecordCells cells) {
        return leftOut.ruleOf(cells).isPresent();
    }

    @Override
    public void accept(long line, RecordCells cells, Supplier<String> raw) {
        Optional<LeftOut> rule = leftOut.ruleOf(cells);
        if (rule.isPresent()) {
            tally.countLeftOut(rule.get());
            return;
        }
        reasons.clear();
        if (lines != null && !lines.add(cells.text)) {
            tally.countDuplicate();
            return;
        }
        boolean isFirstLine = lines == null || lines.isFirst();
        if (!isFirstLine) {
            lines.carryInto(cells.text);
        }
        Account account = accounts.accountOf(cells, columns, reasons);
        NumberFormat numbers = account == null ? NumberFormat.EN_US : account.numberFormat();
        Object[] row = new Object[width];
        for (int index = 0; index < columns.length; index++) {
            row[index] = readValue(index, cells, account, isFirstLine, numbers);
        }
        if (cells.extra != null) {
            ColumnReader.checkExtra(cells.extra, reasons);
        }
        if (cells.rest != null) {
            ColumnReader.checkExtra(cells.rest, reasons);
        }
        fillOrigin(row, line, cells, account);
        if (contract.drift() == DriftRule.QUARANTINE && cells.extra != null) {
            reasons.add(
                    ReasonCode.DRIFT,
                    "has " + DisplayText.of(String.join(", ", cells.extra.keySet()))
                            + ", which its contract does not know (drift: quarantine)");
        }
        if (reasons.isEmpty()) {
            loadRow(row, line, account, raw);
            if (lines != null) {
                lines.noteGood();
            }
        } else {
            quarantine(line, raw);
        }
    }

    private Object readValue(int index, RecordCells cells, Account account, boolean isFirstLine, NumberFormat numbers) {
        ColumnReader reader = columns[index];
        if (reader.isMap()) {
            return cells.rest;
        }
        String cell = reader.cell(with[index].length == 0 ? cells.text[index] : joinCells(index, cells));
        int from = index;
        for (int at = 0; cell == null && at < otherwise[index].length; at++) {
            from = otherwise[index][at];
            cell = reader.cell(cells.text[from]);
        }
        if (cell == null) {
            if (reader.requirement() == Required.ALWAYS
                    || (reader.requirement() == Required.FIRST_LINE && isFirstLine)) {
                reasons.addMissing(reader.column());
            }
            return null;
        }
        ZoneId zone = zones.zoneOf(index, reader.column(), cells, account, reasons);
        return reader.read(lookups.textOf(index, cell), cells.kind[from], zone, numbers, reasons);
    }

    private String joinCells(int index, RecordCells cells) {
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

    private void fillOrigin(Object[] row, long line, RecordCells cells, Account account) {
        int at = columns.length;
        if (contract.lines() != null) {
            row[at++] = lines.position();
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

    private void loadRow(Object[] row, long line, Account account, Supplier<String> raw) {
        long key = keys.key(row);
        if (repeated.conflicts().contains(key)) {
            quarantineConflict(line, raw);
            return;
        }
        if (!repeated.superseded().isEmpty() && repeated.superseded().contains(keys.rowHash(key, row))) {
            tally.countDuplicate();
            return;
        }
        switch (keys.put(key, row)) {
            case SAME -> {
                tally.countDuplicate();
                keys.supersede(key, row).ifPresent(tally::addSuperseded);
            }
            case OTHER -> {
                tally.addConflict(key);
                quarantineConflict(line, raw);
            }
            case NEW -> {
                tally.countLoaded();
                addMoney(row, account);
                rows.accept(sparkRows.row(row));
            }
        }
    }

    private void addMoney(Object[] row, Account account) {
        for (int column : money) {
            if (row[column] instanceof BigDecimal amount) {
                Object unit = currency >= 0 ? row[currency] : account == null ? null : account.currency();
                tally.addMoney(unit == null ? "" : unit.toString(), amount);
            }
        }
    }

    private void quarantineConflict(long line, Supplier<String> raw) {
        acceptBroken(
                line,
                ReasonCode.CONFLICT,
                "another row of this file has the same key (" + String.join(", ", contract.key())
                        + ") and different values",
                raw);
    }

    private void quarantine(long line, Supplier<String> raw) {
        tally.countQuarantined();
        quarantinedRows.accept(
                new QuarantinedRow(contract.source(), file.path(), member, line, raw.get(), reasons.list()));
    }
}
