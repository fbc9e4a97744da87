"""Migrate staging to production in a continuous integration job, and verify the result.

``migrate.yml`` beside this file is a workflow for GitHub Actions that runs it: a person starts it, production asks for
an approval, and the journal and the report are kept as artefacts, so that the next run goes on with the journal.

Addresses and credentials come from the environment only: ``TIMEBACK_STAGING_CLIENT_ID``,
``TIMEBACK_STAGING_CLIENT_SECRET``, ``TIMEBACK_PRODUCTION_CLIENT_ID``, ``TIMEBACK_PRODUCTION_CLIENT_SECRET``.

    python migrate.py --folder migration --dry-run
    python migrate.py --folder migration

The folder has ``move.db`` (the journal), ``report.html`` and ``summary.md`` afterwards. They have ids and counts, and
no names. If the job is cancelled, the journal is complete; run the job again.

Exit codes: 0 migrated and verified, 1 objects failed or differ, or a server is unreachable, 2 wrong settings,
143 terminated (128 + the number of the signal).
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from timeback import TimeBackClient
from timeback.errors import ConfigurationError, InvalidRequestError, TimeBackError
from timeback.migration import Migration, Report, VerificationResult, verify, write_html

MAX_LISTED = 20


def check(name: str, client: TimeBackClient) -> bool:
    """Print whether a server can be used. A wrong secret is found before the migration begins."""
    found = client.check(["rostering", "gradebook"])
    print(f"{name}\n{found}")
    return bool(found)


def summary(report: Report, result: VerificationResult | None) -> str:
    """The outcome in Markdown, for the page of the job."""
    lines = [f"## {'Dry run' if report.dry_run else 'Migration'}", "", "| entity | outcome |", "| --- | --- |"]
    lines += [f"| {entity} | {tally} |" for entity, tally in report.by_entity.items() if tally.total]
    lines += ["", f"{len(report.failed):,} failed or unknown, {len(report.left_out):,} references left out."]
    for key in report.failed[:MAX_LISTED]:
        lines.append(f"- {' '.join(key)}: {report.reasons.get(key, 'failed')}")
    if result is not None:
        lines += ["", f"{result.checked:,} objects compared, {len(result):,} differences."]
        lines += [f"- {difference}" for difference in result.differences[:MAX_LISTED]]
    return "\n".join(lines) + "\n"


def publish(text: str, folder: Path) -> None:
    """Write the summary to the folder, and to the page of the job."""
    (folder / "summary.md").write_text(text, encoding="utf-8")
    print(text)
    # GitHub Actions shows what is appended to this file on the page of the job.
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(text)


def migrate(staging: TimeBackClient, production: TimeBackClient, options: argparse.Namespace) -> int:
    """Migrate and verify, and return the exit code."""
    folder: Path = options.folder
    journal = folder / "move.db"
    entities = options.entities.split(",") if options.entities else None
    migration = Migration(
        staging, production, entities, on_conflict=options.on_conflict, journal=journal, dry_run=options.dry_run
    )
    report = migration.run()
    write_html(report, folder / "report.html")
    # A dry run has moved nothing that could be compared.
    result = None if options.dry_run else verify(staging, production, entities, journal=journal)
    publish(summary(report, result), folder)
    return 0 if report and (result is None or result) else 1


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=Path("migration"), help="folder of the journal and the report")
    parser.add_argument("--entities", help="comma-separated, such as orgs,users (default: all)")
    parser.add_argument("--on-conflict", choices=("skip", "update", "fail"), default="update")
    parser.add_argument("--dry-run", action="store_true", help="write nothing to production")
    options = parser.parse_args(arguments)
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        with (
            TimeBackClient(environment="staging") as staging,
            TimeBackClient(environment="production") as production,
        ):
            if not all([check("staging", staging), check("production", production)]):
                return 1
            return migrate(staging, production, options)
    except (ConfigurationError, InvalidRequestError) as error:
        print(error, file=sys.stderr)
        return 2
    except (TimeBackError, OSError) as error:
        # The notes say how many objects were moved, and how to go on.
        print("\n".join([str(error), *getattr(error, "__notes__", ())]), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
