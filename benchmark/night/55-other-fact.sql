-- Rows of the unified fact for all that is no web event: orders, refunds, purchases, tickets, surveys, deals, partners.

-- the current version of each record
create temp view current_case as
from source.salesforce_case
qualify row_number() over (partition by id order by business_date desc, source_file desc) = 1;

create temp view current_member as
from source.salesforce_campaign_member
qualify row_number() over (partition by id order by business_date desc, source_file desc) = 1;

create temp view current_change as
from source.salesforce_opportunity
qualify row_number() over (partition by id, last_modified_at order by business_date desc, source_file desc) = 1;

create temp view current_ticket as
from source.hubspot_ticket
qualify row_number() over (partition by ticket_id order by business_date desc, source_file desc) = 1;

create temp view current_deal as
from source.hubspot_deal
qualify row_number() over (partition by deal_id order by business_date desc, source_file desc) = 1;

create temp view current_impact as
from source.impact_action
qualify row_number() over (partition by id order by business_date desc, source_file desc) = 1;

create temp view current_awin as
from source.awin_transaction
qualify row_number() over (partition by id order by business_date desc, source_file desc) = 1;

create temp view current_cj as
from source.cj_commission
qualify row_number() over (partition by commission_id order by business_date desc, source_file desc) = 1;

create temp view current_response as
from source.qualtrics_response
qualify row_number() over (partition by response_id order by business_date desc, source_file desc) = 1;

-- the shop reports no time of a refund, so the day of the first delivery that has it counts
create temp view first_refund as
select name, min(business_date) as refunded_on
from source.shopify_order
where line_number = 1 and refunded_amount > 0
group by all;

create temp view other_event as
select
    'shopify_order' as source, trim(ltrim(name, '#')) as event_key, created_at as occurred_at,
    'order' as interaction_type, lower(financial_status) as interaction_detail, 'web' as surface,
    lower(email) as email, trim(ltrim(name, '#')) as order_id, subtotal as amount, currency,
    map {'discount_code': discount_code, 'country': billing_country} as extra, false as is_withdrawn,
    account_id, business_date, source_file
from web_order
union all by name
select
    'shopify_order' as source, trim(ltrim(name, '#')) || '|refund' as event_key,
    in_utc(refunded_on::timestamp, 'America/New_York') as occurred_at,
    'refund' as interaction_type, lower(financial_status) as interaction_detail, 'web' as surface,
    lower(email) as email, trim(ltrim(name, '#')) as order_id, -refunded_amount as amount, currency,
    account_id, business_date, source_file
from web_order
join first_refund using (name)
where refunded_amount > 0
union all by name
select
    'square_payment' as source, transaction_id as event_key, occurred_at,
    if(event_type = 'Refund', 'refund', 'store_purchase') as interaction_type, location as interaction_detail,
    'till' as surface, 'store' as device, false as is_online,
    loyalty_number as loyalty, transaction_id as order_id, net_sales as amount, 'USD' as currency,
    map {'store': location, 'till': device_name} as extra,
    account_id, business_date, source_file
from till_payment
union all by name
select
    'salesforce_case' as source, id as event_key, created_at as occurred_at,
    'ticket' as interaction_type, reason as interaction_detail,
    if(origin = 'Email', 'e-mail', lower(origin)) as surface,
    'salesforce:' || contact_id as contact,
    (epoch(closed_at) - epoch(created_at)) / 60 as handling_minutes,
    map {'status': status, 'priority': priority} as extra,
    account_id, business_date, source_file
from current_case
union all by name
select
    'salesforce_case' as source, id || '|csat' as event_key, coalesce(closed_at, created_at) as occurred_at,
    'survey' as interaction_type, 'case' as interaction_detail,
    if(origin = 'Email', 'e-mail', lower(origin)) as surface,
    'salesforce:' || contact_id as contact,
    csat::double as satisfaction_score, 'csat' as satisfaction_scale,
    account_id, business_date, source_file
from current_case
where csat is not null
union all by name
select
    'hubspot_ticket' as source, ticket_id as event_key, created_at as occurred_at,
    'ticket' as interaction_type, pipeline as interaction_detail,
    if(upper(origin) = 'EMAIL', 'e-mail', lower(origin)) as surface,
    'hubspot:' || filled(split_part(contact_ids, ';', 1)) as contact,
    (epoch(closed_at) - epoch(created_at)) / 60 as handling_minutes,
    map {'status': status, 'priority': priority} as extra,
    account_id, business_date, source_file
from current_ticket
union all by name
select
    'hubspot_ticket' as source, ticket_id || '|csat' as event_key, coalesce(closed_at, created_at) as occurred_at,
    'survey' as interaction_type, 'ticket' as interaction_detail,
    if(upper(origin) = 'EMAIL', 'e-mail', lower(origin)) as surface,
    'hubspot:' || filled(split_part(contact_ids, ';', 1)) as contact,
    csat::double as satisfaction_score, 'csat' as satisfaction_scale,
    account_id, business_date, source_file
from current_ticket
where csat is not null
union all by name
select
    'qualtrics_response' as source, response_id as event_key,
    coalesce(recorded_at, ended_at, started_at) as occurred_at,
    'survey' as interaction_type, 'recommend' as interaction_detail,
    if(lower(distribution_channel) = 'email', 'e-mail', lower(distribution_channel)) as surface,
    lower(email) as email, login_id as login,
    nps::double as satisfaction_score, 'nps' as satisfaction_scale,
    map {'group': nps_group} as extra,
    account_id, business_date, source_file
