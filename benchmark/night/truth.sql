-- Compares published tables with what the sample planted: one row a figure, as found and as planted.
-- Variables: `marts` is the folder of the tables, `truth` the sample's truth.json. The view `read_rows` has the rows of
-- each source: source, loaded, malformed, repeated, left_out.

create macro published(name) as table
from read_parquet(getvariable('marts') || '/' || name || '/**/*.parquet', union_by_name = true, hive_partitioning = false);

create table planted as
select content::json as facts from read_text(getvariable('truth'));

create macro planted_number(path) as (select (facts ->> path)::decimal(38, 6) from planted);

create macro counts_text(loaded, malformed, repeated, left_out) as
    concat(loaded, ' loaded, ', malformed, ' malformed, ', repeated, ' repeated, ', left_out, ' left out');

create view planted_visits as
select day, unnest(map_entries(channels::map(varchar, bigint)), recursive := true)
from (
    select unnest(map_entries((facts -> '$.visits.by_day_channel')::map(varchar, json)), recursive := true) from planted
) days(day, channels);

create view found_visits as
select event_date::varchar as day, channel, count(*) as visits
from published('fact_customer_experience')
where interaction_type = 'visit' and channel <> '(not marketing)'
group by all;

create view summed_visits as
select event_date::varchar as day, channel, sum(visits) as visits
from published('mart_channel_day')
where visits > 0
group by all;

create view channel_orders as
select channel, sum(orders) as orders
from published('mart_channel_day')
where orders > 0
group by all;

create view planted_orders as
select if(key = '(no visit)', '(untracked)', key) as channel, value as orders
from (
    select unnest(map_entries((facts -> '$.orders.count_by_session_channel')::map(varchar, bigint)), recursive := true)
    from planted
);

create view planted_spend as
select key as day, value as usd
from (
    select unnest(map_entries((facts -> '$.spend.usd_by_day')::map(varchar, decimal(38, 6))), recursive := true)
    from planted
);

create view found_spend as
select spend_date::varchar as day, sum(cost_reporting) as usd
from published('fact_spend')
where channel <> 'Affiliates'
group by all;

create view planted_rows as
select
    key as source,
    (value ->> 'loaded')::bigint as loaded,
    (value ->> 'malformed')::bigint as malformed,
    (value ->> 'duplicates_in_files')::bigint as repeated,
    (value ->> 'left_out')::bigint as left_out
from (select unnest(map_entries((facts -> '$.sources')::map(varchar, json)), recursive := true) from planted);

create view measured as
select 'visits of ' || day || ', ' || channel as figure, f.visits as found, p.value as planted
from (select day, key as channel, value from planted_visits where value > 0) p
full join found_visits f using (day, channel)
union all
select 'visits of ' || day || ', ' || channel || ', in mart_channel_day', s.visits, p.value
from (select day, key as channel, value from planted_visits where value > 0) p
full join summed_visits s using (day, channel)
union all
select 'orders of ' || channel || ', in mart_channel_day', f.orders, p.orders
from channel_orders f
full join planted_orders p using (channel)
where coalesce(f.orders, p.orders) > 0
union all
select 'media spend of ' || day || ' in USD', f.usd, p.usd
from planted_spend p
full join found_spend f using (day)
where coalesce(f.usd, p.usd) <> 0
union all
select 'cost of partners in USD', sum(cost_reporting), planted_number('$.affiliate.total_cost_usd')
from published('fact_spend')
where channel = 'Affiliates'
union all
select unnest([
    {figure: 'web orders', found: count(*)::decimal(38, 6), planted: planted_number('$.orders.count')},
    {figure: 'web gross in USD', found: sum(gross_revenue), planted: planted_number('$.orders.gross_usd')},
    {figure: 'web net in USD', found: sum(net_revenue), planted: planted_number('$.orders.net_usd')}
], recursive := true)
from published('fact_order')
where origin = 'web'
union all
select unnest([
    {figure: 'store payments', found: (count(*) filter (gross_amount > 0))::decimal(38, 6),
        planted: planted_number('$.stores.payments')},
    {figure: 'store gross in USD', found: sum(gross_amount), planted: planted_number('$.stores.gross')},
    {figure: 'store net in USD', found: sum(net_amount), planted: planted_number('$.stores.net')}
], recursive := true)
from published('fact_order')
where origin = 'store'
union all
select 'visits of the portal', count(*), planted_number('$.portal.visits')
from published('fact_customer_experience')
where interaction_type = 'visit' and channel = '(not marketing)'
union all
select 'answers to the survey', count(*), planted_number('$.survey.answers')
from published('fact_customer_experience')
where satisfaction_scale = 'nps'
union all
select 'press articles', count(*), planted_number('$.coverage.articles')
from published('fact_coverage')
union all
select
    'known persons', count(distinct customer_key),
    planted_number('$.customers.known_customers') + planted_number('$.customers.guests_with_an_order')
        + planted_number('$.customers.contacts_with_placeholder_email')
from published('bridge_identity')
where identifier_type not in ('order', 'visitor');

select
    figure,
    -- without zeros behind the point
    regexp_replace(coalesce(found, 0)::varchar, '\.?0+$', '') as found,
    regexp_replace(coalesce(planted, 0)::varchar, '\.?0+$', '') as planted,
    abs(coalesce(found, 0) - coalesce(planted, 0)) < 0.01 as agrees
from measured
union all
select
    'rows of ' || source, r.text, p.text, r.text is not distinct from p.text
from (select source, counts_text(loaded, malformed, repeated, left_out) as text from read_rows) r
full join (select source, counts_text(loaded, malformed, repeated, left_out) as text from planted_rows) p using (source)
order by figure;
