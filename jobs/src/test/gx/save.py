"""Lets the real Great Expectations, of either generation, save a suite and judge a CSV file by it.

Usage: save.py FOLDER. FOLDER/orders.csv is judged; FOLDER/suite.json gets the suite as the project's own store wrote it, and
FOLDER/theirs.json the validation result.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import warnings
from pathlib import Path

FOLDER = Path(sys.argv[1])
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["GE_USAGE_STATS"] = "false"
warnings.filterwarnings("ignore")

import great_expectations as gx  # noqa: E402
from great_expectations.core import ExpectationSuite  # noqa: E402

PARAMETERS = {"most": 100}
WISHES = [
    ("expect_column_values_to_not_be_null", {"column": "order_id"}),
    ("expect_column_values_to_not_be_null", {"column": "country", "mostly": 0.9}),
    ("expect_column_values_to_be_null", {"column": "refunded_at", "mostly": 0.5}),
    ("expect_column_values_to_be_unique", {"column": "order_id"}),
    (
        "expect_column_values_to_be_between",
        {"column": "amount", "min_value": 0, "max_value": {"$PARAMETER": "most"}, "strict_min": True},
    ),
    ("expect_column_values_to_be_between", {"column": "discount", "min_value": 0, "max_value": {"$PARAMETER": "most / 10"}}),
    ("expect_column_values_to_be_in_set", {"column": "country", "value_set": ["FR", "DE"], "mostly": 0.8}),
    ("expect_column_values_to_not_be_in_set", {"column": "country", "value_set": ["XX"]}),
    ("expect_column_values_to_match_regex", {"column": "order_id", "regex": "^[A-Z]-[0-9]+$"}),
    ("expect_column_value_lengths_to_equal", {"column": "country", "value": 2}),
    ("expect_column_value_lengths_to_be_between", {"column": "order_id", "min_value": 4, "max_value": 5}),
    (
        "expect_column_pair_values_a_to_be_greater_than_b",
        {"column_A": "amount", "column_B": "discount", "or_equal": True, "ignore_row_if": "either_value_is_missing"},
    ),
    ("expect_compound_columns_to_be_unique", {"column_list": ["country", "amount"], "ignore_row_if": "any_value_is_missing"}),
    ("expect_column_mean_to_be_between", {"column": "amount", "min_value": 10, "max_value": 20}),
    ("expect_column_max_to_be_between", {"column": "amount", "max_value": {"$PARAMETER": "most"}}),
    ("expect_column_stdev_to_be_between", {"column": "discount", "min_value": 0, "max_value": 3}),
    ("expect_column_unique_value_count_to_be_between", {"column": "country", "min_value": 3, "max_value": 3}),
    ("expect_column_proportion_of_unique_values_to_be_between", {"column": "country", "max_value": 0.5}),
    ("expect_table_row_count_to_be_between", {"min_value": 5, "max_value": 10}),
    ("expect_table_column_count_to_equal", {"value": 4}),
    (
        "expect_table_columns_to_match_ordered_list",
        {"column_list": ["order_id", "country", "amount", "discount", "refunded_at"]},
    ),
    ("expect_column_to_exist", {"column": "customer"}),
]


def saved_by_0_18():
    from great_expectations.core import ExpectationConfiguration

    context = gx.get_context(project_root_dir=str(FOLDER / "project"))
    suite = ExpectationSuite("orders.by_hand", evaluation_parameters=PARAMETERS)
    for name, kwargs in WISHES:
        suite.add_expectation(ExpectationConfiguration(expectation_type=name, kwargs=kwargs))
    context.add_expectation_suite(expectation_suite=suite)
    validator = context.sources.pandas_default.read_csv(FOLDER / "orders.csv")
    return validator.validate(
        context.get_expectation_suite("orders.by_hand"), result_format="BASIC", evaluation_parameters=PARAMETERS
    )


def saved_by_1():
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    context = gx.get_context(mode="file", project_root_dir=FOLDER / "project")
    suite = ExpectationSuite("orders.by_hand", suite_parameters=PARAMETERS)
    for name, kwargs in WISHES:
        suite.add_expectation_configuration(ExpectationConfiguration(type=name, kwargs=kwargs))
    context.suites.add(suite)
    batch = context.data_sources.pandas_default.read_csv(FOLDER / "orders.csv")
    return batch.validate(
        context.suites.get("orders.by_hand"), result_format="BASIC", expectation_parameters=PARAMETERS
    )


def main():
    logging.disable(logging.CRITICAL)
    result = saved_by_0_18() if gx.__version__.startswith("0.") else saved_by_1()
    (FOLDER / "theirs.json").write_text(json.dumps(result.to_json_dict(), default=str))
    (saved,) = (FOLDER / "project").glob("*/expectations/**/*.json")
    shutil.copyfile(saved, FOLDER / "suite.json")


if __name__ == "__main__":
    main()
