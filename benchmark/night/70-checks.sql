-- Counts what the suites of checks count. Each row of an answer begins with the table; columns `broken: ...` should be 0.

create temp table checked_table as
select schema_name || '.' || view_name as checked, schema_name, view_name
from duckdb_views()
where schema_name in ('source', 'mart');

-- the rows of this night, or all rows of a table without days
create temp macro rows_of(table_name) as case table_name
    when 'mart.fact_customer_experience' then 'event_date in (select event_date from mart_day)'
    when 'mart.mart_channel_day' then 'event_date in (select event_date from mart_day)'
    when 'mart.fact_spend' then 'spend_date in (select spend_date from spend_day)'
    when 'mart.fact_order' then 'order_date in (select order_date from order_day)'
    else if(starts_with(table_name, 'source.'), 'business_date = getvariable(''date'')', 'true') end;

-- of every table its rows, the filled cells of every column, and the bounds of numbers and times
set variable counts = (
    select string_agg(query, ' union all ')
    from (
        select
            concat(
                'select ''', checked, ''' as checked, [count(*)::varchar, ',
                string_agg(concat_ws(', ',
                    'count("' || column_name || '")::varchar',
                    case when regexp_matches(data_type, '^(DATE|TIMESTAMP|DOUBLE|BIGINT|INTEGER|DECIMAL)')
                        then 'min("' || column_name || '")::varchar, max("' || column_name || '")::varchar' end,
                    case when column_name = 'row_key' then 'count(distinct row_key)::varchar' end
                ), ', '),
                '] as counts from ', checked, ' where ', rows_of(checked)
            ) as query
        from checked_table
        join duckdb_columns() c on c.schema_name = checked_table.schema_name and c.table_name = view_name
        group by checked
    )
);

select checked, unnest(counts) as count from query(getvariable('counts'));

select
    'source.ga4_event' as checked,
    count_if(not event_timestamp between timestamp '2000-01-01' and business_date + 3) as "broken: time of event",
    count_if(not length(event_name) between 1 and 40) as "broken: length of name",
    count_if(analytics_storage not in ('Yes', 'No', 'Unset')) as "broken: consent",
    count_if(platform not in ('WEB', 'IOS', 'ANDROID')) as "broken: platform",
    count_if(device_category not in ('desktop', 'mobile', 'tablet', 'smart tv')) as "broken: device",
    count_if(analytics_storage = 'Yes' and user_pseudo_id is null) as "broken: visitor",
    count_if(analytics_storage = 'Yes' and ga_session_id is null) as "broken: session",
    count_if(not regexp_full_match(currency, '[A-Z]{3}')) as "broken: currency",
    count_if(event_name = 'purchase' and not value between 0 and 1000000) as "broken: value",
    count_if(event_name = 'page_view' and page_location is null) as "broken: page",
    count_if(event_name = 'web_vitals' and metric_value < 0) as "broken: measurement",
    count_if(not engagement_time_msec between 0 and 86400000) as "broken: engagement",
    count_if(results_count < 0) as "broken: results"
from source.ga4_event
where business_date = getvariable('date');

select
    'mart.fact_customer_experience' as checked,
    count(*) - count(distinct interaction_id) as "broken: key",
    count_if(length(interaction_id) <> 32) as "broken: length of key",
    count_if(pillar not in ('owned', 'paid', 'earned', 'social')) as "broken: pillar",
    count_if(device not in ('mobile', 'desktop', 'tablet', 'store', 'smart tv')) as "broken: device",
    count_if(friction_kind not in (
        'broken_link', 'slow_page', 'script_error', 'rage_click', 'dead_end', 'empty_search', 'confusion'
    )) as "broken: friction",
    count_if(not regexp_full_match(currency, '[A-Z]{3}')) as "broken: currency",
    count_if(satisfaction_scale not in ('nps', 'csat')) as "broken: scale",
    count_if(consent not in ('granted', 'denied', 'unknown', 'not_asked')) as "broken: consent",
    count_if(lcp_ms < 0 or inp_ms < 0 or cls < 0 or ttfb_ms < 0) as "broken: measurement",
    count_if(contains(order_id, '@') or contains(order_id, '#')) as "broken: order",
    count_if(length(visitor_key) <> 64) as "broken: visitor",
    count_if(interaction_type = 'visit' and (visit_key is null or channel is null)) as "broken: visit",
    count_if(revenue is not null and interaction_type not in ('order', 'store_purchase', 'refund')) as "broken: revenue",
    count_if(abs(date_diff('day', event_date, occurred_at::date)) > 1) as "broken: day"
from mart.fact_customer_experience
where event_date in (select event_date from mart_day);

select
    'mart.fact_order' as checked,
    count(*) - count(distinct origin || order_id) as "broken: key",
    count_if(origin not in ('web', 'store')) as "broken: origin",
    count_if(not regexp_full_match(currency, '[A-Z]{3}')) as "broken: currency",
    count_if(gross_amount < net_amount) as "broken: net above gross",
    count_if(origin = 'web' and net_amount < 0) as "broken: net",
    count_if(contains(order_id, '#') or contains(order_id, '@')) as "broken: order"
from mart.fact_order
where order_date in (select order_date from order_day);

select
    'mart.fact_spend' as checked,
    count(*) - count(distinct concat_ws(
        '|', source, platform, account_id, campaign_id, coalesce(ad_id, ''), coalesce(device, ''), spend_date, currency
    )) as "broken: key",
    count_if(cost < 0 and channel <> 'Affiliates') as "broken: cost",
    count_if(clicks > impressions) as "broken: clicks",
    count_if(not regexp_full_match(currency, '[A-Z]{3}')) as "broken: currency"
from mart.fact_spend
where spend_date in (select spend_date from spend_day);

select
    'mart.mart_channel_day' as checked,
    count(*) - count(distinct concat_ws('|', event_date, channel, campaign_name)) as "broken: key",
    count_if(visits < 0 or orders < 0) as "broken: counts",
    count_if(roas is not null and cost_reporting <= 0) as "broken: roas"
from mart.mart_channel_day
where event_date in (select event_date from mart_day);

select
    'mart.bridge_identity' as checked,
    count(*) - count(distinct concat_ws('|', identifier_type, identifier_hash, customer_key, valid_from)) as "broken: key",
    count_if(length(identifier_hash) <> 64) as "broken: hash",
    count_if(valid_to < valid_from) as "broken: period"
from mart.bridge_identity;

select
    'mart.dim_customer' as checked,
    count(*) - count(distinct customer_key) as "broken: key",
    count_if(length(customer_key) <> 32) as "broken: length of key",
    count_if(current_customer_key not in (select customer_key from mart.dim_customer)) as "broken: current key"
from mart.dim_customer;

-- keys of facts that no dimension has
select
    'mart.fact_customer_experience' as checked,
    count_if(customer_key not in (select customer_key from mart.dim_customer)) as "broken: customer",
    count_if(campaign_key not in (select campaign_key from mart.dim_campaign)) as "broken: campaign",
    count_if(channel not in (select channel from mart.dim_channel)) as "broken: channel"
from mart.fact_customer_experience
where event_date in (select event_date from mart_day);

select
    'mart.fact_order' as checked,
    count_if(customer_key not in (select customer_key from mart.dim_customer)) as "broken: customer"
from mart.fact_order
where order_date in (select order_date from order_day);
