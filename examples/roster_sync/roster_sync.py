"""Sync the students of another system, from its CSV export, with the users of a OneRoster server.

The program reads the whole file first and stops if a row is invalid. Then it compares the rows with the users that it
owns, which are those whose ``sourcedId`` begins with a prefix, and writes only differences: ``upsert_many`` for new and
changed students, ``delete_many`` for students that the file does not have any more. Users of other systems, and
properties that the file does not have, stay as they are.

What is to be written is saved in a folder before anything is sent, together with a checkpoint for each call. If the
program is killed, the next run finishes that work first. If the file lacks many students, for example because the
export was cut off, the program stops instead of deleting them.

Columns of the file: number, given_name, family_name, email, grade, school (the sourcedId of the school).

    python roster_sync.py students.csv --dry-run
    python roster_sync.py students.csv --state /var/lib/roster-sync --report report.json

Exit codes: 0 done, 1 a student failed or the server is unreachable, 2 wrong usage or an invalid file.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timeback import TimeBackClient
from timeback.errors import ConfigurationError, NotFoundError, TimeBackError

COLUMNS = ("number", "given_name", "family_name", "email", "grade", "school")
REQUIRED = ("number", "given_name", "family_name", "school")


class SyncError(Exception):
    """The file, the state or an argument is invalid. The text has no personal data."""


@dataclass
class Plan:
    """What is to be written. ``upserts`` are complete users, because a server replaces the whole object."""

    upserts: list[dict[str, Any]] = field(default_factory=list)
    deletions: list[str] = field(default_factory=list)
    unchanged: int = 0


@dataclass
class Outcome:
    """What was written, and the id and the error of each user that was not."""

    upserted: int = 0
    deleted: int = 0
    unchanged: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def read_students(path: Path, prefix: str) -> dict[str, dict[str, Any]]:
    """Return the students of a file as OneRoster users, by their sourcedId.

    Raises:
        SyncError: the file cannot be read, or rows are invalid. The text has the lines, not their content.
    """
    students: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    try:
        # utf-8-sig also reads files with a byte order mark, which spreadsheets write.
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise SyncError(f"{path.name} has no column {', '.join(missing)}; export it with {', '.join(COLUMNS)}")
            for row in reader:
                values = {name: (row[name] or "").strip() for name in COLUMNS}
                blank = [name for name in REQUIRED if not values[name]]
                sourced_id = f"{prefix}{values['number']}"
                if blank:
                    problems.append(f"line {reader.line_num}: {', '.join(blank)} is empty")
                elif sourced_id in students:
                    problems.append(f"line {reader.line_num}: the number is there twice")
                else:
                    students[sourced_id] = as_user(sourced_id, values)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        what = getattr(error, "strerror", None) or "it is not a CSV file in UTF-8"
        raise SyncError(f"{path.name} cannot be read: {what}") from error
    if problems:
        more = f"\n... and {len(problems) - 20} more" if len(problems) > 20 else ""
        raise SyncError("\n".join([f"{path.name} has invalid rows; nothing was sent", *problems[:20]]) + more)
    return students


def as_user(sourced_id: str, values: dict[str, str]) -> dict[str, Any]:
    """Return a row as a OneRoster user."""
    user: dict[str, Any] = {
        "sourcedId": sourced_id,
        "status": "active",
        "enabledUser": "true",
        "identifier": values["number"],
        "username": values["email"] or sourced_id,
        "givenName": values["given_name"],
        "familyName": values["family_name"],
        "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": values["school"]}}],
    }
    if values["email"]:
        user["email"] = values["email"]
    if values["grade"]:
        user["grades"] = [values["grade"]]
    return user


def make_plan(client: TimeBackClient, students: dict[str, dict[str, Any]], prefix: str) -> Plan:
    """Compare the students with the users on the server.

    Raises:
        SyncError: a student refers to a school that does not exist.
    """
    schools = {role["org"]["sourcedId"] for student in students.values() for role in student["roles"]}
    known = {org.sourced_id for org in client.rostering.orgs.iter_orgs(fields=["sourcedId"])}
    if unknown := sorted(schools - known):
        raise SyncError(f"the server has no such school: {', '.join(unknown[:20])}; nothing was sent")
    current = {
        user.sourced_id: user.to_dict()
        for user in client.rostering.users.iter_users(page_size=1000)
        if (user.sourced_id or "").startswith(prefix)
    }
    plan = Plan()
    for sourced_id, student in students.items():
        before = current.get(sourced_id, {})
        if all(same(value, before.get(name)) for name, value in student.items()):
            plan.unchanged += 1
        else:
            # Properties that the file does not have are kept, because an upsert replaces the whole user.
            plan.upserts.append({**before, **student})
    plan.deletions = [
        sourced_id
        for sourced_id, user in current.items()
        if sourced_id not in students and user.get("status") != "tobedeleted"
    ]
    return plan


def same(wanted: Any, found: Any) -> bool:
    """Whether a server has a value. It may add properties to objects, such as the type of a reference."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(same(value, found.get(name)) for name, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(found, list) and len(wanted) == len(found) and all(map(same, wanted, found))
    # Some servers send truth values as text, and others as JSON.
    return str(wanted).lower() == str(found).lower()


