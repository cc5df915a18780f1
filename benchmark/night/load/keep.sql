-- Keeps the rows of the table `loading` that are good and new, sets malformed ones aside, and counts all of them.

-- of rows with one key in one file, all but the first
create or replace temp table again as
with good as (
    select rowid as row, row_key, source_file
    from loading
    where not is_malformed and not is_left_out and not is_repeated
)
select row
from good
join (
    select row_key, source_file, min(row) as first
    from good
    group by all
    having count(*) > 1
) using (row_key, source_file)
where row > first;

update loading set is_repeated = true where rowid in (select row from again);

-- events that an earlier delivery had already
delete from loading where row_key in (select row_key from loaded_before);

insert into row_counts
select
    getvariable('source'),
    getvariable('date'),
    count(*) filter (not is_left_out and not is_repeated and not is_malformed),
    count(*) filter (not is_left_out and not is_repeated and is_malformed) + getvariable('lines_rejected'),
    count(*) filter (not is_left_out and is_repeated),
    count(*) filter (is_left_out) + getvariable('lines_left_out')
from loading;

copy (
    select * exclude (is_left_out, is_repeated, is_malformed)
    from loading
    where not is_left_out and not is_repeated and not is_malformed
) to (
    getvariable('written') || '/source/' || getvariable('source')
        || '/business_date=' || getvariable('date') || '/rows.parquet'
) (format parquet, compression zstd);

copy (
    select * exclude (is_left_out, is_repeated, is_malformed)
    from loading
    where is_malformed and not is_left_out and not is_repeated
) to (getvariable('written') || '/aside/' || getvariable('source')) (
    format parquet, compression zstd, partition_by (business_date), write_partition_columns, overwrite_or_ignore
);

drop table loading;
