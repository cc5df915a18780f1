-- Web events of all sources in one shape, and those that visits of this night are made of.

create macro friction_of(signal, type, results, status, load_time, ttfb, lcp, inp, cls) as case
    when signal = 'dead_click' then 'confusion'
    when signal is not null then signal
    when type = 'search' and results = 0 then 'empty_search'
    when status in ('404', '410') then 'broken_link'
    when load_time > 4000 or ttfb > 1800 or lcp > 4000 or inp > 500 or cls > 0.25 then 'slow_page' end;

-- whether a list of Adobe's events has one whose number matches
create macro has_event(ids, number) as regexp_matches(',' || ids || ',', ',' || number || '(=[^,]*)?,');

create temp view ga4_web_event as
select
    'ga4_event' as source, row_key, event_timestamp as occurred_at, local_day, business_date, source_file,
    -- without consent there is no visitor, visit or person
    if(analytics_storage = 'No', null, filled(user_pseudo_id)) as visitor,
    if(analytics_storage = 'No', null, ga_session_id::varchar) as session,
    if(analytics_storage = 'No', null, filled(user_id)) as login_id,
    true as is_marketing,
    if(upper(platform) in ('IOS', 'ANDROID'), 'app', 'web shop') as property,
    case
        when event_name in ('page_view', 'screen_view') then 'page_view'
        when event_name in ('view_search_results', 'search') then 'search'
        when event_name = 'begin_checkout' then 'checkout'
        when event_name in ('add_to_cart', 'login', 'share') then event_name
        when event_name in ('page_not_found', 'exception', 'application_error', 'rage_click', 'dead_click') then 'friction'
        else 'event'
    end as interaction_type,
    event_name as interaction_detail,
    stream_id as source_account,
    coalesce(filled(gclid), if(contains(page_location, 'gclid='), query_value(page_location, 'gclid'), null)) as click_id,
    case
        when contains(page_location, 'clid=') or contains(page_location, 'msclkid=') or contains(page_location, 'li_fat_id=')
        then nullif(regexp_extract(page_location, '[?&](msclkid|fbclid|li_fat_id|ttclid)=', 1), '')
    end as other_click_id,
    manual_source as utm_source, manual_medium as utm_medium, manual_campaign_name as utm_campaign,
    manual_content as utm_content, manual_term as utm_term,
    source_param, medium_param, campaign_param,
    page_referrer as referrer, page_location as page_url,
    lower(device_category) as device,
    case upper(platform) when 'IOS' then 'ios' when 'ANDROID' then 'android' else 'web' end as surface,
    if(event_name in ('purchase', 'refund'),
        filled(replace(coalesce(transaction_id, ecommerce_transaction_id), '#', '')), null) as order_id,
    if(event_name in ('purchase', 'add_to_cart', 'begin_checkout'),
        coalesce(value, purchase_revenue), null)::decimal(18, 6) as amount,
    if(event_name in ('purchase', 'add_to_cart', 'begin_checkout'), currency, null) as currency,
    case event_name
        when 'page_not_found' then 'broken_link'
        when 'exception' then 'script_error'
        when 'application_error' then 'script_error'
        when 'rage_click' then 'rage_click'
        when 'dead_click' then 'dead_click'
    end as signal,
    results_count, status_code,
    null::double as load_time_ms,
    if(metric_name = 'TTFB', metric_value * 1000, null) as ttfb_ms,
    if(metric_name = 'LCP', metric_value * 1000, null) as lcp_ms,
    if(metric_name = 'INP', metric_value, null) as inp_ms,
    if(metric_name = 'CLS', metric_value, null) as cls,
    case analytics_storage when 'Yes' then 'granted' when 'No' then 'denied' else 'unknown' end as consent,
    element, link_url, description as error
from source.ga4_event;

