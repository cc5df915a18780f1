"""Tests the DAG with a real Airflow. Prints one JSON line per check: `{"check": …, "problem": null or text}`.

Needs AIRFLOW_HOME (a separate folder with a migrated database) and AIRFLOW__CORE__DAGS_FOLDER.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
import traceback
from datetime import timedelta
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="fake-cxw-", dir=os.environ["AIRFLOW_HOME"]))
ASKED = FOLDER / "asked.jsonl"
EXITS = FOLDER / "exits.json"

# The DAG file reads these when it is parsed, so they are set before Airflow is imported.
os.environ["CX_WAREHOUSE_COMMAND"] = str(FOLDER / "cxw")
os.environ["CX_WAREHOUSE_TIMEZONE"] = "America/New_York"

import pendulum  # noqa: E402
from airflow.dag_processing.dagbag import DagBag  # noqa: E402
from airflow.sdk.exceptions import AirflowException, AirflowFailException  # noqa: E402

CHECKS = []
ZONE = "America/New_York"


def check(function):
    CHECKS.append(function)
    return function


def fake_cxw() -> None:
    """Writes a fake cxw. It records its arguments, prints a summary, and ends with the next of the given exit codes."""
    script = FOLDER / "cxw"
    script.write_text(
        f"""#!{sys.executable}
import json, sys
with open({str(ASKED)!r}, "a") as asked:
    asked.write(json.dumps(sys.argv[1:]) + "\\n")
