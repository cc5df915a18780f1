-- Customers: identifiers that stand together on records are one person, and keys stay from night to night.

create temp table merged_contact as
select distinct 'salesforce:' || id as gone, 'salesforce:' || master_record_id as stays
from source.salesforce_contact
where master_record_id is not null
union
select distinct 'hubspot:' || merged, 'hubspot:' || record_id
from (
    select record_id, unnest(string_split(replace(merged_contact_ids, ' ', ''), ';')) as merged
    from source.hubspot_contact
)
where merged not in ('', record_id);

create temp table evidence as
select source || '|' || record as record, type, value, hash(type, value) as node, min(seen_at) as seen_at
from state.identity_evidence
group by all;

-- Identifiers that join nobody: words that stand for no value, addresses of desks, and values of too many contacts.
create temp table blocked as
select distinct type, value
from evidence
where lower(value) in ('null', 'none', 'n/a', 'anonymous', 'unknown', 'test', '(not set)')
    or regexp_full_match(value, '[0-]+')
    or (type = 'email' and split_part(value, '@', 1) in (
        'noreply', 'no-reply', 'donotreply', 'do-not-reply', 'info', 'test', 'sales', 'support'
    ))
union
select e.type, e.value
from evidence e
join evidence c on c.record = e.record and c.type = 'contact'
where e.type not in ('contact', 'order') and c.value not in (select gone from merged_contact)
group by e.type, e.value, split_part(c.value, ':', 1)
having count(distinct c.value) > 5;

create temp table joining as
from evidence
anti join blocked using (type, value);

create temp table node as
select node, any_value(type) as type, any_value(value) as value, min(seen_at) as seen_at
from joining
group by node;

-- each identifier beside the first of its record, and a merged contact beside the one that stays
create temp table edge as
with pair as (
    select node as one, min(node) over (partition by record) as other from joining
    union
    select hash('contact', gone), hash('contact', stays) from merged_contact
)
select one, other from pair where one <> other
union
select other, one from pair where one <> other;

-- each node takes the least label among its neighbours', until none changes
create temp table component as
with recursive labelled(node, label) using key (node) as (
    select node, node from node
    union (
        select known.node, min(fresh.label)
        from labelled fresh
        join edge on edge.one = fresh.node
        join recurring.labelled known on known.node = edge.other
        where fresh.label < known.label
        group by known.node
    )
)
from labelled;

-- A component keeps the oldest key that one of its identifiers has; else its first identifier gives it one.
create temp table person as
with claim as (
    select label, min(struct_pack(created_on := prior.created_on, customer_key := prior.customer_key)) as kept
    from node
    join component using (node)
    join state.identity_node prior using (type, value)
    group by label
),
anchor as (
    select label, arg_min(type || ':' || value, struct_pack(seen_at := seen_at, node := node)) as anchor
    from node
    join component using (node)
    where type <> 'order'
    group by label
)
select
    type, value, seen_at,
    coalesce(kept.customer_key, left(pseudonym('customer|' || anchor), 32)) as customer_key,
    coalesce(kept.created_on, getvariable('date')) as created_on
from node
join component using (node)
join anchor using (label)
left join claim using (label);

create temp table changed_key as
select distinct prior.customer_key as old_key, person.customer_key as new_key
from state.identity_node prior
join person using (type, value)
where prior.customer_key <> person.customer_key;

-- keys that were merged lead to those that are current
create temp table lead_key as
select history.old_key, coalesce(changed.new_key, history.new_key) as new_key, reason, valid_from
from mart.customer_history history
left join changed_key changed on changed.old_key = history.new_key
union
select old_key, new_key, 'merge', getvariable('date') from changed_key;

copy (from person) to (getvariable('written') || '/state/identity_node/all.parquet') (format parquet, compression zstd);
copy (from lead_key) to (getvariable('written') || '/mart/customer_history/all.parquet') (format parquet, compression zstd);
