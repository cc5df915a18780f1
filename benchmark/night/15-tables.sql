-- The tables of the night, as they are before the first one. Files that earlier nights left take their place.

-- rows of each source in each delivery
create table state.row_count (
    source varchar, business_date date, loaded bigint, malformed bigint, repeated bigint, left_out bigint
);
create temp table row_counts as from state.row_count;

-- identifiers on one record
create table state.identity_evidence (
    source varchar, record varchar, type varchar, value varchar, seen_at timestamp, business_date date
);
-- identifiers and the customer whom each belongs to
create table state.identity_node (
    type varchar, value varchar, seen_at timestamp, customer_key varchar, created_on date
);
-- visits, with the customer who stands in their rows of the fact
create table state.visit (
    visit_key varchar, source varchar, visitor varchar, visitor_key varchar, session varchar, visit_session varchar,
    event_date date, started_at timestamp, seen_customer varchar, seen_rule varchar, customer_key varchar,
    identity_rule varchar
);

create table mart.fact_customer_experience (
    interaction_id varchar, occurred_at timestamp, event_date date, customer_key varchar, visitor_key varchar,
    identity_rule varchar, visit_key varchar, pillar varchar, channel varchar, source varchar, source_account varchar,
    campaign_key varchar, ad_key varchar, post_key varchar, article_key varchar, partner_key varchar, page_key varchar,
    interaction_type varchar, interaction_detail varchar, device varchar, surface varchar, is_online boolean,
    order_id varchar, quantity decimal(18, 3), amount decimal(18, 6), currency varchar, revenue decimal(28, 10),
    cost_allocated decimal(28, 10), load_time_ms double, ttfb_ms double, lcp_ms double, inp_ms double, cls double,
    friction_kind varchar, satisfaction_score double, satisfaction_scale varchar, handling_minutes double,
    consent varchar, extra map(varchar, varchar), business_date date, source_file varchar, load_id varchar
);
create table mart.fact_spend (
    source varchar, platform varchar, account_id varchar, campaign_id varchar, campaign_name varchar, channel varchar,
    ad_id varchar, device varchar, spend_date date, zone varchar, currency varchar, cost decimal(18, 6),
    cost_reporting decimal(28, 10), impressions bigint, clicks bigint, platform_conversions decimal(18, 6)
);
create table mart.fact_order (
    order_id varchar, origin varchar, customer_key varchar, ordered_at timestamp, order_date date, currency varchar,
    gross_amount decimal(18, 6), net_amount decimal(18, 6), gross_revenue decimal(28, 10), net_revenue decimal(28, 10)
);
create table mart.fact_coverage (
    article_key varchar, event_date date, outlet varchar, url varchar, sentiment varchar, reach bigint,
    publicity_value decimal(18, 6), currency varchar, source varchar
);
create table mart.fact_post_day (
    source varchar, post_key varchar, event_date date, impressions bigint, reactions bigint, comments bigint,
    shares bigint, clicks bigint
);
create table mart.dim_customer (
    customer_key varchar, current_customer_key varchar, is_anonymous boolean, first_seen_at timestamp
);
create table mart.customer_history (
    old_key varchar, new_key varchar, reason varchar, valid_from date
);
create table mart.bridge_identity (
    identifier_type varchar, identifier_hash varchar, customer_key varchar, valid_from date, valid_to date, rule varchar
);
create table mart.dim_campaign (
    campaign_key varchar, platform varchar, account_id varchar, campaign_id varchar, campaign_name varchar,
    campaign_type varchar
);
create table mart.dim_channel (channel varchar, pillar varchar);
create table mart.dim_date (date date, year bigint, month bigint, day_of_week bigint);
create table mart.mart_channel_day (
    event_date date, pillar varchar, channel varchar, campaign_name varchar, visits bigint, orders bigint,
    revenue decimal(28, 10), cost_reporting decimal(28, 10), clicks bigint, impressions bigint, roas double, cac double
);
