package cx.warehouse.infer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses the columns with a role in the contract: the time of the event, the money and its currency. */
final class ColumnRoles {

    private static final Pattern CREATED =
            Pattern.compile("(.*_)?(created?|creation|occurred|event|ordered|order|placed"
                    + "|booked|booking|submitted|submit|sent|started|start"
                    + "|day|date|time|timestamp|datetime|tag|datum)(_.*)?");
    private static final Pattern SYNCED = Pattern.compile("(.*_)?(sync\\w*|updated?|modified|changed|exported|imported"
            + "|loaded|processed|fetched|extracted|refreshed|ingested|inserted|received|last|latest)(_.*)?");

    private static final Pattern SPENT = Pattern.compile(
            "cost|spend|(amount|total)_spent(_.*)?|.*_cost|spend_.*|(.*_)?(kosten|ausgaben)(_[a-z]{3})?");
    private static final Pattern WHOLE =
            Pattern.compile("(.*_)?(total|amount|gross|revenue|commission|gesamt\\w*|betrag|summe"
                    + "|umsatz)(_[a-z]{3})?|gesamt\\w*_.*");
    private static final Pattern PART =
            Pattern.compile("(.*_)?(fee|tax|discount|shipping|refund|refunded|net|subtotal)(_.*)?|.*_refunded(_.*)?");

    private final List<ColumnDraft> columns;

    ColumnRoles(List<ColumnDraft> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * A chosen column.
     *
     * @param others further columns that may have the same role
     */
    record RoleGuess(ColumnDraft column, List<ColumnDraft> others) {

        /** A note that the choice is a guess; empty when there was no choice. */
        String note() {
            return others.isEmpty()
                    ? ""
                    : "a guess; or " + others.stream().map(ColumnDraft::name).collect(Collectors.joining(", "));
        }
    }

    /** The time of the event: a created time before a synced one, and a date that was planned last. */
    Optional<RoleGuess> activity() {
        return choose(column -> column.isTime() && column.isComplete(), column -> activityRank(column.name()));
    }

    /** The cost of advertising. */
    Optional<RoleGuess> cost() {
        return choose(
                column -> column.isNumber() && SPENT.matcher(column.name()).matches(), column -> 0);
    }

    /** The amount of a row: a whole amount before a part of it. */
    Optional<RoleGuess> amount() {
        return choose(
                column -> column.isMoney() && VendorColumnNames.isMoney(column.name()),
                column -> amountRank(column.name()));
    }

    /** The currency of all amounts. */
    Optional<ColumnDraft> currency() {
        return columns.stream()
                .filter(column -> VendorColumnNames.isCurrency(column.name()))
                .findFirst();
    }

    private Optional<RoleGuess> choose(Predicate<ColumnDraft> fits, ToIntFunction<ColumnDraft> rank) {
        List<ColumnDraft> sorted = columns.stream()
                .filter(fits)
                .sorted(Comparator.comparingInt(rank))
                .toList();
        return sorted.stream().findFirst().map(first -> new RoleGuess(first, sorted.subList(1, sorted.size())));
    }

    private static int activityRank(String name) {
        if (VendorColumnNames.isPlan(name)) {
            return 3;
        }
        return SYNCED.matcher(name).matches() ? 2 : CREATED.matcher(name).matches() ? 0 : 1;
    }

    private static int amountRank(String name) {
        return PART.matcher(name).matches() ? 2 : WHOLE.matcher(name).matches() ? 0 : 1;
    }
}
