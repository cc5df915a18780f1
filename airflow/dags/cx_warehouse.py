"""The night of the customer-experience warehouse, as an Airflow DAG."""

from __future__ import annotations

import json
import logging
import os
import shlex
from datetime import date, datetime, timedelta
from typing import Any

import pendulum
from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.sdk import DAG, Asset, BaseOperator, Context, CronDataIntervalTimetable, Param
from airflow.sdk.exceptions import AirflowException, AirflowFailException

log = logging.getLogger(__name__)

# Settings that differ from one Airflow to another. Names with CXW_ are settings of cxw itself.
COMMAND = os.environ.get("CX_WAREHOUSE_COMMAND", "cxw")
TIMEZONE = os.environ.get("CX_WAREHOUSE_TIMEZONE", "America/New_York")

FACT = Asset(name="fact_customer_experience", uri="cxw://fact_customer_experience")

# Meaning of each exit code of cxw, and True when running the same command again can succeed.
EXIT_CODES = {
    1: ("an unexpected fault", True),
    2: ("a wrong argument, setting or declaration", False),
    3: ("refused by the checks; readers still see the night before", False),
    4: ("input is not ready", True),
    5: ("another run holds the warehouse", True),
    6: ("storage or database does not answer", True),
    143: ("stopped by SIGTERM", True),
}

DOC = """
### The night of the customer-experience warehouse

Runs `cxw nightly --date D`: loads the files that vendors delivered on the **business date** D, checks them, and
publishes the fact, the dimensions and the marts, either all at once or not at all.

**Business date.** A run that starts at 02:00 loads the delivery day before: the day, in the zone of the schedule, on
which its data interval starts. A manual run loads the last complete day, or `run_date`.

**Failures.** Exit codes 1, 4, 5 and 6 are retried (three times, with growing pauses): the same command continues where
it stopped. 2 (settings or declarations) and 3 (refused by the checks) fail at once: a person has to look.
`cxw status --date D` shows the result of every file.
"""


def business_date(run_date: str | None, interval_start: datetime | None) -> str:
    """Returns the delivery day of a run as YYYY-MM-DD. A run without a data interval needs `run_date`."""
    if run_date:
        return date.fromisoformat(run_date).isoformat()
    if interval_start is None:
        raise AirflowFailException("Cannot tell the business date: this run has no data interval; set `run_date`")
    return pendulum.instance(interval_start).in_timezone(TIMEZONE).to_date_string()


class CxwOperator(BaseOperator):
    """Runs one cxw command. Its exit code decides whether Airflow retries it.

    :param arguments: arguments of the command, one word each; rendered before the run
    :param date: the business date, for messages and the asset event
    """

    template_fields = ("arguments", "date")
    ui_color = "#dff0e6"

    def __init__(self, *, arguments: list[str], date: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.arguments = arguments
        self.date = date
        self.process: SubprocessHook | None = None

    def execute(self, context: Context) -> dict[str, Any]:
        self.process = SubprocessHook()
        try:
            result = self.process.run_command([*shlex.split(COMMAND), *self.arguments])
        except FileNotFoundError as missing:
            raise AirflowFailException(
                f"Cannot run {COMMAND}: {missing}; put cxw on the worker's PATH or set CX_WAREHOUSE_COMMAND"
            ) from missing
        if result.exit_code != 0:
            raise self.failure(result.exit_code)
        told = {"business_date": self.date, **summary(result.output)}
        for outlet in self.outlets:
            context["outlet_events"][outlet].extra.update(told)
        return told

    def failure(self, exit_code: int) -> AirflowException:
        """Returns the exception for an exit code: one that fails at once, or one that Airflow retries."""
        meaning, again = EXIT_CODES.get(exit_code, ("ended by a signal or by its host", True))
        message = f"cxw exited with {exit_code}: {meaning}; see `cxw status --date {self.date}`"
        return AirflowException(message) if again else AirflowFailException(message)

    def on_kill(self) -> None:
        if self.process:
            self.process.send_sigterm()


def summary(last_line: str) -> dict[str, Any]:
    """Returns the members with a plain value of the JSON object that `--json` prints last; empty for other text."""
    try:
        told = json.loads(last_line)
    except ValueError:
        return {}
    if not isinstance(told, dict):
        return {}
    return {key: value for key, value in told.items() if isinstance(value, (str, int, float, bool))}


def tell_of_failure(context: Context) -> None:
    """Logs one line for alerts: the run, the attempt and the reason."""
    attempt = context["task_instance"]
    log.error(
        "cx-warehouse night failed: run=%s attempt=%s reason=%s",
        context["run_id"],
        attempt.try_number,
        context.get("exception"),
    )


with DAG(
    dag_id="cx_warehouse",
    description="From the vendors' drops to the published customer-experience fact, every night",
    doc_md=DOC,
    schedule=CronDataIntervalTimetable("0 2 * * *", timezone=pendulum.timezone(TIMEZONE)),
    start_date=pendulum.datetime(2026, 1, 1, tz=TIMEZONE),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=12),
    tags=["cx-warehouse", "nightly"],
    params={
        "run_date": Param(
            None,
            type=["null", "string"],
            format="date",
            title="Business date",
            description="Delivery day to run instead of the one of the data interval, as YYYY-MM-DD",
        ),
    },
    user_defined_macros={"business_date": business_date},
    default_args={
        "owner": "data-engineering",
        "retries": 3,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(hours=1),
        "execution_timeout": timedelta(hours=3),
        "on_failure_callback": tell_of_failure,
    },
) as dag:
    DATE = "{{ business_date(params.run_date, data_interval_start | default(none)) }}"

    CxwOperator(
        task_id="nightly",
        arguments=["nightly", "--date", DATE, "--json"],
        date=DATE,
        outlets=[FACT],
    )
