"""Pass the scores of an assignment back: one line item in a class, and one result for each student.

The ids of the line item and of the results follow from the assignment and the student, so sending them again replaces
them. A request whose reply was lost may have been processed; its result is sent again, up to ``--attempts`` times. At
the end the program reads the results back and compares the scores.

Columns of the file: student (sourcedId), score, graded_at (ISO 8601, with time zone), comment (optional).

    python grade_passback.py scores.csv --class class-1 --assignment quiz-2 --title Decimals --maximum 20
    python grade_passback.py scores.csv --class class-1 --assignment quiz-2 --title Decimals --maximum 20 --dry-run

Exit codes: 0 all scores are on the server, 1 some are not, 2 wrong usage or an invalid file.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from timeback import TimeBackClient
from timeback.errors import APIConnectionError, ConfigurationError, NotFoundError, ServerError, TimeBackError

COLUMNS = ("student", "score", "graded_at")
# After these errors it is unknown whether the server has processed the request. A timeout is a connection error, too.
UNKNOWN_RESULT = (APIConnectionError, ServerError)


class PassbackError(Exception):
    """The file or an argument is invalid."""


@dataclass(frozen=True)
class Score:
    """One row of the file."""

    student: str
    score: float
    graded_at: datetime
    comment: str


def read_scores(path: Path, maximum: float) -> list[Score]:
    """Return the scores of a file.

    Raises:
        PassbackError: the file cannot be read, or a row is invalid.
    """
    scores: dict[str, Score] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise PassbackError(f"{path.name} has no column {', '.join(missing)}")
            for row in reader:
                place = f"{path.name}, line {reader.line_num}"
                score = read_row(row, place, maximum)
                if score.student in scores:
                    raise PassbackError(f"{place}: the student is there twice")
                scores[score.student] = score
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        what = getattr(error, "strerror", None) or "it is not a CSV file in UTF-8"
        raise PassbackError(f"{path.name} cannot be read: {what}") from error
    return list(scores.values())


def read_row(row: dict[str, str | None], place: str, maximum: float) -> Score:
    """Return one row as a score.

    Raises:
        PassbackError: a value is invalid. The text has its place.
    """
    student = (row["student"] or "").strip()
    if not student:
        raise PassbackError(f"{place}: student is empty")
    try:
        score = float(row["score"] or "")
    except ValueError:
        raise PassbackError(f"{place}: score is not a number") from None
    if not 0 <= score <= maximum:
        raise PassbackError(f"{place}: score is not between 0 and {maximum:g}")
    try:
        graded_at = datetime.fromisoformat(row["graded_at"] or "")
    except ValueError:
        raise PassbackError(f"{place}: graded_at is not a time such as 2026-01-31T14:00:00Z") from None
    if graded_at.tzinfo is None:
        raise PassbackError(f"{place}: graded_at has no time zone, such as Z or +01:00")
    return Score(student, score, graded_at, (row.get("comment") or "").strip())


def write_line_item(client: TimeBackClient, options: argparse.Namespace, school: str) -> None:
    """Create the category and the line item, or replace them."""
    gradebook = client.gradebook
    gradebook.categories.upsert({"sourcedId": options.category, "status": "active", "title": options.category.title()})
    # A second run keeps the dates of the first.
    try:
        found = gradebook.line_items.get_line_item(options.assignment)
        assigned, due = found.assign_date, found.due_date
    except NotFoundError:
        assigned = datetime.now(UTC)
        due = assigned + timedelta(days=7)
    gradebook.line_items.upsert(
        {
            "sourcedId": options.assignment,
            "status": "active",
            "title": options.title,
            "class": {"sourcedId": options.class_id},
            "school": {"sourcedId": school},
            "category": {"sourcedId": options.category},
            "assignDate": assigned,
            "dueDate": due,
            "resultValueMin": 0,
            "resultValueMax": options.maximum,
        }
    )


def as_result(score: Score, options: argparse.Namespace) -> dict[str, Any]:
    """Return a score as a OneRoster result. Its id follows from the assignment and the student."""
    result: dict[str, Any] = {
        "sourcedId": f"{options.assignment}-{score.student}",
        "status": "active",
        "lineItem": {"sourcedId": options.assignment},
        "student": {"sourcedId": score.student},
        "class": {"sourcedId": options.class_id},
        "scoreStatus": "fully graded",
        "score": score.score,
        "scoreDate": score.graded_at.astimezone(UTC),
    }
    if score.comment:
        result["comment"] = score.comment
    return result


def send(client: TimeBackClient, results: list[dict[str, Any]], attempts: int) -> dict[str, str]:
    """Send the results; return the id and the error of each that failed.

    Results whose reply was lost are sent again. A rejected one is not, since it would be rejected again.
    """
    failed: dict[str, str] = {}
    for attempt in range(1, attempts + 1):
        written = client.gradebook.results.upsert_many(results)
        again = []
        for index, error in written.failed:
            if isinstance(error, UNKNOWN_RESULT) and attempt < attempts:
                again.append(results[index])
            else:
                failed[results[index]["sourcedId"]] = str(error)
        if not again:
            break
        print(f"{len(again):,} replies were lost; sending these results again")
        results = again
    return failed


def differences(client: TimeBackClient, results: list[dict[str, Any]], line_item: str) -> list[str]:
    """Return the ids of the results that the server does not have with this score."""
    stored = {
        result.sourced_id: result.score for result in client.gradebook.line_items.iter_results(line_item, page_size=500)
    }
    return [result["sourcedId"] for result in results if stored.get(result["sourcedId"]) != result["score"]]


def run(client: TimeBackClient, options: argparse.Namespace) -> int:
    """Run the program with its options, and return its exit code."""
    scores = read_scores(options.file, options.maximum)
    one = client.rostering.classes.get_class(options.class_id)
    if one.school is None or one.school.sourced_id is None:
        raise PassbackError(f"class {options.class_id} has no school")
    enrolled = {student.sourced_id for student in client.rostering.classes.iter_students(options.class_id)}
    strangers = [score.student for score in scores if score.student not in enrolled]
    results = [as_result(score, options) for score in scores if score.student in enrolled]
    for student in strangers:
        print(f"left out {student}: not enrolled in {options.class_id}", file=sys.stderr)
    if options.dry_run:
        print(f"dry run: {len(results):,} results would be sent, {len(strangers):,} left out")
        return 1 if strangers else 0
    write_line_item(client, options, one.school.sourced_id)
    failed = send(client, results, options.attempts)
    for sourced_id, text in failed.items():
        print(f"failed {sourced_id}: {text}", file=sys.stderr)
    missing = differences(client, results, options.assignment)
    print(f"{len(results) - len(missing):,} of {len(scores):,} scores are on the server")
    return 1 if missing or strangers else 0


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path, help="CSV file with the columns " + ", ".join(COLUMNS))
    parser.add_argument("--class", dest="class_id", required=True, metavar="ID", help="sourcedId of the class")
    parser.add_argument("--assignment", required=True, metavar="ID", help="sourcedId of the line item")
    parser.add_argument("--title", required=True, help="title of the line item")
    parser.add_argument("--maximum", type=float, default=100, help="highest score (default: 100)")
    parser.add_argument("--category", default="assignments", metavar="ID", help="sourcedId of the category")
    parser.add_argument("--attempts", type=int, default=3, help="how often a result is sent (default: 3)")
    parser.add_argument("--dry-run", action="store_true", help="check the file and the class, and write nothing")
    parser.add_argument("--profile", help="a profile of the configuration file, instead of environment variables")
    options = parser.parse_args(arguments)
    if options.attempts < 1:
        parser.error("--attempts must be at least 1")
    try:
        with TimeBackClient.from_profile(options.profile) if options.profile else TimeBackClient() as client:
            return run(client, options)
    except (PassbackError, ConfigurationError) as error:
        print(error, file=sys.stderr)
        return 2
    except NotFoundError as error:
        print(f"{error}\nCheck --class {options.class_id}.", file=sys.stderr)
        return 2
    except TimeBackError as error:
        print(f"{error}\nRun the program again; scores that were sent are replaced.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
