-- Visits: the events of one session of the vendor, or without a session those without a pause of 30 minutes.

create temp view visitor_event as
from event_of_visits
where visitor is not null;

-- Events without a session get one, named after the first of them.
create temp table paused_event as
with opening as (
    select
        source, visitor, row_key, moment, occurred_at,
        coalesce(occurred_at - lag(occurred_at) over visitor_time > interval 30 minutes, true) as opens
    from visitor_event
    where session is null
    window visitor_time as (partition by source, visitor order by moment)
),
numbered as (
    select *, count_if(opens) over (partition by source, visitor order by moment) as number
    from opening
)
select
    source, visitor, row_key,
    'p' || min(epoch_us(occurred_at)) over (partition by source, visitor, number) as visit_session
from numbered;

create temp view sessioned_event as
select e.*, coalesce(e.session, p.visit_session) as visit_session
from event_of_visits e
left join paused_event p on p.source = e.source and p.visitor = e.visitor and p.row_key = e.row_key;

create temp table visit_extent as
select
    source, visitor, visit_session,
    any_value(session) as session,
    min(moment) as first_moment,
    max(occurred_at) as ended_at,
    count(*) as events,
    count_if(interaction_type = 'page_view') as page_views,
    bool_or(is_marketing) as is_marketing
from sessioned_event
where visitor is not null
group by all;

-- The campaign of an ad click, by the latest delivery of the click.
create temp table ad_click as
with latest as (
    from source.google_ads_click
    where date between getvariable('first_day') - 1 and getvariable('last_day') + 1
    qualify row_number() over (partition by gclid order by business_date desc) = 1
)
select
    gclid, date,
    digest(concat_ws('|', 'google', customer_id, l.campaign_id)) as campaign_key,
    coalesce(c.campaign_name, l.campaign_name, l.campaign_id) as campaign_name,
    c.campaign_type,
    digest('google|' || ad_group_id) as ad_key
from latest l
left join campaign c on c.campaign_key = digest(concat_ws('|', 'google', customer_id, l.campaign_id));

-- Of all events only few tell where a visit came from, or who the visitor is.
create temp table clue as
with telling as (
    select
        source, visitor, visit_session, moment, local_day, login_id, order_id, click_id, other_click_id, interaction_type,
        utm_source, utm_medium, utm_campaign, utm_content, utm_term, source_param, medium_param, campaign_param,
        coalesce(filled(utm_source), filled(utm_medium), filled(utm_campaign), filled(utm_content), filled(utm_term))
            is not null as is_collected,
        if(interaction_type = 'page_view', page_url, null) as tagged_url,
        host_of(referrer) as referrer_host,
        host_of(page_url) as page_host
    from sessioned_event
    where visitor is not null and (
        login_id is not null
        or order_id is not null
        or click_id is not null
        or other_click_id is not null
        or utm_source is not null or utm_medium is not null or utm_campaign is not null
        or source_param is not null or medium_param is not null
        or (interaction_type = 'page_view' and contains(page_url, 'utm_'))
        or (referrer is not null and split_part(referrer, '/', 3) is distinct from split_part(page_url, '/', 3))
    )
),
-- The parameters of the address count where the vendor collected none.
tagged as (
    select
        * exclude (utm_source, utm_medium, utm_campaign, utm_content, utm_term, source_param, medium_param, campaign_param),
        coalesce(filled(utm_source), if(is_collected, null, query_value(tagged_url, 'utm_source'))) as source_tag,
        coalesce(filled(utm_medium), if(is_collected, null, query_value(tagged_url, 'utm_medium'))) as medium_tag,
        coalesce(filled(utm_campaign), if(is_collected, null, query_value(tagged_url, 'utm_campaign'))) as campaign_tag,
        coalesce(filled(utm_content), if(is_collected, null, query_value(tagged_url, 'utm_content'))) as content,
        coalesce(filled(utm_term), if(is_collected, null, query_value(tagged_url, 'utm_term'))) as term,
        if(interaction_type = 'page_view', source_param, null) as source_param,
        if(interaction_type = 'page_view', medium_param, null) as medium_param,
        if(interaction_type = 'page_view', campaign_param, null) as campaign_param
    from telling
)
select
    t.source, t.visitor, t.visit_session, t.moment, t.login_id, t.order_id, t.content, t.term,
    k.campaign_key, k.campaign_type, k.ad_key,
    case
        when t.click_id is not null
        then {source: 'google', medium: 'cpc', campaign: coalesce(k.campaign_name, '(not set)')}
        when not is_direct(source_tag, medium_tag)
        then {source: source_tag, medium: medium_tag, campaign: campaign_tag}
        when not is_direct(source_param, medium_param)
        then {source: source_param, medium: medium_param, campaign: campaign_param}
        when other_click_id is not null
        then {
            source: case other_click_id
                when 'msclkid' then 'bing' when 'fbclid' then 'facebook' when 'li_fat_id' then 'linkedin' else 'tiktok' end,
            medium: if(other_click_id = 'msclkid', 'cpc', 'paid_social'),
            campaign: coalesce(campaign_tag, campaign_param)
        }
        when referrer_host is not null and referrer_host is distinct from page_host
        then {source: referrer_host, medium: if(g.category = 'search', 'organic', 'referral'), campaign: null}
    end as origin