from current_response
union all by name
select
    'salesforce_campaign_member' as source, id as event_key, created_at as occurred_at,
    if(campaign_type = 'Email', 'email', 'event') as interaction_type, campaign_type as interaction_detail,
    coalesce(campaign_type <> 'Trade Show', true) as is_online,
    'salesforce:' || contact_id as contact,
    map {'campaign': campaign_name, 'status': status} as extra,
    account_id, business_date, source_file
from current_member
union all by name
select
    'salesforce_opportunity' as source, id || '|' || epoch_us(last_modified_at) as event_key,
    last_modified_at as occurred_at,
    'opportunity' as interaction_type, stage as interaction_detail,
    'salesforce:' || contact_id as contact, amount, currency,
    map {'opportunity': id} as extra, coalesce(is_deleted, false) as is_withdrawn,
    account_id, business_date, source_file
from current_change
union all by name
select
    'hubspot_deal' as source, deal_id as event_key, created_at as occurred_at,
    'opportunity' as interaction_type, deal_stage as interaction_detail,
    'hubspot:' || filled(split_part(contact_ids, ';', 1)) as contact, amount, currency,
    map {'pipeline': pipeline} as extra,
    account_id, business_date, source_file
from current_deal
union all by name
select
    'impact_action' as source, id as event_key, event_at as occurred_at,
    'partner_action' as interaction_type, lower(state) as interaction_detail, 'web' as surface,
    filled(replace(order_id, '#', '')) as order_id, amount, currency,
    coalesce(partner_id, partner_name) as partner_id,
    map {'partner': partner_name, 'voucher': promo_code} as extra, state = 'REVERSED' as is_withdrawn,
    account_id, business_date, source_file
from current_impact
union all by name
select
    'awin_transaction' as source, id as event_key, transaction_at as occurred_at,
    'partner_action' as interaction_type, commission_status as interaction_detail, 'web' as surface,
    filled(replace(order_ref, '#', '')) as order_id, sale_amount as amount, sale_currency as currency,
    coalesce(publisher_id, site_name) as partner_id,
    map {'partner': site_name, 'voucher': voucher_code} as extra,
    commission_status in ('declined', 'deleted') as is_withdrawn,
    account_id, business_date, source_file
from current_awin
union all by name
select
    'cj_commission' as source, commission_id as event_key, event_at as occurred_at,
    'partner_action' as interaction_type, if(is_original, action_status, 'correction') as interaction_detail,
    'web' as surface,
    filled(replace(order_id, '#', '')) as order_id, sale_amount as amount, 'USD' as currency,
    publisher_name as partner_id,
    map {'original_action': original_action_id, 'voucher': coupon} as extra,
    account_id, business_date, source_file
from current_cj;

create temp table dated_event as
select *, day_of(occurred_at) as event_date
from other_event;

-- Days with a new version of a record are written again.
create temp table other_day as
select distinct event_date from dated_event where business_date = getvariable('date');

copy (
    from mart.fact_customer_experience where false
    union all by name
    select
        digest(concat_ws('|', i.source, i.event_key)) as interaction_id,
        i.occurred_at, i.event_date,
        coalesce(
            by_contact.customer_key, by_email.customer_key, by_login.customer_key, by_loyalty.customer_key,
            by_order.customer_key
        ) as customer_key,
        case
            when by_contact.customer_key is not null then 'contact'
            when by_email.customer_key is not null then 'email'
            when by_login.customer_key is not null then 'login'
            when by_loyalty.customer_key is not null then 'loyalty'
            when by_order.customer_key is not null then 'order'
        end as identity_rule,
        if(i.interaction_type = 'partner_action', 'earned', 'owned') as pillar,
        if(i.interaction_type = 'partner_action', 'Affiliates', null) as channel,
        i.source, i.account_id as source_account,
        digest(i.source || '|' || i.partner_id) as partner_key,
        i.interaction_type, i.interaction_detail, i.device, i.surface,
        coalesce(i.is_online, true) as is_online,
        i.order_id, i.amount::decimal(18, 6) as amount, i.currency,
        if(
            i.interaction_type in ('order', 'store_purchase', 'refund'),
            coalesce(o.gross_revenue, in_dollars(i.amount, i.currency, r.rate, r.dollar_rate)),
            null
        )::decimal(28, 10) as revenue,
        i.satisfaction_score, i.satisfaction_scale, i.handling_minutes,
        map_from_entries(list_filter(map_entries(coalesce(i.extra, map {})), lambda entry: entry.value is not null))
            as extra,
        i.business_date, i.source_file, getvariable('load_id') as load_id
    from dated_event i
    left join person by_contact on by_contact.type = 'contact' and by_contact.value = i.contact
    left join person by_email on by_email.type = 'email' and by_email.value = i.email
    left join person by_login on by_login.type = 'login' and by_login.value = i.login
    left join person by_loyalty on by_loyalty.type = 'loyalty' and by_loyalty.value = i.loyalty
    left join person by_order on by_order.type = 'order' and by_order.value = i.order_id
    left join exchange_rate r on r.day = i.event_date and r.currency = i.currency
    left join placed_order o
        on o.order_id = i.order_id
        and o.origin = case i.interaction_type when 'order' then 'web' when 'store_purchase' then 'store' end
    where i.event_date in (select event_date from other_day) and not coalesce(i.is_withdrawn, false)
) to (getvariable('written') || '/mart/fact_customer_experience/other') (
    format parquet, compression zstd, partition_by (event_date), write_partition_columns, overwrite_or_ignore
);
