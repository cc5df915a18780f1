"""Asks the real Great Expectations 1.x for its verdicts on Parquet, and lets it load our suites and our results.

Usage: judge.py FOLDER. FOLDER/questions.json lists `{"name", "suite", "files", "format", "ours"}`: a suite, the Parquet it
speaks of, a result format, and our validation result. For each, FOLDER/NAME.theirs.json gets `{"problems": [...], "result": {...}}`.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import traceback
import warnings
from pathlib import Path

FOLDER = Path(sys.argv[1])
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
os.environ["PYSPARK_PYTHON"] = sys.executable
warnings.filterwarnings("ignore")

import great_expectations as gx  # noqa: E402
from great_expectations.core.expectation_validation_result import (  # noqa: E402
    expectationSuiteValidationResultSchema,
)
from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402


def session():
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
        "spark.python.sql.dataFrameDebugging.enabled": "false",
        "spark.sql.warehouse.dir": str(FOLDER / "spark-warehouse"),
        "spark.driver.memory": "1g",
        "spark.driver.extraJavaOptions": "-Duser.timezone=UTC -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    builder = SparkSession.builder.master("local[2]")
    for key, value in settings.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def as_written(argument):
    """A row condition in Spark's SQL is kept as an object; its text is what was written."""
    if isinstance(argument, dict) and argument.get("type") == "pass_through":
        return argument["pass_through_filter"]
    return argument


def suite_problems(suite, written):
    """What the suite lost or gained on its way through Great Expectations' own classes."""
    theirs = suite.to_json_dict()["expectations"]
    ours = written["expectations"]
    if len(theirs) != len(ours):
        return [f"{len(ours)} expectations became {len(theirs)}"]
    problems = []
    for their, our in zip(theirs, ours):
        kept = {key: as_written(their["kwargs"].get(key)) for key in our["kwargs"]}
        if their["type"] != our["type"] or kept != our["kwargs"]:
            problems.append(f"{our['type']} {our['kwargs']} became {their['type']} {their['kwargs']}")
        if their.get("severity") != our.get("severity", "critical"):
            problems.append(f"{our['type']} {our['kwargs']} has the severity {their.get('severity')}")
    return problems


def result_problems(written):
    """What our result lost on its way through Great Expectations' own classes."""
    result = expectationSuiteValidationResultSchema.load(written)
    again = result.to_json_dict()
    problems = [
        f"`{member}` {written[member]} became {again.get(member)}"
        for member in ("success", "statistics", "suite_name", "suite_parameters")
        if again.get(member) != written[member]
    ]
    for one, our in zip(result.results, written["results"], strict=True):
        config = one.expectation_config
        if not config.type.startswith("cx_"):  # ours, which stand in the suite's meta
            config = config.to_domain_obj().configuration
        if (one.success, one.result, config.type) != (our["success"], our["result"], our["expectation_config"]["type"]):
            problems.append(f"{our} became {one.to_json_dict()}")
    result.describe()
    return problems


def judge(context, spark, source, question):
    name = question["name"]
    written = json.loads(Path(question["suite"]).read_text())
    place = Path(context.root_directory, "expectations", *written["name"].split(".")).with_suffix(".json")
    place.parent.mkdir(exist_ok=True)
    shutil.copyfile(question["suite"], place)
    suite = context.suites.get(written["name"])
    problems = suite_problems(suite, written)
    problems += result_problems(json.loads(Path(question["ours"]).read_text()))
    frame = spark.read.parquet(*question["files"]).cache()
    asset = source.add_dataframe_asset(name)
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    result = batch.validate(suite, result_format=question["format"]).to_json_dict()
    frame.unpersist()
    return {"problems": problems, "result": result}


def main():
    questions = json.loads((FOLDER / "questions.json").read_text())
    spark = session()
    context = gx.get_context(mode="file", project_root_dir=FOLDER / "project")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    logging.disable(logging.CRITICAL)
    source = context.data_sources.add_spark("parquet")
    for question in questions:
        if question["name"].startswith("mart.") and not question["name"].endswith(" spoiled"):
            # queries of suites ask other tables by their names
            spark.read.parquet(*question["files"]).createOrReplaceTempView(question["name"].removeprefix("mart."))
    for question in questions:
        try:
            answer = judge(context, spark, source, question)
        except Exception:
            answer = {"problems": [traceback.format_exc()], "result": {"results": []}}
        (FOLDER / f"{question['name']}.theirs.json").write_text(json.dumps(answer, default=str))


if __name__ == "__main__":
    main()
