"""Reads the folder of a table with every reader and its default options.

Usage: read_folders.py BI_FOLDER TABLE ...
Prints one JSON object per table and reader: the number of rows, the sum of the column `amount`, and the values of the
column `day`, which is missing where the table has no folders of days.
"""

import decimal
import json
import sys

import duckdb
import pandas
import polars
import pyarrow.dataset
import pyarrow.parquet


def from_pandas(folder):
    return summary(pandas.read_parquet(folder).to_dict("list"))


def from_pyarrow_table(folder):
    return summary(pyarrow.parquet.read_table(folder).to_pydict())


def from_pyarrow_dataset(folder):
    return summary(pyarrow.dataset.dataset(folder, partitioning="hive").to_table().to_pydict())


def from_polars(folder):
    return summary(polars.read_parquet(folder).to_dict(as_series=False))


def from_polars_scan(folder):
    return summary(polars.scan_parquet(folder).collect().to_dict(as_series=False))


def from_duckdb(folder):
    found = duckdb.sql(f"select * from '{folder}/**/*.parquet'")
    return summary({name: [row[at] for row in found.fetchall()] for at, name in enumerate(found.columns)})


def summary(columns):
    return {
        "rows": len(columns["amount"]),
        "sum": str(sum(columns["amount"], decimal.Decimal(0))),
        "days": sorted({str(day) for day in columns.get("day", [])}),
    }


READERS = {
    "pandas.read_parquet": from_pandas,
    "pyarrow.parquet.read_table": from_pyarrow_table,
    "pyarrow.dataset.dataset": from_pyarrow_dataset,
    "polars.read_parquet": from_polars,
    "polars.scan_parquet": from_polars_scan,
    "duckdb": from_duckdb,
}

decimal.getcontext().prec = 38
for table in sys.argv[2:]:
    for reader, read in READERS.items():
        print(json.dumps({"table": table, "reader": reader, **read(f"{sys.argv[1]}/{table}")}))
