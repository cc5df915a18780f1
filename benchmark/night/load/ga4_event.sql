-- Reads Google Analytics' events: nested JSON, one object a line, parameters as a list of names with values.

create macro parameter(names, texts, name) as texts[list_position(names, name)];

create temp table loading as
with delivered as (
    select
        *,
        list_transform(event_params, lambda p: p.key) as names,
        list_transform(event_params, lambda p: coalesce(
            p.value.string_value, p.value.int_value, p.value.double_value, p.value.float_value
        )) as texts
    from read_json(
        getvariable('files'),
        format = 'newline_delimited',
        ignore_errors = true,
        filename = true,
        columns = {
            event_date: 'varchar',
            event_timestamp: 'varchar',
            event_name: 'varchar',
            event_bundle_sequence_id: 'varchar',
            batch_event_index: 'varchar',
            user_id: 'varchar',
            user_pseudo_id: 'varchar',
            is_active_user: 'varchar',
            platform: 'varchar',
            stream_id: 'varchar',
            items: 'varchar',
            privacy_info: 'struct(analytics_storage varchar, ads_storage varchar)',
            geo: 'struct(country varchar, region varchar, city varchar)',
            ecommerce: 'struct(transaction_id varchar, purchase_revenue varchar)',
            device: 'struct(category varchar, operating_system varchar, "language" varchar,
                web_info struct(browser varchar, browser_version varchar, hostname varchar))',
            collected_traffic_source: 'struct(gclid varchar, manual_source varchar, manual_medium varchar,
                manual_campaign_name varchar, manual_content varchar, manual_term varchar)',
            event_params: 'struct(key varchar,
                value struct(string_value varchar, int_value varchar, double_value varchar, float_value varchar))[]'
        }
    )
),
typed as (
    select
        try_strptime(event_date, '%Y%m%d')::date as event_date,
        epoch_instant(event_timestamp, 1) as event_timestamp,
        event_name,
        try_cast(event_bundle_sequence_id as bigint) as event_bundle_sequence_id,
        try_cast(batch_event_index as bigint) as batch_event_index,
        user_id,
        user_pseudo_id,
        privacy_info.analytics_storage,
        privacy_info.ads_storage,
        device.category as device_category,
        device.operating_system,
        device.language,
        device.web_info.browser,
        device.web_info.browser_version,
        device.web_info.hostname,
        geo.country,
        geo.region,
        geo.city,
        platform,
        stream_id,
        truth_of(is_active_user) as is_active_user,
        collected_traffic_source.gclid,
        collected_traffic_source.manual_source,
        collected_traffic_source.manual_medium,
        collected_traffic_source.manual_campaign_name,
        collected_traffic_source.manual_content,
        collected_traffic_source.manual_term,
        ecommerce.transaction_id as ecommerce_transaction_id,
        try_cast(ecommerce.purchase_revenue as double) as purchase_revenue,
        items,
        try_cast(parameter(names, texts, 'ga_session_id') as bigint) as ga_session_id,
        try_cast(parameter(names, texts, 'ga_session_number') as bigint) as ga_session_number,
        parameter(names, texts, 'session_engaged') as session_engaged,
        parameter(names, texts, 'page_location') as page_location,
        parameter(names, texts, 'page_referrer') as page_referrer,
        parameter(names, texts, 'page_title') as page_title,
        parameter(names, texts, 'source') as source_param,
        parameter(names, texts, 'medium') as medium_param,
        parameter(names, texts, 'campaign') as campaign_param,
        try_cast(parameter(names, texts, 'engagement_time_msec') as bigint) as engagement_time_msec,
        parameter(names, texts, 'transaction_id') as transaction_id,
        try_cast(parameter(names, texts, 'value') as double) as value,
        parameter(names, texts, 'currency') as currency,
        parameter(names, texts, 'search_term') as search_term,
        try_cast(parameter(names, texts, 'results_count') as bigint) as results_count,
        parameter(names, texts, 'metric_name') as metric_name,
        try_cast(parameter(names, texts, 'metric_value') as double) as metric_value,
        parameter(names, texts, 'link_url') as link_url,
        parameter(names, texts, 'status_code') as status_code,
        parameter(names, texts, 'description') as description,
        parameter(names, texts, 'element') as element,
        map_from_entries(list_filter(list_zip(names, texts), lambda p: p[1] not in (
            'ga_session_id', 'ga_session_number', 'session_engaged', 'page_location', 'page_referrer', 'page_title',
            'source', 'medium', 'campaign', 'engagement_time_msec', 'transaction_id', 'value', 'currency', 'search_term',
            'results_count', 'metric_name', 'metric_value', 'link_url', 'status_code', 'description', 'element'
        ))) as params,
        -- the file's path below landing, which is its path below the drop zone
        substr(filename, length(getvariable('landing')) + 2) as source_file,
        event_bundle_sequence_id as given_sequence,
        batch_event_index as given_index,
        parameter(names, texts, 'ga_session_id') as given_session
    from delivered
)
select
    * exclude (given_sequence, given_index, given_session),
    '' as account_id,
    getvariable('date') as business_date,
    day_of(event_timestamp) as local_day,
    hash(user_pseudo_id, event_timestamp, event_name, event_bundle_sequence_id, batch_event_index) as row_key,
    false as is_left_out,
    false as is_repeated,
    event_date is null
    or event_timestamp is null
    or event_name is null
    or (event_bundle_sequence_id is null and given_sequence is not null)
    or (batch_event_index is null and given_index is not null)
    or (ga_session_id is null and given_session is not null) as is_malformed
from typed;
