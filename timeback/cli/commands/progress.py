"""``timeback progress``: XP, questions and time of a student by day and subject."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import click

from timeback.cli.connection import connect, connection_options
from timeback.cli.errors import option_labels
from timeback.cli.output.options import report_options, write_rows
from timeback.cli.output.query import Query
from timeback.cli.verbosity import note

if TYPE_CHECKING:
    from timeback import TimeBackClient
    from timeback.analytics import Sums

_LABELS = {
    "start_date": "--from",
    "end_date": "--to",
    "week_date": "--week",
    "timezone": "--timezone",
    "email": "STUDENT",
    "student_id": "STUDENT",
}
_COLUMNS = {
    "xp_earned": "xp",
    "total_questions": "questions",
    "correct_questions": "correct",
    "mastered_units": "mastered",
    "active_seconds": "activeSeconds",
    "inactive_seconds": "inactiveSeconds",
    "waste_seconds": "wasteSeconds",
}


@click.command()
@click.argument("student")
@click.option("--from", "start", metavar="DATE", help="First day, such as 2025-09-01. Default: six days before --to.")
@click.option("--to", "end", metavar="DATE", help="Last day. Default: today.")
@click.option("--week", metavar="DATE", help="The week of this day instead, from Sunday to Saturday, by its facts.")
@click.option("--timezone", metavar="ZONE", help="Time zone of the days, such as America/Chicago. Default: UTC.")
@click.option("--app", metavar="NAME", help="Only the activity in this application.")
@report_options
@connection_options
def progress(
    student: str,
    start: str | None,
    end: str | None,
    week: str | None,
    timezone: str | None,
    app: str | None,
    form: str | None,
    query: Query | None,
    **settings: Any,
) -> None:
    """Print XP, questions and time of a student by day and subject.

    \b
    timeback progress user-000001
    timeback progress student@school.example --from 2025-09-01 --to 2025-09-30
    timeback progress user-000001 --timezone America/Chicago --app "My App"
    timeback progress user-000001 --week 2025-09-03 -o csv

    STUDENT is an id or an e-mail address. A day or subject without activity has no row. The report of -o json has the
    sums of all rows too, as total.
    """
    if week is not None and (start, end, app) != (None, None, None):
        raise click.UsageError("--week excludes --from, --to and --app.")
    who = {"email" if "@" in student else "student_id": student}
    with connect(**settings) as client, option_labels(_LABELS, _IN_TEXT):
        if week is None:
            sums = _activity(client, who, _period(start, end, timezone), timezone, app)
        else:
            sums = _weekly_facts(client, who, week, timezone)
    rows = [{"day": day, "subject": subject, **_shown(row)} for (day, subject), row in sums.items()]
    from timeback.analytics import Sums

    write_rows("days", rows, form, query, {"total": _shown(sum(sums.values(), Sums()))})
    if not rows:
        note("There is no activity in this time.")


_IN_TEXT = {"start_date": "--from", "end_date": "--to"}


def _activity(
    client: TimeBackClient, who: dict[str, str], period: tuple[str, str], timezone: str | None, app: str | None
) -> dict[tuple[str, str], Sums]:
    from timeback.analytics import activity_rows

    report = client.edubridge.get_activity(start_date=period[0], end_date=period[1], timezone=timezone, **who)
    return {(row.day.isoformat(), row.subject): row.sums for row in activity_rows(report, app)}


def _weekly_facts(
    client: TimeBackClient, who: dict[str, str], week: str, timezone: str | None
) -> dict[tuple[str, str], Sums]:
    from timeback.analytics import sum_facts_by

    facts = client.edubridge.get_weekly_facts(week_date=week, timezone=timezone, **who).facts or []
    sums = sum_facts_by(facts, lambda fact: (str(fact.to_dict().get("date") or "")[:10], str(fact.subject or "")))
    return dict(sorted(sums.items()))


def _period(start: str | None, end: str | None, timezone: str | None) -> tuple[str, str]:
    """Return the first and the last day. Other values that are no days are refused by the client."""
    if end is None:
        end = datetime.now(_zone(timezone)).date().isoformat()
    if start is None:
        try:
            start = (datetime.fromisoformat(end).date() - timedelta(days=6)).isoformat()
        except ValueError:
            raise click.UsageError(f"--to: {end!r} is no date; write 2025-09-30") from None
    return start, end


def _zone(name: str | None) -> Any:
    from timeback._spec.time_zones import time_zone

    try:
        return UTC if name is None else time_zone(name)
    except ValueError as error:
        raise click.UsageError(f"--timezone: {error}") from None


def _shown(sums: Sums) -> dict[str, Any]:
    return {_COLUMNS[name]: value for name, value in attrs.asdict(sums).items()}
