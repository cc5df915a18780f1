-- mart_channel_day: visits, orders, revenue and cost of each day, channel and campaign.

create temp table mart_day as
select event_date from web_day
union
select spend_date from spend_day
union
select order_date from order_day;

set variable first_mart_day = (select min(event_date) from mart_day);
set variable last_mart_day = (select max(event_date) from mart_day);

copy (
    -- an order has the channel of the first web event that names it, of its own day or one beside
    with web_order_event as (
        select event_date, channel, campaign_key, order_id, occurred_at
        from mart.fact_customer_experience
        where event_date between getvariable('first_mart_day') - 1 and getvariable('last_mart_day') + 1
            and order_id is not null and visit_key is not null and interaction_type = 'event'
    ),
    web_sale as (
        select order_id, order_date, gross_revenue
        from mart.fact_order
        where order_date in (select event_date from mart_day) and origin = 'web'
    ),
    placed as (
        select s.order_id, arg_min(struct_pack(channel := e.channel, campaign_key := e.campaign_key), e.occurred_at) as via
        from web_order_event e
        join web_sale s on s.order_id = e.order_id and abs(date_diff('day', e.event_date, s.order_date)) <= 1
        group by all
    ),
    counted as (
        select
            event_date, channel, campaign_key, 1 as visits, 0 as orders,
            0::decimal(28, 10) as revenue, 0::decimal(28, 10) as cost, 0::bigint as clicks, 0::bigint as impressions
        from mart.fact_customer_experience
        where event_date between getvariable('first_mart_day') and getvariable('last_mart_day')
            and event_date in (select event_date from mart_day)
            and interaction_type = 'visit' and channel <> '(not marketing)'
        union all
        select order_date, coalesce(via.channel, '(untracked)'), via.campaign_key, 0, 1, gross_revenue, 0, 0, 0
        from web_sale
        left join placed using (order_id)
        union all
        select
            spend_date, channel, digest(concat_ws('|', platform, account_id, campaign_id)), 0, 0, 0, cost_reporting,
            coalesce(clicks, 0), coalesce(impressions, 0)
        from mart.fact_spend
        where spend_date in (select event_date from mart_day)
    )
    select
        event_date, pillar_of(channel) as pillar, channel, coalesce(campaign_name, '(none)') as campaign_name,
        sum(visits)::bigint as visits,
        sum(orders)::bigint as orders,
        sum(revenue)::decimal(28, 10) as revenue,
        sum(cost)::decimal(28, 10) as cost_reporting,
        sum(clicks)::bigint as clicks,
        sum(impressions)::bigint as impressions,
        if(sum(cost) > 0, sum(revenue)::double / sum(cost)::double, null) as roas,
        if(sum(cost) > 0 and sum(orders) > 0, sum(cost)::double / sum(orders), null) as cac
    from counted
    left join (select campaign_key, campaign_name from all_campaign) using (campaign_key)
    group by 1, 2, 3, 4
) to (getvariable('written') || '/mart/mart_channel_day') (
    format parquet, compression zstd, partition_by (event_date), write_partition_columns, overwrite_or_ignore
);