create temp view snowplow_web_event as
with latest as (
    select *, coalesce(event_action, event_name) as action
    from source.snowplow_event
    where browser_type is null or not starts_with(browser_type, 'Robot')
    qualify row_number() over (
        partition by business_date, event_id, event_fingerprint order by collected_at desc
    ) = 1
)
select
    'snowplow_event' as source, row_key, occurred_at, local_day, business_date, source_file,
    visitor_id as visitor, session_id as session, user_id as login_id,
    true as is_marketing,
    if(platform in ('mob', 'app'), 'app', 'web shop') as property,
    case
        when event_name in ('page_view', 'screen_view') then 'page_view'
        when action in ('site_search', 'search', 'view_search_results') then 'search'
        when action in ('add_to_cart', 'add_to_basket') then 'add_to_cart'
        when action in ('begin_checkout', 'checkout_step') then 'checkout'
        when action in ('login', 'sign_in') then 'login'
        when action = 'share' then 'share'
        when action in ('page_not_found', 'application_error', 'exception', 'rage_click', 'dead_click') then 'friction'
        else 'event'
    end as interaction_type,
    action as interaction_detail,
    app_id as source_account,
    if(lower(click_network) = 'google', click_id, null) as click_id,
    case when click_id is not null then
        case lower(click_network)
            when 'microsoft' then 'msclkid' when 'facebook' then 'fbclid'
            when 'linkedin' then 'li_fat_id' when 'tiktok' then 'ttclid'
        end
    end as other_click_id,
    marketing_source as utm_source, marketing_medium as utm_medium, marketing_campaign as utm_campaign,
    marketing_content as utm_content, marketing_term as utm_term,
    page_referrer as referrer, page_url,
    case
        when lower(device_type) = 'tablet' then 'tablet'
        when is_mobile or lower(device_type) = 'mobile' then 'mobile'
        when device_type is not null then 'desktop'
    end as device,
    if(platform in ('mob', 'app'), lower(os_family), 'web') as surface,
    filled(replace(order_id, '#', '')) as order_id,
    order_total as amount, order_currency as currency,
    case
        when action = 'page_not_found' then 'broken_link'
        when action in ('application_error', 'exception') then 'script_error'
        when action in ('rage_click', 'dead_click') then action
    end as signal,
    if(action in ('site_search', 'search', 'view_search_results'),
        try_cast(own_event ->> '$.data.data.totalResults' as bigint), null) as results_count,
    if(event_name = 'web_vitals', try_cast(own_event ->> '$.data.data.ttfb' as double) * 1000, null) as ttfb_ms,
    if(event_name = 'web_vitals', try_cast(own_event ->> '$.data.data.lcp' as double) * 1000, null) as lcp_ms,
    if(event_name = 'web_vitals', try_cast(own_event ->> '$.data.data.inp' as double), null) as inp_ms,
    if(event_name = 'web_vitals', try_cast(own_event ->> '$.data.data.cls' as double), null) as cls,
    'unknown' as consent
from latest;

-- Events of the portal: 200 login, 201 search, 202 search without results, 203 page not found, 204 script error,
-- 205 rage click, 206 dead end, 207 contact.
create temp view adobe_web_event as
select
    'adobe_hit' as source, row_key, hit_at as occurred_at, local_day, business_date, source_file,
    visid_high || '_' || visid_low as visitor,
    visit_num || '_' || epoch(visit_start_at)::bigint as session,
    login_id,
    false as is_marketing,
    'portal' as property,
    case
        when has_event(event_ids, '20[3-6]') then 'friction'
        when has_event(event_ids, '20[12]') then 'search'
        when has_event(event_ids, '200') then 'login'
        when page_event = '0' and not coalesce(has_event(event_ids, '207'), false) then 'page_view'
        else 'event'
    end as interaction_type,
    page_name as interaction_detail,
    account_id as source_account,
    referrer, page_url,
    if(regexp_matches(user_agent, '(?i)mobi'), 'mobile', 'desktop') as device,
    'web' as surface,
    case
        when has_event(event_ids, '203') then 'broken_link'
        when has_event(event_ids, '204') then 'script_error'
        when has_event(event_ids, '205') then 'rage_click'
        when has_event(event_ids, '206') then 'dead_end'
        when has_event(event_ids, '202') then 'empty_search'
    end as signal,
    load_time_ms,
    'unknown' as consent,
    error_text as error
from source.adobe_hit;

create temp view web_event as
select
    * exclude (signal, results_count, status_code),
    friction_of(
        signal, interaction_type, results_count, status_code, load_time_ms, ttfb_ms, lcp_ms, inp_ms, cls
    ) as friction_kind,
    -- orders the events of one moment too
    epoch_us(occurred_at)::hugeint * 4294967296 + (row_key & 4294967295)::hugeint as moment
from (
    from ga4_web_event
    union all by name
    from snowplow_web_event
    union all by name
    from adobe_web_event
);

create temp view tonight as
from web_event
where business_date = getvariable('date');

set variable first_day = (select min(local_day) from tonight);
set variable last_day = (select max(local_day) from tonight);

-- Visits of earlier nights that go on in this one, because of late events or midnight.
create temp table resumed_visit as
select visit_key, source, visitor, session
from state.visit v
where event_date between getvariable('first_day') - 1 and getvariable('last_day') + 1
    and exists (
        select 1 from tonight e
        where e.source = v.source and e.visitor = v.visitor and e.session is not distinct from v.session
            and e.local_day between v.event_date - 1 and v.event_date + 1
    );

-- Their events are read again.
create temp table earlier as
from web_event e
where business_date <> getvariable('date')
    and business_date >= getvariable('first_day') - 1
    and local_day between getvariable('first_day') - 1 and getvariable('last_day') + 1
    and exists (
        select 1 from resumed_visit v
        where v.source = e.source and v.visitor = e.visitor and v.session is not distinct from e.session
    );

create temp view event_of_visits as
from tonight
union all by name
from earlier;
