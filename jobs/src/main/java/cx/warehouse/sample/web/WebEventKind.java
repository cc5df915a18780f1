package cx.warehouse.sample.web;

/** The kinds of web events of a visit; those from {@link #PAGE_NOT_FOUND} on are friction. */
enum WebEventKind {
    SESSION_START("session_start"),
    FIRST_VISIT("first_visit"),
    PAGE_VIEW("page_view"),
    VIEW_ITEM("view_item"),
    SCROLL("scroll"),
    ADD_TO_CART("add_to_cart"),
    BEGIN_CHECKOUT("begin_checkout"),
    ADD_PAYMENT_INFO("add_payment_info"),
    PURCHASE("purchase"),
    LOGIN("login"),
    WEB_VITALS("web_vitals"),
    SEARCH("view_search_results"),
    PAGE_NOT_FOUND("page_not_found"),
    EXCEPTION("exception"),
    RAGE_CLICK("rage_click"),
    DEAD_CLICK("dead_click");

    private final String label;

    WebEventKind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
