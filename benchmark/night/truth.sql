-- Compares published tables with what the sample planted: one row a figure, with what was found and what was planted.
-- Needs the folder of the tables, `marts`, and the sample's truth.json, `truth`.

create temp macro published(name) as table
from read_parquet(getvariable('marts') || '/' || name || '/**/*.parquet', union_by_name = true, hive_partitioning = false);

create temp table planted as
select content::json as facts from read_text(getvariable('truth'));

create temp macro planted_number(path) as (select (facts ->> path)::decimal(38, 6) from planted);
create temp macro planted_map(path) as table
select unnest(json_keys(facts, path)) as key, unnest(json_extract(facts, path || '.*'))::varchar as value from planted;

-- visits by day and channel
with planted_day as (
    select unnest(json_keys(facts -> '$.visits.by_day_channel')) as day, facts -> '$.visits.by_day_channel' as days from planted
),
planted_visits as (
    select day, channel, (days -> day ->> channel)::bigint as visits
    from (select day, days, unnest(json_keys(days -> day)) as channel from planted_day)
),
found_visits as (
    select event_date::varchar as day, channel, count(*) as visits
    from published('fact_customer_experience')
    where interaction_type = 'visit' and channel <> '(not marketing)'
    group by all
),
summed_visits as (
    select event_date::varchar as day, channel, sum(visits) as visits
    from published('mart_channel_day')
    where visits > 0
    group by all
)
select 1;
