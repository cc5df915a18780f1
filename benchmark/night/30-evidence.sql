-- Identifiers that stand together on one record of the delivery: contacts, e-mails, logins, loyalty numbers, orders.

create temp view new_evidence as
select
    'salesforce_contact' as source, id as record, created_at as seen_at,
    unnest([
        {type: 'contact', value: 'salesforce:' || id},
        {type: 'contact', value: 'salesforce:' || master_record_id},
        {type: 'email', value: lower(email)},
        {type: 'login', value: web_user_id},
        {type: 'loyalty', value: loyalty_number}
    ], recursive := true)
from source.salesforce_contact
where business_date = getvariable('date')
union all by name
select
    'hubspot_contact' as source, record_id as record, created_at as seen_at,
    unnest(list_concat(
        [
            {type: 'contact', value: 'hubspot:' || record_id},
            {type: 'email', value: lower(email)},
            {type: 'login', value: web_user_id},
            {type: 'loyalty', value: loyalty_number}
        ],
        list_transform(
            string_split(replace(coalesce(merged_contact_ids, ''), ' ', ''), ';'),
            lambda merged: {type: 'contact', value: 'hubspot:' || nullif(merged, '')}
        )
    ), recursive := true)
from source.hubspot_contact
where business_date = getvariable('date')
union all by name
select
    'shopify_order' as source, name as record, created_at as seen_at,
    unnest([{type: 'order', value: ltrim(name, '#')}, {type: 'email', value: lower(email)}], recursive := true)
from source.shopify_order
where business_date = getvariable('date')
union all by name
select
    'square_payment' as source, transaction_id as record, occurred_at as seen_at, 'loyalty' as type,
    loyalty_number as value
from source.square_payment
where business_date = getvariable('date')
union all by name
select
    'qualtrics_response' as source, response_id as record, started_at as seen_at,
    unnest([{type: 'email', value: lower(email)}, {type: 'login', value: login_id}], recursive := true)
from source.qualtrics_response
where business_date = getvariable('date')
union all by name
select
    source, record, seen_at, 'contact' as type,
    system || ':' || filled(split_part(contact, ';', 1)) as value
from (
    select
        'salesforce_case' as source, id as record, created_at as seen_at, 'salesforce' as system, contact_id as contact,
        business_date
    from source.salesforce_case
    union all
    select 'salesforce_campaign_member', id, created_at, 'salesforce', contact_id, business_date
    from source.salesforce_campaign_member
    union all
    select 'salesforce_opportunity', id, created_at, 'salesforce', contact_id, business_date
    from source.salesforce_opportunity
    union all
    select 'hubspot_ticket', ticket_id, created_at, 'hubspot', contact_ids, business_date from source.hubspot_ticket
    union all
    select 'hubspot_deal', deal_id, created_at, 'hubspot', contact_ids, business_date from source.hubspot_deal
)
where business_date = getvariable('date')
union all by name
-- of a login that many events have, the first event counts
select source, login as record, min(seen_at) as seen_at, 'login' as type, login as value
from (
    select 'ga4_event' as source, user_id as login, event_timestamp as seen_at, business_date
    from source.ga4_event
    where analytics_storage is distinct from 'No'
    union all
    select 'snowplow_event', user_id, occurred_at, business_date from source.snowplow_event
    union all
    select 'adobe_hit', login_id, hit_at, business_date from source.adobe_hit
)
where business_date = getvariable('date') and login is not null
group by all;

copy (
    select source, record, type, trim(value) as value, min(seen_at) as seen_at, getvariable('date') as business_date
    from new_evidence
    where filled(value) is not null
    group by all
) to (getvariable('written') || '/state/identity_evidence') (
    format parquet, compression zstd, partition_by (business_date), write_partition_columns, overwrite_or_ignore
);
