-- fact_order: orders of the web shop and payments at the tills, of the days that the delivery reports.

create temp view web_order as
from source.shopify_order
where line_number = 1
qualify row_number() over (partition by name order by business_date desc, source_file desc) = 1;

create temp view till_payment as
from source.square_payment
qualify row_number() over (partition by transaction_id order by business_date desc, source_file desc) = 1;

create temp table order_day as
select day_of(created_at) as order_date from source.shopify_order where business_date = getvariable('date')
union
select day_of(occurred_at) from source.square_payment where business_date = getvariable('date')
union
-- the payments that refunds of the delivery belong to
select day_of(payment.occurred_at)
from source.square_payment payment
join source.square_payment refund using (payment_id)
where refund.event_type = 'Refund' and refund.business_date = getvariable('date');

create temp table sale as
with refunded as (
    select coalesce(payment_id, transaction_id) as payment_id, sum(abs(net_sales)) as amount
    from till_payment
    where event_type = 'Refund'
    group by all
)
select
    trim(ltrim(name, '#')) as order_id, 'web' as origin, created_at as ordered_at, created_on as local_date,
    lower(email) as email, null::varchar as loyalty_number, currency, subtotal as gross,
    if(lower(financial_status) = 'refunded', 0, greatest(subtotal - coalesce(refunded_amount, 0), 0)) as net
from web_order
union all
select
    transaction_id, 'store', occurred_at, local_date, null, loyalty_number, 'USD', net_sales,
    if(net_sales <= 0, net_sales, greatest(net_sales - coalesce(refunded.amount, 0), 0))
from till_payment
left join refunded using (payment_id)
where event_type = 'Payment'
union all
-- a refund whose payment was never delivered
select transaction_id, 'store', occurred_at, local_date, null, loyalty_number, 'USD', 0, -abs(net_sales)
from till_payment
where event_type = 'Refund'
    and payment_id not in (select payment_id from till_payment where event_type = 'Payment' and payment_id is not null);

create temp table placed_order as
select
    s.order_id, s.origin,
    coalesce(by_email.customer_key, by_loyalty.customer_key, by_order.customer_key) as customer_key,
    s.ordered_at, day_of(s.ordered_at) as order_date, s.currency,
    s.gross::decimal(18, 6) as gross_amount,
    s.net::decimal(18, 6) as net_amount,
    in_dollars(s.gross, s.currency, r.rate, r.dollar_rate)::decimal(28, 10) as gross_revenue,
    in_dollars(s.net, s.currency, r.rate, r.dollar_rate)::decimal(28, 10) as net_revenue
from sale s
left join person by_email on by_email.type = 'email' and by_email.value = s.email
left join person by_loyalty on by_loyalty.type = 'loyalty' and by_loyalty.value = s.loyalty_number
left join person by_order on by_order.type = 'order' and by_order.value = s.order_id and s.origin = 'web'
left join exchange_rate r on r.day = s.local_date and r.currency = s.currency
where day_of(s.ordered_at) in (select order_date from order_day);

copy (from placed_order) to (getvariable('written') || '/mart/fact_order') (
    format parquet, compression zstd, partition_by (order_date), write_partition_columns, overwrite_or_ignore
);
