-- fact_spend: cost, impressions and clicks of the days that the delivery reports, and the campaigns.

create macro zone_of(platform) as (select any_value(time_zone) from account where vendor = platform);
create macro day_at(t, zone) as timezone(zone, timezone('UTC', t))::date;

-- Every report of spend in one shape; row_id identifies what a later delivery reports again.
create temp view reported_spend as
select
    'google_ads_report' as source, 'google' as platform, account_id, campaign_id, campaign as campaign_name, campaign_type,
    null::varchar as ad_id, null::varchar as device, day as spend_date, null::varchar as zone, currency_code as currency,
    cost::decimal(18, 6) as cost, impressions, clicks, coalesce(conversions, 0)::decimal(18, 6) as conversions,
    campaign_id as row_id, business_date, source_file
from source.google_ads_report
union all
select
    'google_ads_stats', 'google', customer_id, campaign_id, campaign_name, replace(channel_type, '_', ' '),
    null, null, date, null, currency_code, cost, impressions, clicks, conversions,
    campaign_id, business_date, source_file
from source.google_ads_stats
union all
select
    'meta_ads_insight', 'meta', account_id, campaign_id, campaign_name, 'Social',
    ad_id, null, date_start, null, account_currency, spend, impressions, inline_link_clicks, coalesce(purchases, 0),
    concat_ws('|', account_id, ad_id), business_date, source_file
from source.meta_ads_insight
union all
select
    'meta_ads_report', 'meta', account_id, campaign_name, campaign_name, 'Social',
    concat_ws(' / ', ad_set_name, ad_name), null, day, null, currency, spend, impressions, link_clicks, null,
    concat_ws('|', account_id, campaign_name, ad_set_name, ad_name), business_date, source_file
from source.meta_ads_report
union all
select
    'microsoft_ads_report', 'microsoft', account_id, campaign_id, campaign_name, null,
    null, case lower(device_type) when 'computer' then 'desktop' when 'smartphone' then 'mobile' else lower(device_type) end,
    day, null, currency_code, spend, impressions, clicks, coalesce(conversions, 0),
    concat_ws('|', campaign_id, device_type), business_date, source_file
from source.microsoft_ads_report
union all
select
    'linkedin_ads_report', 'linkedin', account_id, campaign_group_name, campaign_group_name, 'Social',
    campaign_id, null, day, 'UTC', currency_code, spend, impressions, clicks, coalesce(conversions, 0),
    campaign_id, business_date, source_file
from source.linkedin_ads_report
union all
-- partners are paid by sale: the last state of a sale decides what it costs
select
    'impact_action', 'impact', account_id, coalesce(campaign_id, account_id), campaign_name, 'Affiliate',
    null, null, day_at(event_at, zone_of('impact')), null, currency, if(state = 'REVERSED', 0, payout), null, null, null,
    id, business_date, source_file
from source.impact_action
union all
select
    'awin_transaction', 'awin', account_id, account_id, null, 'Affiliate',
    null, null, day_at(transaction_at, zone_of('awin')), null, commission_currency,
    if(commission_status in ('declined', 'deleted'), 0, commission_amount + coalesce(network_fee, 0)), null, null, null,
    id, business_date, source_file
from source.awin_transaction
union all
select
    'cj_commission', 'cj', account_id, account_id, null, 'Affiliate',
    null, null, day_at(event_at, zone_of('cj')), null, 'USD', commission_amount + coalesce(cj_fee, 0), null, null, null,
    commission_id, business_date, source_file
from source.cj_commission;

create temp table spend_day as
select distinct spend_date from reported_spend where business_date = getvariable('date');

create temp table spend as
with latest as (
    from reported_spend
    where spend_date in (select spend_date from spend_day)
    qualify row_number() over (
        partition by source, row_id, spend_date order by business_date desc, source_file desc
    ) = 1
),
-- The report without ids counts only for days of an account that no other export reports, and by its latest delivery.
counted as (
    from latest
    window account_day as (partition by platform, account_id, spend_date)
    qualify source <> 'meta_ads_report' or (
        count_if(source <> 'meta_ads_report') over account_day = 0
        and business_date = max(business_date) over account_day
    )
),
summed as (
    select
        source, platform, account_id, campaign_id, ad_id, device, spend_date, currency,
        arg_max(campaign_name, business_date) as campaign_name,
        arg_max(campaign_type, business_date) as campaign_type,
        any_value(zone) as zone,
        sum(cost) as cost,
        sum(impressions) as impressions,
        sum(clicks) as clicks,
        sum(conversions) as conversions
    from counted
    group by all
)
select
    s.source, s.platform, s.account_id, s.campaign_id,
    coalesce(s.campaign_name, a.account_name) as campaign_name,
    s.campaign_type,
    case
        when s.campaign_type = 'Affiliate' then 'Affiliates'
        when s.campaign_type = 'Social' then 'Paid Social'
        else coalesce(campaign_channel(s.campaign_type), if(s.platform = 'microsoft', 'Paid Search', 'Paid Other'))
    end as channel,
    s.ad_id, s.device, s.spend_date,
    coalesce(s.zone, a.time_zone) as zone,
    s.currency,
    s.cost::decimal(18, 6) as cost,
    in_dollars(s.cost, s.currency, r.rate, r.dollar_rate)::decimal(28, 10) as cost_reporting,
    s.impressions::bigint as impressions,
    s.clicks::bigint as clicks,
    s.conversions::decimal(18, 6) as platform_conversions
from summed s
left join account a on a.account_id = s.account_id
left join exchange_rate r on r.day = s.spend_date and r.currency = s.currency;

copy (select * exclude (campaign_type) from spend) to (getvariable('written') || '/mart/fact_spend') (
    format parquet, compression zstd, partition_by (spend_date), write_partition_columns, overwrite_or_ignore
);

-- Campaigns by their latest name: reports of spend come before clicks, and both before what earlier nights had.
create temp table campaign as
with stated as (
    select
        digest(concat_ws('|', platform, account_id, campaign_id)) as campaign_key,
        platform, account_id, campaign_id, campaign_name, campaign_type, 1 as rank
    from spend
    union all
    select distinct
        digest(concat_ws('|', 'google', customer_id, campaign_id)), 'google', customer_id, campaign_id, campaign_name,
        null, 2
    from source.google_ads_click
    where business_date = getvariable('date')
    union all
    select *, 3 from mart.dim_campaign
)
select
    campaign_key,
    any_value(platform) as platform,
    any_value(account_id) as account_id,
    any_value(campaign_id) as campaign_id,
    arg_min(campaign_name, rank) as campaign_name,
    arg_min(campaign_type, rank) as campaign_type
from stated
group by campaign_key;
