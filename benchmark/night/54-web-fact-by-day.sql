-- Writes the web rows of one day of the fact. One file at a time costs half as much as the partitions of one query.

copy (
    from mart.fact_customer_experience where false
    union all by name
    from web_row where event_date = getvariable('day')
    union all by name
    from visit_row where event_date = getvariable('day')
    union all by name
    from kept_web_row where event_date = getvariable('day')
) to (
    getvariable('written') || '/mart/fact_customer_experience/web/event_date=' || getvariable('day') || '/rows.parquet'
) (format parquet, compression zstd);