exits = json.load(open({str(EXITS)!r}))
code = exits.pop(0) if len(exits) > 1 else exits[0]
json.dump(exits, open({str(EXITS)!r}, "w"))
print("conform started", file=sys.stderr)
print(json.dumps({{"outcome": "published", "rows": 12, "files": [1]}}))
sys.exit(code)
"""
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)


def load():
    bag = DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    assert not bag.import_errors, bag.import_errors
    return bag, bag.dags["cx_warehouse"]


def run(dag, exits, logical_date, conf=None):
    """Runs the DAG to its end, with retries but no pauses. Returns the run and the arguments of each cxw call."""
    EXITS.write_text(json.dumps(exits))
    ASKED.write_text("")
    task = dag.get_task("nightly")
    task.retry_delay = timedelta(0)
    task.retry_exponential_backoff = False
    ended = dag.test(logical_date=logical_date, run_conf=conf)
    return ended, [json.loads(line) for line in ASKED.read_text().splitlines()]


def nights(dag, first, count):
    """Yields runs as the scheduler makes them, beginning with the data interval that starts at {first}."""
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import DataInterval, TimeRestriction

    timetable = coerce_to_core_timetable(dag.timetable)
    start = pendulum.parse(first, tz=ZONE)
    last = DataInterval(start.subtract(days=1), start)
    for _ in range(count):
        info = timetable.next_dagrun_info(
            last_automated_data_interval=last,
            restriction=TimeRestriction(earliest=start, latest=None, catchup=True),
        )
        last = info.data_interval
        yield info


def rendered(dag, interval_start=None, run_date=None):
    task = dag.get_task("nightly").prepare_for_execution()
    context = {"params": {"run_date": run_date}}
    if interval_start is not None:
        context["data_interval_start"] = interval_start
    task.render_template_fields(context, jinja_env=dag.get_template_env())
    return " ".join(task.arguments)


@check
def the_dag_imports_without_errors_in_under_0_3_seconds():
    bag, _ = load()
    bag.collect_dags(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    seconds = bag.dagbag_stats[0].duration.total_seconds()
    assert seconds <= 0.3, f"it took {seconds} s"


@check
def one_night_runs_at_a_time_and_none_is_caught_up():
    _, dag = load()
    assert dag.catchup is False
    assert dag.max_active_runs == 1
    assert dag.dagrun_timeout == timedelta(hours=12)
    assert type(dag.timetable).__name__ == "CronDataIntervalTimetable", dag.timetable
    assert {"cx-warehouse", "nightly"} <= set(dag.tags)
    assert "business date" in dag.doc_md
    task = dag.get_task("nightly")
    assert task.retries == 3 and task.retry_exponential_backoff
    assert task.execution_timeout == timedelta(hours=3)
    assert task.on_failure_callback


@check
def the_published_fact_is_an_asset_outlet():
    _, dag = load()
    outlets = [(asset.name, asset.uri.rstrip("/")) for asset in dag.get_task("nightly").outlets]
    assert outlets == [("fact_customer_experience", "cxw://fact_customer_experience")], outlets


@check
def a_scheduled_run_speaks_for_the_day_its_interval_starts():
    _, dag = load()
    night = next(nights(dag, "2026-03-14T02:00", 1))
    assert night.run_after == pendulum.parse("2026-03-15T02:00", tz=ZONE), night
    command = rendered(dag, night.data_interval.start)
    assert command == "nightly --date 2026-03-14 --json", command


@check
def clock_changes_neither_skip_nor_repeat_a_date():
    _, dag = load()
    for first in ("2026-03-06T02:00", "2026-10-30T02:00"):
        start = pendulum.parse(first, tz=ZONE)
        wanted = [f"nightly --date {start.add(days=day).to_date_string()} --json" for day in range(5)]
        commands = [rendered(dag, night.data_interval.start) for night in nights(dag, first, 5)]
        assert commands == wanted, commands


@check
def a_run_date_beats_the_interval_and_must_be_a_date():
    _, dag = load()
    command = rendered(dag, pendulum.parse("2026-03-14T02:00", tz=ZONE), "2025-12-31")
    assert command == "nightly --date 2025-12-31 --json", command
    for wrong in ("yesterday", "2026-02-30", "2026-03-14; rm -rf /"):
        try:
            rendered(dag, None, wrong)
        except ValueError:
            continue
        raise AssertionError(f"{wrong} was taken for a date")


@check
def a_published_night_ends_well_with_its_figures_on_the_asset():
    _, dag = load()
    ended, asked = run(dag, [0], pendulum.parse("2026-03-15T10:00", tz=ZONE))
    assert ended.state == "success", ended.state
    assert asked == [["nightly", "--date", "2026-03-14", "--json"]], asked
    from airflow.models.asset import AssetEvent
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        extras = [event.extra for event in session.scalars(select(AssetEvent))]
    assert {"business_date": "2026-03-14", "outcome": "published", "rows": 12} in extras, extras


@check
def a_refused_night_fails_at_once():
    _, dag = load()
    ended, asked = run(dag, [3], pendulum.parse("2026-03-16T10:00", tz=ZONE))
    assert ended.state == "failed", ended.state
    assert len(asked) == 1, asked


@check
def wrong_settings_fail_at_once():
    _, dag = load()
    ended, asked = run(dag, [2], pendulum.parse("2026-03-17T10:00", tz=ZONE))
    assert ended.state == "failed", ended.state
    assert len(asked) == 1, asked


@check
def input_that_is_not_ready_is_tried_again():
    _, dag = load()
    ended, asked = run(dag, [4, 6, 0], pendulum.parse("2026-03-18T10:00", tz=ZONE))
    assert ended.state == "success", ended.state
    assert asked == [["nightly", "--date", "2026-03-17", "--json"]] * 3, asked


@check
def a_night_that_never_becomes_ready_fails_after_three_retries():
    _, dag = load()
    ended, asked = run(dag, [4], pendulum.parse("2026-03-19T10:00", tz=ZONE))
    assert ended.state == "failed", ended.state
    assert len(asked) == 4, asked


@check
def every_exit_code_is_decided():
    _, dag = load()
    task = dag.get_task("nightly").prepare_for_execution()
    for code in (1, 4, 5, 6, 143, -9):
        assert type(task.failure(code)) is AirflowException, code
    for code in (2, 3):
        assert type(task.failure(code)) is AirflowFailException, code


@check
def a_manual_run_without_an_interval_asks_for_the_date():
    _, dag = load()
    ended, asked = run(dag, [0], None)
    assert ended.state == "failed", ended.state
    assert asked == [], asked
    ended, asked = run(dag, [0], None, {"run_date": "2026-03-01"})
    assert ended.state == "success", ended.state
    assert asked == [["nightly", "--date", "2026-03-01", "--json"]], asked


def main() -> int:
    fake_cxw()
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # Airflow logs to stdout, which is reserved for the results of the checks.
    failed = 0
    for function in CHECKS:
        problem = None
        try:
            function()
        except BaseException:
            problem = traceback.format_exc()
            failed += 1
        print(json.dumps({"check": function.__name__.replace("_", " "), "problem": problem}), file=out, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
