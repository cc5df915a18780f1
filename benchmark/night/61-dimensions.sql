-- Dimensions, and the bridge from identifiers to customers.

-- An anonymous key leads to the first person who was seen with the visitor.
create temp table anonymous_key as
with visitor as (
    select
        visitor_key,
        left(visitor_key, 32) as customer_key,
        min(started_at) as first_seen_at,
        bool_or(identity_rule = 'anonymous') as is_issued,
        arg_min(seen_customer, started_at) filter (seen_customer is not null) as person_key
    from state.visit
    group by all
)
select
    v.customer_key,
    coalesce(l.new_key, v.person_key, v.customer_key) as current_customer_key,
    v.first_seen_at
from visitor v
left join lead_key l on l.old_key = v.person_key
where v.is_issued;

create temp table customer as
select customer_key, customer_key as current_customer_key, false as is_anonymous, min(seen_at) as first_seen_at
from person
group by all
union all
select customer_key, current_customer_key, true, first_seen_at from anonymous_key
union all
select old_key, new_key, false, null from lead_key;

copy (from customer) to (getvariable('written') || '/mart/dim_customer/all.parquet') (format parquet, compression zstd);

copy (
    with visitor as (
        select
            v.visitor_key,
            coalesce(l.new_key, a.current_customer_key, v.customer_key) as customer_key,
            day_of(min(v.started_at)) as first_day,
            any_value(v.identity_rule) as rule
        from state.visit v
        left join lead_key l on l.old_key = v.customer_key
        left join anonymous_key a on a.customer_key = v.customer_key
        group by 1, 2
    )
    select
        type as identifier_type, pseudonym(type || ':' || value) as identifier_hash, customer_key,
        day_of(seen_at) as valid_from, null::date as valid_to, 'deterministic' as rule
    from person
    union all
    select
        'visitor', visitor_key, customer_key,
        if(row_number() over visitor_time = 1, null, first_day),
        lead(first_day) over visitor_time,
        rule
    from visitor
    window visitor_time as (partition by visitor_key order by first_day, customer_key)
) to (getvariable('written') || '/mart/bridge_identity/all.parquet') (format parquet, compression zstd);

-- campaigns that reports or clicks name, and those that only addresses name
create temp table all_campaign as
from campaign
union all by name
select campaign_key, min(origin_campaign) as campaign_name
from owned_visit
where campaign_key is not null and campaign_key not in (select campaign_key from campaign)
group by all;

copy (from all_campaign) to (getvariable('written') || '/mart/dim_campaign/all.parquet') (format parquet, compression zstd);

copy (
    select channel, pillar_of(channel) as pillar
    from (select unnest([
        'Direct', 'Cross-network', 'Paid Shopping', 'Paid Search', 'Paid Social', 'Paid Video', 'Display', 'Paid Other',
        'Organic Shopping', 'Organic Social', 'Organic Video', 'Organic Search', 'Referral', 'Email', 'Affiliates', 'Audio',
        'SMS', 'Mobile Push Notifications', 'Unassigned', '(not marketing)', '(untracked)'
    ]) as channel)
) to (getvariable('written') || '/mart/dim_channel/all.parquet') (format parquet, compression zstd);

copy (
    select day::date as date, year(day) as year, month(day) as month, isodow(day) as day_of_week
    from (select unnest(generate_series(timestamp '2025-01-01', timestamp '2027-12-31', interval 1 day)) as day)
) to (getvariable('written') || '/mart/dim_date/all.parquet') (format parquet, compression zstd);
