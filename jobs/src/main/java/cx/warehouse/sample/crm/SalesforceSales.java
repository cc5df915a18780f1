package cx.warehouse.sample.crm;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.VendorIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the sales of the first CRM, Salesforce: opportunities with one row for each change, and campaign members, some
 * from trade fairs.
 */
public final class SalesforceSales {
    static final String OPPORTUNITIES = "salesforce_opportunity";
    static final String MEMBERS = "salesforce_campaign_member";

    private static final List<String> OPPORTUNITY_HEADER =
            List.of(("Id;IsDeleted;AccountId;ContactId;Name;StageName;Amount;CurrencyIsoCode;Probability;"
                            + "CloseDate;IsClosed;IsWon;CreatedDate;LastModifiedDate")
                    .split(";"));
    private static final List<String> MEMBER_HEADER = List.of(
            ("Id;CampaignId;ContactId;Campaign_Name__c;Campaign_Type__c;Status;HasResponded;CreatedDate").split(";"));
    private static final int PROBABILITY = 8;
    private static final int OPPORTUNITY_CREATED = 12;
    private static final int MEMBER_CREATED = 7;
    private static final int LAST_AGE = 2;

    /** A stage of an opportunity. */
    private enum Stage {
        QUALIFICATION("Qualification", 20),
        PROPOSAL("Proposal", 60),
        NEGOTIATION("Negotiation", 80),
        WON("Closed Won", 100),
        LOST("Closed Lost", 0);

        private final String label;
        private final int probability;

        Stage(String label, int probability) {
            this.label = label;
            this.probability = probability;
        }
    }

    /** A campaign with members. */
    private record Event(String name, String type) {}

    private static final Event[] EVENTS = {
        new Event("Light & Living fair", "Trade Show"),
        new Event("Lamps in small rooms", "Webinar"),
        new Event("Architects' letter", "Email"),
    };

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final SalesforceContacts contacts;
    private final long seed;
    private final Map<String, Long> changes = new TreeMap<>();
    private final Map<String, Long> lastStages = new TreeMap<>();
    private final Map<String, Long> byType = new TreeMap<>();
    private long opportunities;
    private long deleted;
    private long members;

