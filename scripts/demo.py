"""The demo: a school district moves from a staging server to a production server, both on this machine.

make demo
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from timeback import TimeBackClient
from timeback.cli.migration.progress import progress_display
from timeback.cli.streams import command_streams
from timeback.migration import Migration, verify, write_html
from timeback.sandbox import Sandbox

REPORT = Path(__file__).resolve().parent.parent / "build" / "demo-report.html"
NEXT = """\
Where to go next
  README.md                                                 your first call, in sync and async
  timeback migrate staging production --journal move.db     the same with your own servers
  timeback verify staging production --journal move.db      the comparison
  timeback sandbox --users 200                              a server like these two

The command is a part of the extra cli. It reads ids and secrets from environment variables, a profile or a prompt, as
docs/how-to/migrate.md says. A secret is never an argument, since other users can see the arguments of a program.
"""


def main() -> int:
    """Run the demo. Return the exit code."""
    try:
        with command_streams():
            return demo()
    except KeyboardInterrupt:
        print("\nInterrupted; both servers are gone.", file=sys.stderr)
        return 130


def demo() -> int:
    """The demo, step by step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--users", type=int, default=5000, help="how many users the district has (default: %(default)s)"
    )
    users = parser.parse_args().users
    started = time.monotonic()

    step("Two servers start on this machine: staging, with a generated district, and production, empty")
    with (
        TemporaryDirectory(prefix="timeback-demo-") as folder,
        Sandbox(users=users, seed=1, process=True) as staging_box,
        Sandbox(process=True) as production_box,
        staging_box.client(environment="staging") as staging,
        production_box.client(environment="production") as production,
    ):
        journal = Path(folder) / "move.db"
        print(f"staging     {staging_box.url}   {inventory(staging)}")
        print(f"production  {production_box.url}   {inventory(production)}")

        step("The whole district moves: organisations first, and everything after what it refers to")
        with progress_display("Moving {entity}") as progress:
            report = Migration(staging, production, journal=journal, progress=progress).run()
        print(report)
        REPORT.parent.mkdir(exist_ok=True)
        write_html(report, REPORT)
        print(f"report      {REPORT}")
        if report.failed:
            return fail("some objects did not arrive", report.reasons.items())

        step("Both servers are compared, property by property")
        with progress_display("Comparing {entity}") as progress:
            result = verify(staging, production, journal=journal, strict=True, progress=progress)
        if not result:
            return fail("the servers differ", result)
        print(f"Verified: {result.checked:,} objects are equal on both servers.")

        step("Now somebody changes one user in production by hand")
        changed = production.rostering.users.list_users(limit=1, offset=users // 2, sort="sourcedId", order_by="asc")[0]
        changed.family_name = f"{changed.family_name}-Changed"
        assert changed.sourced_id is not None
        production.rostering.users.update_user(changed.sourced_id, changed)
        print(f"changed     {changed.sourced_id}")

        step("The comparison finds exactly that")
        found = list(verify(staging, production, ["users"], journal=journal))
        for difference in found:
            print(f"found       {difference.sourced_id}: {difference.path} was {difference.kind}")
        if [(difference.sourced_id, difference.path) for difference in found] != [(changed.sourced_id, "familyName")]:
            return fail("that is not what was changed", found)

    print(f"\nDone in {time.monotonic() - started:.0f} seconds. You saw ids and counts: no name is ever printed.\n")
    print(NEXT)
    return 0


def step(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}.", flush=True)


def inventory(client: TimeBackClient) -> str:
    """Return object counts as text."""
    rostering = client.rostering
    counts = {
        "organisations": rostering.orgs.list_orgs(limit=1).total_count,
        "users": rostering.users.list_users(limit=1).total_count,
        "classes": rostering.classes.list_classes(limit=1).total_count,
        "enrollments": rostering.enrollments.list_enrollments(limit=1).total_count,
    }
    return ", ".join(f"{count or 0:,} {name}" for name, count in counts.items())


def fail(text: str, what: object) -> int:
    """Report that the demo failed."""
    print(f"This should not happen: {text}: {what}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
