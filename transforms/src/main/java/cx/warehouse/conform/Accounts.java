package cx.warehouse.conform;

import cx.warehouse.conform.References.Account;
import cx.warehouse.conform.Reject.Code;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.SourceContract.Account.By;
import java.util.List;
import java.util.Optional;

/** Finds the account of a file, or of each of its rows. */
final class Accounts {
    private final SourceContract contract;
    private final References references;
    private final Account ofFile;
    private final int column;
    private Account last;

    /** @throws BadFile when the file's account is not known */
    Accounts(SourceContract contract, References references, LandedFile file) {
        this.contract = contract;
        this.references = references;
        List<String> names = Rows.names(contract);
        this.column = contract.account().column() == null
                ? -1
                : names.indexOf(contract.account().column());
        this.ofFile = column >= 0 || contract.account().by() == By.NONE ? null : ofFile(file);
    }

    private Account ofFile(LandedFile file) {
        Optional<String> named = contract.drop().group(file.name(), "account");
        if (named.isPresent()) {
            return references
                    .account(contract.vendor(), named.get())
                    .or(() -> references.accounts(contract.vendor()).stream()
                            .filter(account -> account.accountId().equalsIgnoreCase(named.get()))
                            .findFirst())
                    .orElseThrow(() -> new BadFile("account " + Text.shown(named.get()) + " of " + contract.vendor()
                            + " is not in accounts.csv; add a line for it"));
        }
        List<Account> all = references.accounts(contract.vendor());
        if (all.size() != 1) {
            throw new BadFile("accounts.csv has " + all.size() + " accounts of " + contract.vendor()
                    + ", and the file does not say which is meant");
        }
        return all.get(0);
    }

    /** The account of a row; null for none, and, with a reason, when its column names one that is not known. */
    Account of(Cells cells, ColumnReader[] columns, Reasons reasons) {
        if (column < 0) {
            return ofFile;
        }
        String id = columns[column].cell(cells.text[column]);
        if (id == null) {
            return null;
        }
        if (last == null || !last.accountId().equals(id)) {
            last = references.account(contract.vendor(), id).orElse(null);
        }
        if (last == null) {
            reasons.add(Code.ENUM, columns[column].column(), id, "is not in accounts.csv");
        }
        return last;
    }
}
