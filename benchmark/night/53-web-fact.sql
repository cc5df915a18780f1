-- Rows of the unified fact for web events, and one more for each visit at its first event.

create temp table page as
select page_url, page_of(address) as page, digest(page_of(address)) as page_key
from (
    select distinct page_url, regexp_extract(page_url, '^(?:.*?://)?([^?#]*)', 1) as address
    from event_of_visits
    where page_url is not null
);

create temp view visited_event as
select
    e.* exclude (session), v.* exclude (source, visitor, session, visit_session, event_date),
    p.page, p.page_key
from sessioned_event e
left join owned_visit v on v.source = e.source and v.visitor = e.visitor and v.visit_session = e.visit_session
left join page p on p.page_url = e.page_url;

create temp view web_row as
select
    digest(concat_ws('|', source, row_key)) as interaction_id,
    occurred_at, local_day as event_date, customer_key, visitor_key, identity_rule, visit_key,
    'owned' as pillar, channel, source, source_account, campaign_key, ad_key, post_key, page_key,
    interaction_type, interaction_detail, device, surface, true as is_online, order_id, amount, currency,
    load_time_ms, ttfb_ms, lcp_ms, inp_ms, cls, friction_kind, consent,
    case
        when coalesce(element, link_url, error) is not null
        then map_from_entries(list_filter(
            [{k: 'page', v: page}, {k: 'element', v: element}, {k: 'link_url', v: link_url}, {k: 'error', v: error}],
            lambda entry: entry.v is not null
        ))
        when page is not null then map {'page': page}
        else map {}
    end as extra,
    business_date, source_file, getvariable('load_id') as load_id
from visited_event;

create temp view visit_row as
select
    digest(concat_ws('|', e.source, 'visit', visit_key)) as interaction_id,
    e.occurred_at, e.local_day as event_date, customer_key, visitor_key, identity_rule, visit_key,
    pillar_of(channel) as pillar, channel, e.source, source_account, campaign_key, ad_key, post_key, page_key,
    'visit' as interaction_type, device, surface, true as is_online, consent,
    map_from_entries(list_filter(
        [
            {k: 'source', v: coalesce(origin_source, '(direct)')},
            {k: 'medium', v: coalesce(origin_medium, '(none)')},
            {k: 'campaign', v: origin_campaign},
            {k: 'content', v: origin_content},
            {k: 'term', v: origin_term},
            {k: 'later_campaign', v: later_campaign},
            {k: 'property', v: property},
            {k: 'duration_seconds', v: (date_diff('second', started_at, ended_at))::varchar},
            {k: 'events', v: events::varchar},
            {k: 'page_views', v: page_views::varchar},
            {k: 'is_engaged',
                v: (ended_at - started_at >= interval 10 seconds or page_views >= 2 or has_order)::varchar},
            {k: 'is_suspicious', v: (ended_at - started_at > interval 24 hours or events > 5000)::varchar}
        ],
        lambda entry: entry.v is not null
    )) as extra,
    business_date, source_file, getvariable('load_id') as load_id
from event_of_visits e
join owned_visit v on v.source = e.source and v.visitor = e.visitor and v.first_moment = e.moment
left join page p on p.page_url = e.page_url;

create temp table web_day as
select distinct local_day as event_date from event_of_visits
union
select event_date from reassigned_visit
union
select event_date from visit_day;

set variable first_web_day = (select min(event_date) from web_day);
set variable last_web_day = (select max(event_date) from web_day);

-- Rows that these days have already stay, without those of resumed visits, and with the customers of reassigned ones.
create temp view kept_web_row as
select
    f.* replace (
        coalesce(r.customer_key, f.customer_key) as customer_key,
        coalesce(r.identity_rule, f.identity_rule) as identity_rule
    )
from mart.fact_customer_experience f
left join reassigned_visit r using (visit_key)
where f.source in ('ga4_event', 'snowplow_event', 'adobe_hit')
    and f.event_date between getvariable('first_web_day') and getvariable('last_web_day')
    and f.event_date in (select event_date from web_day)
    and f.business_date <> getvariable('date')
    and not exists (
        select 1 from (select visit_key from resumed_visit union all select visit_key from owned_visit) v
        where v.visit_key = f.visit_key
    );
