package cx.warehouse.conform.type;

import cx.warehouse.conform.delivery.BadFileException;
import cx.warehouse.conform.delivery.DisplayText;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow.ReasonCode;
import cx.warehouse.conform.record.RecordCells;
import cx.warehouse.conform.type.ReferenceData.Account;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.Account.By;
import java.util.List;
import java.util.Optional;

/** Finds the account of a file, or of each of its rows. */
final class AccountFinder {
    private final SourceContract contract;
    private final ReferenceData references;
    private final Account fileAccount;
    private final int column;
    private Account last;

    /** @throws BadFileException if the file's account is unknown */
    AccountFinder(SourceContract contract, ReferenceData references, LandedFile file) {
        this.contract = contract;
        this.references = references;
        List<String> names = SourceSchema.names(contract);
        this.column = contract.account().column() == null
                ? -1
                : names.indexOf(contract.account().column());
        this.fileAccount = column >= 0 || contract.account().by() == By.NONE ? null : findFileAccount(file);
    }

    private Account findFileAccount(LandedFile file) {
        Optional<String> named = contract.drop().group(file.name(), "account");
        if (named.isPresent()) {
            return references
                    .account(contract.vendor(), named.get())
                    .or(() -> references.accounts(contract.vendor()).stream()
                            .filter(account -> account.accountId().equalsIgnoreCase(named.get()))
                            .findFirst())
                    .orElseThrow(() -> new BadFileException("account " + DisplayText.of(named.get()) + " of "
                            + contract.vendor() + " is not in accounts.csv; add a line for it"));
        }
        List<Account> all = references.accounts(contract.vendor());
        if (all.size() != 1) {
            throw new BadFileException("accounts.csv has " + all.size() + " accounts of " + contract.vendor()
                    + ", and the file does not say which is meant");
        }
        return all.get(0);
    }

    /** The account of a row; null if it has none. If its column names an unknown account, a reason is added. */
    Account accountOf(RecordCells cells, ColumnReader[] columns, RowReasons reasons) {
        if (column < 0) {
            return fileAccount;
        }
        String id = columns[column].cell(cells.text[column]);
        if (id == null) {
            return null;
        }
        if (last == null || !last.accountId().equals(id)) {
            last = references.account(contract.vendor(), id).orElse(null);
        }
        if (last == null) {
            reasons.add(ReasonCode.ENUM, columns[column].column(), id, "is not in accounts.csv");
        }
        return last;
    }
}
