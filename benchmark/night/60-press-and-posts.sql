-- fact_coverage and fact_post_day.

-- an article of both desks counts once: the row that came first, on one day Meltwater's
copy (
    with article as (
        select
            url, published_at, outlet, sentiment, reach, publicity_value, 'USD' as currency,
            'meltwater_coverage' as source, business_date, 1 as rank
        from source.meltwater_coverage
        union all
        select
            url, published_at, outlet, nullif(tone, 'Not Toned'), readership, publicity_value, 'EUR',
            'cision_coverage', business_date, 2
        from source.cision_coverage
    )
    select
        digest(url) as article_key, day_of(published_at) as event_date, outlet, url,
        coalesce(sentiment, 'Not Rated') as sentiment, reach, publicity_value, currency, source
    from article
    qualify row_number() over (partition by url order by business_date, rank) = 1
) to (getvariable('written') || '/mart/fact_coverage/all.parquet') (format parquet, compression zstd);

-- Vendors report totals so far, so a day has what they grew by.
copy (
    with total as (
        select
            'facebook_page_post' as source, post_id, business_date as event_date,
            impressions, reactions, comments, shares, total_clicks as clicks
        from source.facebook_page_post
        union all
        select 'x_post', post_id, business_date, impressions, likes, replies, reposts, url_clicks from source.x_post
        union all
        select 'linkedin_page_post', post_id, business_date, impressions, likes, comments, shares, clicks
        from source.linkedin_page_post
    )
    select
        source, digest('post|' || post_id) as post_key, event_date,
        greatest(impressions - coalesce(lag(impressions) over post, 0), 0) as impressions,
        greatest(reactions - coalesce(lag(reactions) over post, 0), 0) as reactions,
        greatest(comments - coalesce(lag(comments) over post, 0), 0) as comments,
        greatest(shares - coalesce(lag(shares) over post, 0), 0) as shares,
        greatest(clicks - coalesce(lag(clicks) over post, 0), 0) as clicks
    from total
    window post as (partition by source, post_id order by event_date)
) to (getvariable('written') || '/mart/fact_post_day/all.parquet') (format parquet, compression zstd);
