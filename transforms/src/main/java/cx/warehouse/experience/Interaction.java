package cx.warehouse.experience;

/** Column names of {@code conformed.interaction}, with the lineage columns at the end of every conformed table. */
public final class Interaction {

    public static final String INTERACTION_KEY = "interaction_key";
    public static final String OCCURRED_AT = "occurred_at";
    public static final String VERSION_AT = "version_at";
    public static final String IS_WITHDRAWN = "is_withdrawn";
    public static final String VISITOR_ID = "visitor_id";
    public static final String SESSION_ID = "session_id";
    public static final String LOGIN_ID = "login_id";
    public static final String EMAIL = "email";
    public static final String LOYALTY_NUMBER = "loyalty_number";
    public static final String CONTACT_ID = "contact_id";
    public static final String IS_BOT = "is_bot";
    public static final String PROPERTY = "property";
    public static final String IS_MARKETING = "is_marketing";
    public static final String INTERACTION_TYPE = "interaction_type";
    public static final String INTERACTION_DETAIL = "interaction_detail";
    public static final String SOURCE_ACCOUNT = "source_account";
    public static final String CLICK_ID = "click_id";
    public static final String OTHER_CLICK_ID = "other_click_id";
    public static final String UTM_SOURCE = "utm_source";
    public static final String UTM_MEDIUM = "utm_medium";
    public static final String UTM_CAMPAIGN = "utm_campaign";
    public static final String UTM_CONTENT = "utm_content";
    public static final String UTM_TERM = "utm_term";
    public static final String PARAM_SOURCE = "param_source";
    public static final String PARAM_MEDIUM = "param_medium";
    public static final String PARAM_CAMPAIGN = "param_campaign";
    public static final String REFERRER = "referrer";
    public static final String PAGE_URL = "page_url";
    public static final String POST_ID = "post_id";
    public static final String PARTNER_ID = "partner_id";
    public static final String DEVICE = "device";
    public static final String SURFACE = "surface";
    public static final String IS_ONLINE = "is_online";
    public static final String ORDER_ID = "order_id";
    public static final String QUANTITY = "quantity";
    public static final String AMOUNT = "amount";
    public static final String CURRENCY = "currency";
    public static final String FRICTION_SIGNAL = "friction_signal";
    public static final String STATUS_CODE = "status_code";
    public static final String RESULTS_COUNT = "results_count";
    public static final String LOAD_TIME_MS = "load_time_ms";
    public static final String TTFB_MS = "ttfb_ms";
    public static final String LCP_MS = "lcp_ms";
    public static final String INP_MS = "inp_ms";
    public static final String CLS = "cls";
    public static final String SATISFACTION_SCORE = "satisfaction_score";
    public static final String SATISFACTION_SCALE = "satisfaction_scale";
    public static final String FIRST_RESPONSE_MINUTES = "first_response_minutes";
    public static final String HANDLING_MINUTES = "handling_minutes";
    public static final String CONSENT = "consent";
    public static final String EXTRA = "extra";
    public static final String SOURCE = "source";
    public static final String BUSINESS_DATE = "business_date";
    public static final String SOURCE_FILE = "source_file";
    public static final String SOURCE_LINE = "source_line";
    public static final String LOAD_ID = "load_id";

    private Interaction() {}
}
