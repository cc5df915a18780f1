package cx.warehouse.experience.attribution;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;

import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.KeyDigests;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Finds conversions: web orders of record, and payments in stores by known persons. */
final class Conversions {

    static final String KEY = "conversion_key";
    static final String CONVERTED_AT = "converted_at";
    static final String DAY = "order_date";

    /** Time of the person's earlier conversion, where touchpoints count once; else null. */
    static final String AFTER = "earlier_converted_at";

    private Conversions() {}

    /**
     * One row per conversion: conversion_key, origin, order_id, customer_key (current; null for a web order without a
     * person), converted_at (UTC), order_date, revenue (reporting currency), earlier_converted_at. Refunds whose payment
     * is not there are no conversions.
     *
     * @param orders fact_order
     * @param customers dim_customer
     */
    static Dataset<Row> rows(Dataset<Row> orders, Dataset<Row> customers, ExperienceSettings settings) {
        String revenue = settings.attribution().credits().conversionValue() + "_revenue";
        Dataset<Row> current = customers.select(col("customer_key").as("stored_key"), col("current_customer_key"));
        Column isPayment = coalesce(col("net_amount"), lit(0)).geq(0);
        Column isOfPerson = col("origin").equalTo("web").or(col("customer_key").isNotNull());
        return orders.where(isPayment.and(isOfPerson))
                .join(current, col("customer_key").equalTo(col("stored_key")), "left")
                .select(
                        key(col("origin"), col("order_id")).as(KEY),
                        col("origin"),
                        col("order_id"),
                        coalesce(col("current_customer_key"), col("customer_key"))
                                .as("customer_key"),
                        col("ordered_at").as(CONVERTED_AT),
                        col(DAY),
                        col(revenue).as("revenue"))
                .withColumn(AFTER, earlierConversion(settings));
    }

    /** The key of an order as a conversion. */
    static Column key(Column origin, Column order) {
        return KeyDigests.digest(origin, order);
    }

    private static Column earlierConversion(ExperienceSettings settings) {
        return settings.attribution().paths().resetAfterConversion()
                ? lag(col(CONVERTED_AT), 1)
                        .over(Window.partitionBy("customer_key").orderBy(CONVERTED_AT, KEY))
                : lit(null).cast("timestamp");
    }
}