    public SalesforceSales(SampleSpec spec, SampleScale scale, SamplePeople people, SalesforceContacts contacts) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.contacts = contacts;
        this.seed = SeededRandom.mix(spec.seed(), 1019);
    }

    public Map<String, Object> opportunityTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("opportunities", opportunities);
        truth.put("changes_by_stage", changes);
        truth.put("by_last_stage", lastStages);
        truth.put("deleted", deleted);
        return truth;
    }

    public Map<String, Object> memberTruth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("members", members);
        truth.put("by_type", byType);
        return truth;
    }

    /** Writes the new opportunities of a day, and changes of opportunities from the days before. */
    SampleRowCounts writeOpportunities(int day, DelimitedWriter sheet) throws IOException {
        sheet.writeHeader(OPPORTUNITY_HEADER);
        int count = 2 + (int) Math.min(500, scale.visits() / 2000);
        for (int made = Math.max(0, day - LAST_AGE); made <= day; made++) {
            for (int i = 0; i < count; i++) {
                List<Stage> stages = stages(made, i, day - made);
                for (int change = 0; change < stages.size(); change++) {
                    sheet.writeRow(opportunityRow(made, i, day, stages.get(change), change));
                    changes.merge(stages.get(change).label, 1L, Long::sum);
                }
                boolean isLast = day - made == LAST_AGE || day == spec.days() - 1;
                if (isLast) {
                    lastStages.merge(stages.get(stages.size() - 1).label, 1L, Long::sum);
                }
                opportunities += made == day ? 1 : 0;
            }
        }
        if (!spec.plain()) {
            sheet.repeatLastRow();
            writeUnusualOpportunities(day, count, sheet);
        }
        sheet.finish();
        return sheet.counts();
    }

    /**
     * The stages that an opportunity enters on a day, given its age in days. The first opportunity of each day enters
     * two stages at once.
     */
    private List<Stage> stages(int made, int number, int age) {
        if (age == 0) {
            return List.of(Stage.QUALIFICATION);
        }
        if (age == 1) {
            return number == 0 ? List.of(Stage.PROPOSAL, Stage.NEGOTIATION) : List.of(Stage.PROPOSAL);
        }
        return List.of(
                SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 1, made, number), 550) ? Stage.WON : Stage.LOST);
    }

    private List<String> opportunityRow(int made, int number, int day, Stage stage, int change) {
        long draw = SeededRandom.mix(seed, 2, made, number);
        long person = people.customerNear(draw, true, false, made);
        long created = made * 1440L + 480 + number % 60;
        return List.of(
                VendorIds.salesforceId("006", made * 10_000L + number),
                "false",
                VendorIds.salesforceId("001", made * 10_000L + number),
                person < 0 ? "" : contacts.id(person),
                "Hotel rooms, floor " + (number + 1),
                stage.label,
                SampleAmounts.plainDecimal(150_000 + SeededRandom.below(draw, 900_000)),
                "USD",
                String.valueOf(stage.probability),
                spec.activity(made).plusDays(30).toString(),
                String.valueOf(stage == Stage.WON || stage == Stage.LOST),
                String.valueOf(stage == Stage.WON),
                SalesforceContacts.time(spec.start(), created),
                SalesforceContacts.time(
                        spec.start(), day == made ? created : day * 1440L + 600 + number % 60 + 90L * change));
    }

    /** Writes an opportunity that was created by mistake and deleted at once, and malformed rows. */
    private void writeUnusualOpportunities(int day, int count, DelimitedWriter sheet) throws IOException {
        List<String> mistake = new ArrayList<>(opportunityRow(day, count, day, Stage.QUALIFICATION, 0));
        mistake.set(1, "true");
        sheet.writeRow(mistake);
        deleted++;
        List<String> unreal = new ArrayList<>(opportunityRow(day, count + 1, day, Stage.QUALIFICATION, 0));
        sheet.writeMalformed(MalformedReason.REQUIRED, unreal, 0, "");
        sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, 0, "6.0E+15");
        sheet.writeMalformed(MalformedReason.RANGE, unreal, PROBABILITY, "140");
        sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, OPPORTUNITY_CREATED, "03/01/26");
        sheet.writeShortRow(unreal, 3);
    }

    /** Writes the new members of a day, and a member of the previous day who responded since. */
    SampleRowCounts writeMembers(int day, DelimitedWriter sheet) throws IOException {
        sheet.writeHeader(MEMBER_HEADER);
        int count = 3 + (int) Math.min(200, scale.visits() / 3000);
        for (int i = 0; i < count; i++) {
            sheet.writeRow(memberRow(day, i, "Sent"));
            members++;
            byType.merge(EVENTS[i % EVENTS.length].type(), 1L, Long::sum);
        }
        if (day > 0) {
            sheet.writeRow(memberRow(day - 1, 0, "Responded"));
        }
        if (!spec.plain()) {
            sheet.repeatLastRow();
            List<String> unreal = new ArrayList<>(memberRow(day, count, "Sent"));
            sheet.writeMalformed(MalformedReason.REQUIRED, unreal, 0, "");
            sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, 0, "0.0E+15");
            sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, MEMBER_CREATED, "2026-02-30T10:00:00.000Z");
            sheet.writeShortRow(unreal, 2);
        }
        sheet.finish();
        return sheet.counts();
    }

    private List<String> memberRow(int day, int number, String status) {
        Event event = EVENTS[number % EVENTS.length];
        long person = people.customerNear(SeededRandom.mix(seed, 3, day, number), true, false, day);
        return List.of(
                VendorIds.salesforceId("00v", day * 10_000L + number),
                VendorIds.salesforceId("701", number % EVENTS.length),
                person < 0 ? "" : contacts.id(person),
                event.name(),
                event.type(),
                status,
                String.valueOf(status.equals("Responded")),
                SalesforceContacts.time(spec.start(), day * 1440L + 840 + number % 60));
    }
}
