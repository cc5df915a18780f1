-- Functions that the other scripts call: texts, numbers and times of vendors, keys, addresses and channels.

create macro filled(t) as nullif(trim(t), '');

create macro truth_of(t) as
    case when lower(t) in ('true', 'yes', '1') then true when lower(t) in ('false', 'no', '0') then false end;

-- an id that a spreadsheet has turned into a number, as in 1.22158E+17
create macro is_ruined_id(t) as regexp_full_match(t, '\d+([.,]\d+)?[eE]\+\d+');

-- a number as programs write it
create macro plain_number(t) as case when regexp_full_match(t, '-?\d+(\.\d+)?') then t end;

create macro without_sign(t) as trim(replace(replace(t, '$', ''), '€', ''));

create macro grouped_number(t, groups, point) as
    case when regexp_full_match(t, '-?(\d+|\d{1,3}([' || groups || ']\d{3})+)([' || point || ']\d+)?')
    then replace(regexp_replace(t, '[' || groups || ']', '', 'g'), point, '.') end;

-- a number as people of some country write it: groups of three digits, a decimal point, a sign of currency
create macro number_of(t, groups, point) as
    case when point = '.' and regexp_full_match(t, '-?\d+(\.\d+)?') then t
    else grouped_number(without_sign(t), groups, point) end;

create macro iso_date(t) as case when regexp_full_match(t, '\d{4}-\d\d-\d\d') then try_cast(t as date) end;

-- Timestamps have no zone and are UTC. A local time becomes UTC by its zone.
create macro in_utc(t, zone) as
    case when zone = 'UTC' then t else timezone('UTC', timezone(zone, t::timestamp)) end;

create macro iso_instant(t, zone) as case
    when not regexp_matches(t, '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d') then null
    when ends_with(t, 'Z') then try_cast(t as timestamptz) at time zone 'UTC'
    when regexp_matches(t, '[+-]\d\d:?\d\d$')
    then try_cast(regexp_replace(t, ' ?([+-]\d\d):?(\d\d)$', '\1:\2') as timestamptz) at time zone 'UTC'
    else in_utc(try_cast(t as timestamp), zone) end;

create macro epoch_instant(t, micros) as make_timestamp(try_cast(t as bigint) * micros);

create macro day_of(t) as timezone('America/New_York', timezone('UTC', t))::date;

-- a key that tells nothing of what it is made of
create macro digest(t) as left(sha256(t), 32);

-- HMAC-SHA-256 under the key of the pseudonyms
create macro pseudonym(t) as
    sha256(getvariable('outer_pad') || from_hex(sha256(getvariable('inner_pad') || encode(t))));

create macro host_of(url) as case when contains(url, '://')
    then nullif(regexp_replace(lower(regexp_extract(url, '://(?:[^/@?#]*@)?([^/:?#]*)', 1)), '^www\.', ''), '') end;

create macro query_value(url, name) as url_decode(nullif(regexp_extract(url, '[?&]' || name || '=([^&#]+)', 1), ''));

-- a page without its query, its host in lower case; none where the address holds an e-mail
create macro page_of(address) as case
    when address = '' or contains(address, '@') or contains(address, '%40') then null
    else lower(split_part(address, '/', 1)) || substr(address, length(split_part(address, '/', 1)) + 1) end;

create macro is_direct(source, medium) as lower(coalesce(trim(source), '')) in ('', 'direct', '(direct)')
    and lower(coalesce(trim(medium), '')) in ('', 'none', '(none)', '(not set)');

create macro pillar_of(channel) as case
    when starts_with(channel, 'Paid ') or channel in ('Display', 'Cross-network', 'Audio') then 'paid'
    when channel in ('Organic Search', 'Organic Shopping', 'Referral', 'Affiliates') then 'earned'
    when channel in ('Organic Social', 'Organic Video') then 'social'
    else 'owned' end;

-- the channel of a Google campaign of some type; no channel for other types
create macro campaign_channel(type) as case lower(replace(type, '_', ' '))
    when 'search' then 'Paid Search' when 'shopping' then 'Paid Shopping' when 'display' then 'Display'
    when 'video' then 'Paid Video' when 'performance max' then 'Cross-network'
    when 'demand gen' then 'Cross-network' end;
