package cx.warehouse.sample.world;

/** The channels through which a visit can come, each with its pillar. */
public enum SampleChannel {
    DIRECT("Direct", "owned"),
    CROSS_NETWORK("Cross-network", "paid"),
    PAID_SHOPPING("Paid Shopping", "paid"),
    PAID_SEARCH("Paid Search", "paid"),
    PAID_SOCIAL("Paid Social", "paid"),
    PAID_VIDEO("Paid Video", "paid"),
    DISPLAY("Display", "paid"),
    PAID_OTHER("Paid Other", "paid"),
    ORGANIC_SHOPPING("Organic Shopping", "earned"),
    ORGANIC_SOCIAL("Organic Social", "social"),
    ORGANIC_VIDEO("Organic Video", "social"),
    ORGANIC_SEARCH("Organic Search", "earned"),
    REFERRAL("Referral", "earned"),
    EMAIL("Email", "owned"),
    AFFILIATES("Affiliates", "earned"),
    AUDIO("Audio", "paid"),
    SMS("SMS", "owned"),
    PUSH("Mobile Push Notifications", "owned"),
    UNASSIGNED("Unassigned", "owned");

    private final String label;
    private final String pillar;

    SampleChannel(String label, String pillar) {
        this.label = label;
        this.pillar = pillar;
    }

    public String label() {
        return label;
    }

    public String pillar() {
        return pillar;
    }
}
