-- Counts of the rows that were read.

copy (from row_counts) to (getvariable('written') || '/state/row_count') (
    format parquet, partition_by (business_date), write_partition_columns, overwrite_or_ignore
);