def check_deletions(plan: Plan, students: int, limit: int) -> None:
    """Stop if the file lacks more students than the limit, in percent.

    Raises:
        SyncError: it does.
    """
    owned = plan.unchanged + len(plan.upserts) + len(plan.deletions)
    if len(plan.deletions) * 100 > owned * limit:
        raise SyncError(
            f"the file has {students:,} students and lacks {len(plan.deletions):,} of {owned:,}: more than {limit} %. "
            "Nothing was sent. If this is right, pass a higher --max-deletions"
        )


class State:
    """A folder with the work that is in progress."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._plan = folder / "plan.json"

    def load(self) -> Plan | None:
        """Return the plan of a run that did not end, or None."""
        try:
            return Plan(**json.loads(self._plan.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise SyncError(f"{self._plan} is damaged; remove it, and run the program again") from error

    def save(self, plan: Plan) -> None:
        """Write the plan, completely or not at all. It has personal data, so only its owner can read it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self._plan.with_suffix(".new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(vars(plan), file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._plan)

    def clear(self) -> None:
        """Remove the plan."""
        self._plan.unlink(missing_ok=True)


def carry_out(client: TimeBackClient, plan: Plan, state: State) -> Outcome:
    """Write what a plan says. After an interruption, the same call goes on where it stopped."""
    users = client.rostering.users
    written = users.upsert_many(plan.upserts, checkpoint=state.folder / "upserts.checkpoint")
    deleted = users.delete_many(plan.deletions, checkpoint=state.folder / "deletions.checkpoint")
    outcome = Outcome(
        upserted=written.succeeded + written.resumed,
        deleted=deleted.succeeded + deleted.resumed,
        unchanged=plan.unchanged,
    )
    outcome.failed = {plan.upserts[index]["sourcedId"]: str(error) for index, error in written.failed}
    for index, error in deleted.failed:
        # Somebody else, or the run that was interrupted, has deleted the user.
        if not isinstance(error, NotFoundError):
            outcome.failed[plan.deletions[index]] = str(error)
    state.clear()
    return outcome


def sync(client: TimeBackClient, options: argparse.Namespace) -> Outcome:
    """Run the program with its options."""
    students = read_students(options.file, options.prefix)
    state = State(options.state)
    if not options.dry_run and (unfinished := state.load()) is not None:
        print("finishing the last run, which was interrupted")
        report(carry_out(client, unfinished, state), "finished")
    plan = make_plan(client, students, options.prefix)
    check_deletions(plan, len(students), options.max_deletions)
    if options.dry_run:
        for sourced_id in [user["sourcedId"] for user in plan.upserts]:
            print(f"would write {sourced_id}")
        for sourced_id in plan.deletions:
            print(f"would delete {sourced_id}")
        return Outcome(upserted=len(plan.upserts), deleted=len(plan.deletions), unchanged=plan.unchanged)
    state.save(plan)
    return carry_out(client, plan, state)


def check_report(path: Path | None) -> None:
    """Check the path of the report before anything is sent.

    Raises:
        SyncError: it is a folder, or its folder does not exist.
    """
    if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise SyncError(f"--report: {path} must be a file in a folder that exists")


def report(outcome: Outcome, verb: str) -> None:
    """Print counts, and the ids that failed."""
    counts = f"{outcome.upserted:,} written, {outcome.deleted:,} deleted, {outcome.unchanged:,} unchanged"
    print(f"{verb}: {counts}, {len(outcome.failed):,} failed")
    for sourced_id, error in outcome.failed.items():
        print(f"failed {sourced_id}: {error}", file=sys.stderr)


@contextlib.contextmanager
def connect(profile: str | None) -> Iterator[TimeBackClient]:
    """Create a client from a profile, or else from the environment variables TIMEBACK_..."""
    with TimeBackClient.from_profile(profile) if profile else TimeBackClient() as client:
        yield client


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path, help="CSV file with the columns " + ", ".join(COLUMNS))
    parser.add_argument("--prefix", default="sis-", help="beginning of the ids of these students (default: sis-)")
    parser.add_argument("--state", type=Path, default=Path("roster-sync"), help="folder for work in progress")
    parser.add_argument("--max-deletions", type=int, default=10, metavar="PERCENT", help="stop above it (default: 10)")
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, and write nothing")
    parser.add_argument("--report", type=Path, help="write the outcome as JSON")
    parser.add_argument("--profile", help="a profile of the configuration file, instead of environment variables")
    options = parser.parse_args(arguments)
    try:
        check_report(options.report)
        with connect(options.profile) as client:
            outcome = sync(client, options)
    except (SyncError, ConfigurationError) as error:
        print(error, file=sys.stderr)
        return 2
    except (TimeBackError, OSError) as error:
        print(f"{error}\nRun the program again to go on.", file=sys.stderr)
        return 1
    report(outcome, "dry run" if options.dry_run else "done")
    try:
        if options.report is not None:
            options.report.write_text(json.dumps(vars(outcome), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        print(f"the report was not written: {error.strerror}", file=sys.stderr)
        return 1
    return 1 if outcome.failed else 0


if __name__ == "__main__":
    sys.exit(main())
