"""Reports of a migration, a comparison or an undo on standard output: as text, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from timeback._escaping.terminal import one_line
from timeback.cli.output.options import write_report

if TYPE_CHECKING:
    from timeback.cli.output.query import Query
    from timeback.migration import LeftOutReference, Report, UndoReport, VerificationResult

MAX_LINES = 20


def print_report(report: Report, form: str | None, query: Query | None) -> None:
    """Print the report of a migration: as text, or in the chosen format."""
    if form is not None or query is not None:
        whole = report_as_json(report)
        write_report(whole, _by_entity(whole), form, query)
        return
    click.echo(str(report))
    for entity, identity in report.failed[:MAX_LINES]:
        click.echo(one_line(f"  {entity} {identity}: {report.reasons.get((entity, identity), 'failed')}"))
    if len(report.failed) > MAX_LINES:
        click.echo(f"  ... and {len(report.failed) - MAX_LINES} more; -o json and --report list all")
    _print_left_out(report.left_out, "left out")
    for entity, count in report.not_carried.items():
        click.echo(f"  {count:,} {entity} cannot be stored on the target")
    _print_not_served(report.not_served)
    for sourced_id in report.detached_orgs[:MAX_LINES]:
        text = f"  orgs {sourced_id}: its parent is missing or is itself; it counts as an organisation at the top"
        click.echo(one_line(text))
    if len(report.detached_orgs) > MAX_LINES:
        click.echo(f"  ... and {len(report.detached_orgs) - MAX_LINES:,} more such orgs; -o json lists all")
    lines = list(report.written.lines()) if report.written is not None else []
    for line in lines[:MAX_LINES]:
        click.echo(one_line(f"  {line}"))
    if len(lines) > MAX_LINES:
        click.echo(f"  ... and {len(lines) - MAX_LINES} more notes on written files; -o json lists all")
    for host, count in report.hosts.items():
        click.echo(one_line(f"  {count:,} links to {host} were not changed"))


def report_as_json(report: Report) -> dict[str, Any]:
    """Return the JSON object that ``-o json`` prints for a migration."""
    import attrs

    return {
        "dry_run": report.dry_run,
        "total": report.total,
        "successful": report.successful,
        "failed": [
            {"entity": entity, "sourcedId": identity, "reason": report.reasons.get((entity, identity))}
            for entity, identity in report.failed
        ],
        "by_entity": {entity: attrs.asdict(tally) for entity, tally in report.by_entity.items()},
        "left_out": _left_out_as_json(report.left_out),
        "not_carried": report.not_carried,
        "not_served": report.not_served,
        "detached_orgs": list(report.detached_orgs),
        "hosts": dict(report.hosts),
        "written": None if report.written is None else report.written.to_dict(),
        "seconds": round(report.seconds, 3),
        "journal": str(report.journal) if report.journal else None,
    }


def print_comparison(result: VerificationResult, form: str | None, query: Query | None) -> None:
    """Print the differences that a comparison found, and their number."""
    if form is not None or query is not None:
        differences = [{"entity": d.entity, "sourcedId": d.sourced_id, "path": d.path, "kind": d.kind} for d in result]
        data = {
            "checked": result.checked,
            "differences": differences,
            "left_out": _left_out_as_json(result.left_out),
            "not_served": result.not_served,
        }
        write_report(data, differences, form, query)
        return
    for difference in result:
        click.echo(one_line(str(difference)))
    _print_left_out(result.left_out, "not on the target")
    _print_not_served(result.not_served)
    click.echo(f"{result.checked:,} objects compared, {len(result):,} differences")


def _print_not_served(not_served: Mapping[str, str]) -> None:
    """Print one line for each endpoint that does not serve collections."""
    for side in dict.fromkeys(not_served.values()):
        names = ", ".join(name for name, found in not_served.items() if found == side)
        click.echo(f"  not served by the {side}: {names}")


def _print_left_out(references: Sequence[LeftOutReference], label: str) -> None:
    for reference in references[:MAX_LINES]:
        click.echo(one_line(f"  {label}: {reference}"))
    if len(references) > MAX_LINES:
        click.echo(f"  {label}: {len(references) - MAX_LINES:,} more references; -o json lists all")


def _left_out_as_json(references: Sequence[LeftOutReference]) -> list[dict[str, str]]:
    return [
        {
            "entity": reference.entity,
            "sourcedId": reference.sourced_id,
            "path": reference.path,
            "collection": reference.collection,
            "referencedId": reference.referenced_id,
            "reason": reference.reason,
        }
        for reference in references
    ]


def print_undo(report: UndoReport, form: str | None, query: Query | None) -> None:
    """Print the report of an undo, and what is left on the target."""
    if form is not None or query is not None:
        whole = undo_as_json(report)
        write_report(whole, _by_entity(whole), form, query)
        return
    click.echo(str(report))
    left = [("kept", key) for key in report.kept] + [("failed", key) for key in report.failed]
    for state, key in left[:MAX_LINES]:
        reason = report.reasons.get(key, "").replace("delete_changed=True", "--delete-changed")
        click.echo(one_line(f"  {state}: {' '.join(key)}: {reason}"))
    if len(left) > MAX_LINES:
        click.echo(f"  ... and {len(left) - MAX_LINES} more; -o json lists all")


def undo_as_json(report: UndoReport) -> dict[str, Any]:
    """Return the JSON object that ``-o json`` prints for an undo."""
    import attrs

    def listed(keys: Sequence[tuple[str, str]]) -> list[dict[str, str | None]]:
        return [{"entity": key[0], "sourcedId": key[1], "reason": report.reasons.get(key)} for key in keys]

    return {
        "dry_run": report.dry_run,
        "total": report.total,
        "deleted": report.deleted,
        "already_gone": report.already_gone,
        "kept": listed(report.kept),
        "failed": listed(report.failed),
        "by_entity": {entity: attrs.asdict(tally) for entity, tally in report.by_entity.items()},
        "seconds": round(report.seconds, 3),
        "journal": str(report.journal) if report.journal else None,
    }


def _by_entity(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the numbers of each entity as rows of a table."""
    return [{"entity": entity, **tally} for entity, tally in report["by_entity"].items()]
