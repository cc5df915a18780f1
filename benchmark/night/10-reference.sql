-- Accounts, categories of referring sites and exchange rates.

create schema source;
create schema aside;
create schema state;
create schema mart;

create table account as
from read_csv(getvariable('reference') || '/accounts.csv', all_varchar = true);

create table site_category as
select lower(source) as site, any_value(category) as category
from read_csv(getvariable('reference') || '/source_categories.csv', all_varchar = true)
group by all;

-- Rates are units of a currency for one euro.
create temp table stated_rate as
select rate_date::date as rate_date, quote_currency as currency, rate::decimal(12, 6) as rate
from read_csv(getvariable('reference') || '/fx_rates.csv', all_varchar = true)
where base_currency = 'EUR';

insert into stated_rate select distinct rate_date, 'EUR', 1 from stated_rate;

-- the rate of each day, or the latest of the seven days before it, with that of the dollar
create table exchange_rate as
with daily as (
    select rate_date + age as day, currency, arg_min(rate, age) as rate
    from stated_rate, (select unnest(range(8))::int as age)
    group by all
)
select day, currency, rate, dollar_rate
from daily
join (select day, rate as dollar_rate from daily where currency = 'USD') using (day);

create macro in_dollars(amount, currency, rate, dollar_rate) as
    case when currency = 'USD' then amount else amount * dollar_rate / rate end;