from tagged t
left join ad_click k on k.gclid = t.click_id and abs(date_diff('day', k.date, t.local_day)) <= 1
left join site_category g on g.site = t.referrer_host;

-- The first origin counts, and the last login, order and campaign.
create temp table visit_clue as
select
    source, visitor, visit_session,
    arg_min(struct_pack(origin, content, term, campaign_key, campaign_type, ad_key), moment)
        filter (origin is not null) as first,
    arg_max(login_id, moment) filter (login_id is not null) as login_id,
    arg_max(order_id, moment) filter (order_id is not null) as order_id,
    arg_max(origin.campaign, moment) filter (origin.campaign is not null) as last_campaign
from clue
group by all;

create temp table campaign_by_name as
select platform, lower(trim(campaign_name)) as name, min(campaign_key) as campaign_key
from campaign
where platform is not null and campaign_name is not null
group by all;

create temp table social_post as
select post_id from source.facebook_page_post
union
select post_id from source.x_post
union
select post_id from source.linkedin_page_post;

create temp table described_visit as
with told as (
    select
        v.*, c.first, c.login_id, c.order_id, c.last_campaign,
        lower(trim(coalesce(c.first.origin.source, ''))) as s,
        lower(trim(coalesce(c.first.origin.medium, ''))) as m,
        lower(trim(coalesce(c.first.origin.campaign, ''))) as c
    from visit_extent v
    left join visit_clue c using (source, visitor, visit_session)
)
select
    told.*,
    coalesce(g.category, '') as kind,
    regexp_full_match(m, '.*cp.*|ppc|retargeting|paid.*') as is_paid,
    regexp_full_match(c, '(.*[^a-df-z])?shop.*|.*shopping.*') or coalesce(g.category, '') = 'shopping' as is_shopping,
    coalesce(first.campaign_key, n.campaign_key, if(c = '', null, digest('named|' || c))) as campaign_key
from told
left join site_category g on g.site = s
left join campaign_by_name n
    on n.name = c
    and n.platform = case
        when s in ('facebook', 'fb', 'instagram', 'ig', 'meta') then 'meta'
        when s in ('bing', 'bing.com') then 'microsoft'
        else s
    end;

create temp table visit as
select
    digest(concat_ws('|', source, visitor, visit_session)) as visit_key,
    source, visitor,
    pseudonym('visitor:' || visitor) as visitor_key,
    session, visit_session, first_moment,
    make_timestamp((first_moment // 4294967296)::bigint) as started_at,
    day_of(make_timestamp((first_moment // 4294967296)::bigint)) as event_date,
    ended_at, events, page_views,
    order_id is not null as has_order,
    first.origin.source as origin_source,
    first.origin.medium as origin_medium,
    first.origin.campaign as origin_campaign,
    first.content as origin_content,
    first.term as origin_term,
    first.ad_key as ad_key,
    campaign_key,
    if(lower(last_campaign) <> c, last_campaign, null) as later_campaign,
    if(first.content in (select post_id from social_post), digest('post|' || first.content), null) as post_key,
    coalesce(by_login.customer_key, by_order.customer_key) as seen_customer,
    case when by_login.customer_key is not null then 'login' when by_order.customer_key is not null then 'order' end
        as seen_rule,
    -- default channel groups of Google Analytics 4; the type of a clicked campaign comes first
    case
        when not is_marketing then '(not marketing)'
        when campaign_channel(first.campaign_type) is not null then campaign_channel(first.campaign_type)
        when is_direct(s, m) then 'Direct'
        when contains(c, 'cross-network') then 'Cross-network'
        when is_paid and is_shopping then 'Paid Shopping'
        when is_paid and kind = 'search' then 'Paid Search'
        when is_paid and kind = 'social' then 'Paid Social'
        when is_paid and kind = 'video' then 'Paid Video'
        when m in ('display', 'banner', 'expandable', 'interstitial', 'cpm') then 'Display'
        when is_paid then 'Paid Other'
        when is_shopping then 'Organic Shopping'
        when kind = 'social' then 'Organic Social'
        when m in ('social', 'social-network', 'social-media', 'sm', 'social network', 'social media') then 'Organic Social'
        when kind = 'video' or contains(m, 'video') then 'Organic Video'
        when kind = 'search' or m = 'organic' then 'Organic Search'
        when m in ('referral', 'app', 'link') then 'Referral'
        when s in ('email', 'e-mail', 'e_mail', 'e mail') or m in ('email', 'e-mail', 'e_mail', 'e mail') then 'Email'
        when m = 'affiliate' then 'Affiliates'
        when m = 'audio' then 'Audio'
        when s = 'sms' or m = 'sms' then 'SMS'
        when ends_with(m, 'push') or contains(m, 'mobile') or contains(m, 'notification') or s = 'firebase'
        then 'Mobile Push Notifications'
        else 'Unassigned'
    end as channel
from described_visit
left join person by_login on by_login.type = 'login' and by_login.value = login_id
left join person by_order on by_order.type = 'order' and by_order.value = order_id;
