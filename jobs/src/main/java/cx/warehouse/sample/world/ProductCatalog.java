package cx.warehouse.sample.world;

import java.util.Locale;

/** The products of the shop and the pages of its web site. */
public final class ProductCatalog {

    /** One product. The price is in hundredths of the currency of each order. */
    public record Item(String sku, String name, String slug, int cents) {}

    public static final String SHOP = "Juniper Home";
    public static final String HOST = "www.juniperhome.example";

    public static final Item[] ITEMS = {
        item(1, "Pendant Lamp Fir", 12_900),
        item(2, "Reading Lamp Moss", 8_450),
        item(3, "Kettle Alba", 5_990),
        item(4, "Linen Throw, oat", 7_200),
        item(5, "Picture Frame 12\"", 2_490),
        item(6, "Stoneware Bowl", 1_850),
        item(7, "Oak Stool", 14_900),
        item(8, "Wool Rug, 160 x 230", 38_900),
        item(9, "Bed Linen Fjord", 9_990),
        item(10, "Candle Cedar", 2_200),
        item(11, "Coat Rack Elm", 11_500),
        item(12, "Serving Tray", 3_480),
        item(13, "Wall Shelf Birch", 6_750),
        item(14, "Cushion Heather", 3_190),
        item(15, "Enamel Mug", 1_290),
        item(16, "Chopping Board", 3_950),
        item(17, "Duvet Down, light", 21_900),
        item(18, "Plant Pot Clay", 2_740),
        item(19, "Mirror Round", 16_800),
        item(20, "Bath Towel", 2_990),
        item(21, "Dining Chair Ash", 18_900),
        item(22, "Laundry Basket", 4_990),
        item(23, "Spice Jars (6)", 2_850),
        item(24, "Desk Organiser", 3_360),
    };

    /**
     * Paths of pages: the front page, six category and journal pages, the products, then the other pages of the shop.
     */
    public static final String[] PAGES = pages();

    public static final int FRONT = 0;
    public static final int FIRST_ITEM = 7;
    public static final int CART = FIRST_ITEM + ITEMS.length;
    public static final int CHECKOUT = CART + 1;
    public static final int THANKS = CART + 2;
    public static final int SEARCH = CART + 3;
    public static final int ACCOUNT = CART + 4;
    public static final int GONE = CART + 5;

    private ProductCatalog() {}

    private static Item item(int number, String name, int cents) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
        return new Item("JH-" + (3000 + number * 7), name, slug, cents);
    }

    private static String[] pages() {
        String[] first = {
            "/", "/c/lighting", "/c/kitchen", "/c/bedroom", "/c/living", "/c/bath", "/journal/spring-table"
        };
        String[] last = {"/cart", "/checkout", "/thanks", "/search", "/account", "/c/outlet-2024"};
        String[] pages = new String[first.length + ITEMS.length + last.length];
        System.arraycopy(first, 0, pages, 0, first.length);
        for (int i = 0; i < ITEMS.length; i++) {
            pages[first.length + i] = "/p/" + ITEMS[i].slug();
        }
        System.arraycopy(last, 0, pages, first.length + ITEMS.length, last.length);
        return pages;
    }
}
