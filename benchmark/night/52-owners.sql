-- The customer of each visit: who was seen in it, else before it, else after it by the same visitor; else nobody.

create temp table visitor_history as
select
    v.* replace (coalesce(seen.new_key, v.seen_customer) as seen_customer),
    coalesce(stood.new_key, v.customer_key) as prior_customer
from state.visit v
left join lead_key seen on seen.old_key = v.seen_customer
left join lead_key stood on stood.old_key = v.customer_key
where v.visitor_key in (select visitor_key from visit)
    and v.visit_key not in (select visit_key from visit)
    and v.visit_key not in (select visit_key from resumed_visit)
    and v.event_date >= getvariable('first_day') - 30;

create temp table visit_owner as
with all_visits as (
    select visit_key, visitor_key, started_at, seen_customer, seen_rule from visit
    union all
    select visit_key, visitor_key, started_at, seen_customer, seen_rule from visitor_history
),
seen as (
    select
        *,
        last_value(seen_customer ignore nulls) over (
            visitor_time rows between unbounded preceding and current row
        ) as earlier_customer,
        first_value(seen_customer ignore nulls) over (
            visitor_time rows between current row and unbounded following
        ) as later_customer
    from all_visits
    window visitor_time as (partition by visitor_key order by started_at, visit_key)
)
select
    visit_key,
    coalesce(seen_customer, earlier_customer, later_customer, left(visitor_key, 32)) as customer_key,
    case
        when seen_customer is not null then seen_rule
        when earlier_customer is not null then 'earlier_visit'
        when later_customer is not null then 'later_visit'
        else 'anonymous'
    end as identity_rule
from seen;

-- Earlier visits that turn out to be another person's. A visitor's anonymous key leads to the person who was first seen,
-- so rows that have it stay as they are.
create temp table reassigned_visit as
select h.visit_key, h.event_date, o.customer_key, o.identity_rule
from visitor_history h
join visit_owner o using (visit_key)
where h.identity_rule <> 'anonymous' and h.prior_customer <> o.customer_key;

create temp table owned_visit as
select v.*, o.customer_key, o.identity_rule
from visit v
join visit_owner o using (visit_key);

create temp table visit_day as
select event_date from owned_visit
union
select event_date from reassigned_visit
union
-- a visit may begin earlier than it was known to
select event_date from state.visit where visit_key in (select visit_key from resumed_visit);

copy (
    select
        s.* replace (
            coalesce(r.customer_key, s.customer_key) as customer_key,
            coalesce(r.identity_rule, s.identity_rule) as identity_rule
        )
    from state.visit s
    left join reassigned_visit r using (visit_key)
    where s.event_date in (select event_date from visit_day)
        and s.visit_key not in (select visit_key from resumed_visit)
        and s.visit_key not in (select visit_key from owned_visit)
    union all by name
    select
        visit_key, source, visitor, visitor_key, session, visit_session, event_date, started_at, seen_customer, seen_rule,
        customer_key, identity_rule
    from owned_visit
) to (getvariable('written') || '/state/visit') (
    format parquet, compression zstd, partition_by (event_date), write_partition_columns, overwrite_or_ignore
);
