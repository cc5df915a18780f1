package cx.warehouse.sample.world;

import java.util.Arrays;
import java.util.List;

/**
 * One order of the web shop.
 *
 * @param number the number without the hash sign
 * @param person the customer
 * @param channel the channel of the visit with the purchase; null when web analytics did not see it, or saw it without
 *     consent
 * @param day the activity day
 * @param second the time in seconds since 1970
 * @param currency the currency of all amounts
 * @param items the products, each at most once
 * @param quantities the quantity of each product, in the same order
 * @param discount the discount in hundredths, taken off before {@code shipping} is added
 * @param shipping hundredths
 */
public record ShopOrder(
        long number,
        long person,
        SampleChannel channel,
        int day,
        long second,
        String currency,
        List<ProductCatalog.Item> items,
        List<Integer> quantities,
        long discount,
        long shipping) {

    private static final int TAX_PERCENT = 8;
    private static final int DISCOUNT_PERCENT = 10;

    /** Draws the content of an order. */
    public static ShopOrder draw(
            SeededRandom chance,
            long number,
            long person,
            SampleChannel channel,
            int day,
            long second,
            String currency) {
        int lines = chance.hits(0.6) ? 1 : chance.between(2, 3);
        ProductCatalog.Item[] items = new ProductCatalog.Item[lines];
        Integer[] quantities = new Integer[lines];
        int first = chance.below(ProductCatalog.ITEMS.length);
        long sum = 0;
        for (int i = 0; i < lines; i++) {
            items[i] = ProductCatalog.ITEMS[(first + i * 5) % ProductCatalog.ITEMS.length];
            quantities[i] = chance.hits(0.8) ? 1 : chance.between(2, 4);
            sum += (long) items[i].cents() * quantities[i];
        }
        long discount = chance.hits(0.2) ? (sum * DISCOUNT_PERCENT + 50) / 100 : 0;
        long shipping = sum < 7500 ? 590 : 0;
        return new ShopOrder(
                number,
                person,
                channel,
                day,
                second,
                currency,
                Arrays.asList(items),
                Arrays.asList(quantities),
                discount,
                shipping);
    }

    /** The amount after discounts, before shipping and tax, in hundredths. */
    public long subtotal() {
        long sum = 0;
        for (int i = 0; i < items.size(); i++) {
            sum += (long) items.get(i).cents() * quantities.get(i);
        }
        return sum - discount;
    }

    public long tax() {
        return (subtotal() * TAX_PERCENT + 50) / 100;
    }

    public long total() {
        return subtotal() + shipping + tax();
    }
}
