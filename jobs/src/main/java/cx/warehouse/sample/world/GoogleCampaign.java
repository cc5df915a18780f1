package cx.warehouse.sample.world;

/** The campaigns of the shop's two Google Ads accounts. */
public enum GoogleCampaign {
    US_BRAND(Account.US, "61100101", "US_Brand_Search", "Search", "SEARCH", SampleChannel.PAID_SEARCH, 88),
    US_GENERIC(Account.US, "61100102", "US_Lighting_Search", "Search", "SEARCH", SampleChannel.PAID_SEARCH, 214),
    US_SHOPPING(Account.US, "61100103", "US_Feed_All", "Shopping", "SHOPPING", SampleChannel.PAID_SHOPPING, 131),
    US_PMAX(
            Account.US,
            "61100104",
            "US_PMax_Spring",
            "Performance Max",
            "PERFORMANCE_MAX",
            SampleChannel.CROSS_NETWORK,
            176),
    US_DISPLAY(Account.US, "61100105", "US_Display_Rooms", "Display", "DISPLAY", SampleChannel.DISPLAY, 47),
    US_VIDEO(Account.US, "61100106", "US_Video_Workbench", "Video", "VIDEO", SampleChannel.PAID_VIDEO, 59),
    DE_BRAND(Account.DE, "72200201", "DE_Marke_Suche", "Search", "SEARCH", SampleChannel.PAID_SEARCH, 71),
    DE_SHOPPING(Account.DE, "72200202", "DE_Feed_Alle", "Shopping", "SHOPPING", SampleChannel.PAID_SHOPPING, 118),
    DE_DEMAND(Account.DE, "72200203", "DE_Demand_Wohnen", "Demand Gen", "DEMAND_GEN", SampleChannel.CROSS_NETWORK, 93);

    /** An account with its number, time zone and currency. */
    public enum Account {
        US("4805551230", "America/Los_Angeles", "USD"),
        DE("7712340098", "Europe/Berlin", "EUR");

        private final String number;
        private final String zone;
        private final String currency;

        Account(String number, String zone, String currency) {
            this.number = number;
            this.zone = zone;
            this.currency = currency;
        }

        public String number() {
            return number;
        }

        public String zone() {
            return zone;
        }

        public String currency() {
            return currency;
        }
    }

    private final Account account;
    private final String id;
    private final String label;
    private final String type;
    private final String apiType;
    private final SampleChannel channel;
    private final int clickCents;

    GoogleCampaign(
            Account account,
            String id,
            String label,
            String type,
            String apiType,
            SampleChannel channel,
            int clickCents) {
        this.account = account;
        this.id = id;
        this.label = label;
        this.type = type;
        this.apiType = apiType;
        this.channel = channel;
        this.clickCents = clickCents;
    }

    public Account account() {
        return account;
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }

    /** The campaign type as the report from the user interface writes it. */
    public String type() {
        return type;
    }

    /** The campaign type as the API writes it. */
    public String apiType() {
        return apiType;
    }

    public SampleChannel channel() {
        return channel;
    }

    /** The average cost of a click, in hundredths of the account's currency. */
    public int clickCents() {
        return clickCents;
    }
}
