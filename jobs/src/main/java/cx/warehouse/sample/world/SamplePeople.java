package cx.warehouse.sample.world;

import java.text.Normalizer;
import java.util.Locale;

/** The people of a sample. Every fact about a person is computed from the person's number, so nothing is stored. */
public final class SamplePeople {

    /** The ways in which the shop can know a person. */
    public enum Kind {
        /** A contact of the CRM, often with a login or a loyalty card. */
        CONTACT,
        /** A login without a contact in the CRM. */
        MEMBER,
        /** Only an e-mail address on orders. */
        GUEST,
        /** Only a loyalty card, shown in stores. */
        STORE
    }

    /** A country with its currency, as the vendors write them. */
    public record Country(String code, String name, String currency, String region, String city, String language) {}

    static final double SECOND_DEVICES = 0.4;

    public static final Country[] COUNTRIES = {
        new Country("US", "United States", "USD", "New York", "Rochester", "en-us"),
        new Country("US", "United States", "USD", "Oregon", "Portland", "en-us"),
        new Country("GB", "United Kingdom", "GBP", "Scotland", "Dundee", "en-gb"),
        new Country("DE", "Germany", "EUR", "Bremen", "Bremen", "de-de"),
        new Country("CA", "Canada", "CAD", "Ontario", "Guelph", "en-ca"),
    };

    private static final int[] COUNTRY_TOTALS = {340, 600, 730, 890, 1000};
    private static final String[] FIRST = {
        "Ines", "Tomasz", "Leïla", "Oisín", "Bjørn", "Zoë", "Mateo", "Priya", "Haruka", "Noémie", "Emeka", "Katarína",
        "Willa", "Agnes", "Dmitri", "Fatou", "Jörg", "Chloe", "Rafael", "Sunniva", "Amir", "Beatriz", "Conor", "Dalia",
        "Etienne", "Freya", "Gustavo", "Hollis", "Ivy", "Jomo"
    };
    private static final String[] LAST = {
        "Okafor", "Lindqvist", "D'Amico", "Núñez", "Weiß", "Ferreira", "Hughes", "Kowalczyk", "Tanaka", "Sørensen",
        "O'Malley", "Dvořák", "Iyer", "MacLeod", "Petit", "Schäfer", "Adeyemi", "Castellanos", "van Dijk", "Rahman",
        "Lopes", "Nakagawa", "Whitfield", "Baptiste", "Ivanova", "Moreau", "Quist", "Ramsay", "Sato", "Tembo"
    };

    private final long seed;
    private final int customers;
    private final int days;

    public SamplePeople(SampleSpec spec, SampleScale scale) {
        this.seed = SeededRandom.mix(spec.seed(), 211);
        this.customers = scale.customers();
        this.days = spec.days();
    }

    public Kind kind(long person) {
        if (person >= customers) {
            return Kind.GUEST;
        }
        int draw = SeededRandom.below(SeededRandom.mix(seed, 1, person), 1000);
        return draw < 620 ? Kind.CONTACT : draw < 760 ? Kind.MEMBER : draw < 920 ? Kind.GUEST : Kind.STORE;
    }

    public boolean hasLogin(long person) {
        Kind kind = kind(person);
        return kind == Kind.MEMBER
                || (kind == Kind.CONTACT && SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 2, person), 650));
    }

    public boolean hasLoyalty(long person) {
        Kind kind = kind(person);
        return kind == Kind.STORE
                || (kind == Kind.CONTACT && SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 3, person), 450));
    }

    public boolean hasSecondDevice(long person) {
        return SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 4, person), (int) (SECOND_DEVICES * 1000));
    }

    /** True when a customer and the one with the neighboring number share a browser; both have logins then. */
    public boolean sharesDevice(long person) {
        return (person | 1) < customers
                && SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 5, person >> 1), 150)
                && hasLogin(person)
                && hasLogin(person ^ 1);
    }

    /**
     * The day on which a customer's contact is first delivered: mostly 0, the day on which all older contacts are
     * delivered.
     */
    public int contactDay(long person) {
        long draw = SeededRandom.mix(seed, 6, person);
        return days == 1 || !SeededRandom.isBelowPerMille(draw, 80)
                ? 0
                : 1 + SeededRandom.below(SeededRandom.mix(draw, 1), days - 1);
    }

    /** True when the CRM has two contacts of a customer, with different e-mail addresses, until they are merged. */
    public boolean hasDuplicateContact(long person) {
        return days > 1
                && kind(person) == Kind.CONTACT
                && contactDay(person) == 0
                && (person == firstContact() || SeededRandom.isBelowPerMille(SeededRandom.mix(seed, 7, person), 15));
    }

    /** The day on which the second contact of a customer is merged into the first. */
    public int mergeDay(long person) {
        return 1 + SeededRandom.below(SeededRandom.mix(seed, 8, person), days - 1);
    }

    public String firstName(long person) {
        return FIRST[SeededRandom.below(SeededRandom.mix(seed, 9, person), FIRST.length)];
    }

    public String lastName(long person) {
        return LAST[SeededRandom.below(SeededRandom.mix(seed, 10, person), LAST.length)];
    }

    /** The index of a person's country in {@link #COUNTRIES}. */
    public int country(long person) {
        int draw = SeededRandom.below(SeededRandom.mix(seed, 11, person), 1000);
        int country = 0;
        while (draw >= COUNTRY_TOTALS[country]) {
            country++;
        }
        return country;
    }

    public String currency(long person) {
        return COUNTRIES[country(person)].currency();
    }

    public String countryCode(long person) {
        return COUNTRIES[country(person)].code();
    }

    /** The e-mail address in lower case. */
    public String email(long person) {
        return asciiName(firstName(person)) + "." + asciiName(lastName(person)) + "." + person + "@post" + person % 4
                + ".example";
    }

    /** The e-mail address of the second contact, for customers with two contacts. */
    public String secondEmail(long person) {
        return asciiName(firstName(person)).charAt(0) + asciiName(lastName(person)) + person + "@office" + person % 3
                + ".example";
    }

    public static String login(long person) {
        return "jh" + (700_000 + person);
    }

    public static String loyaltyNumber(long person) {
        return "K" + (5_000_000 + person);
    }

    /**
     * A customer with a number near {@code draw} who meets the conditions; -1 when there is none among the next 64.
     *
     * @param contacts true to require a contact that is delivered by {@code day}
     * @param loyalty true to require a loyalty card
     */
    public long customerNear(long draw, boolean contacts, boolean loyalty, int day) {
        long start = (draw >>> 1) % customers;
        for (int step = 0; step < Math.min(64, customers); step++) {
            long person = (start + step) % customers;
            boolean fits = !loyalty || hasLoyalty(person);
            if (fits && (!contacts || (kind(person) == Kind.CONTACT && contactDay(person) <= day))) {
                return person;
            }
        }
        return -1;
    }

    /** The customer with the lowest number whose contact is delivered on the first day; -1 when there is none. */
    private long firstContact() {
        for (long person = 0; person < customers; person++) {
            if (kind(person) == Kind.CONTACT && contactDay(person) == 0) {
                return person;
            }
        }
        return -1;
    }

    private static String asciiName(String name) {
        String folded = name.replace("ß", "ss").replace("ø", "o");
        return Normalizer.normalize(folded, Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }
}
