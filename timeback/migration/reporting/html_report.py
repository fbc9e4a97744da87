"""The HTML report of a migration: counts, a bar per entity, failures with their reasons, references left out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from timeback._storage.atomic_write import write_atomically
from timeback._storage.errors import StorageErrors
from timeback._storage.file_kinds import irregular
from timeback.migration.reporting.report_file import ACTION, HEAD, resolve_report_path
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.migration.reporting.report import Report

MAX_ROWS = 5000
OUTCOMES = ("created", "updated", "unchanged", "deleted", "skipped", "failed", "unknown")
DESCRIPTIONS = {
    "created": "new on the target",
    "updated": "replaced on the target",
    "unchanged": "already on the target, and equal",
    "deleted": "deleted on the target, because the source marks it as deleted",
    "skipped": "deliberately not transferred",
    "failed": "rejected by the target, or not sent",
    "unknown": "sent, but the result is unknown: check the target",
}

STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem; }
th { font-weight: 600; } tr + tr td { border-top: 1px solid #8884; } td.n { text-align: right; }
.bar { display: flex; height: 1rem; min-width: 12rem; border-radius: .25rem; overflow: hidden; background: #8882; }
.created { background: #2e8b57; } .updated { background: #3b82c4; } .unchanged { background: #8fbf9f; }
.deleted { background: #8e6bbf; }
.skipped { background: #b0b0b0; } .failed { background: #c0392b; } .unknown { background: #e0a030; }
.key span { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; margin: 0 .3rem 0 1rem; }
code { font-family: ui-monospace, monospace; }
"""


@clears_locals
def write_html(
    report: Report, path: str | os.PathLike[str], names: Mapping[tuple[str, str], str] | None = None
) -> None:
    """Write the report as an HTML file that only its owner can read.

    Args:
        report: the result of ``Migration.run()``.
        path: a new file, an empty file, or an older report, which is replaced.
        names: names to show beside the ids of failed objects, by entity and id. By default only ids are shown.

    Raises:
        InvalidRequestError: the path is an existing file that is not a report. It stays unchanged.
        StorageError: the file cannot be written. An older report stays unchanged.
    """
    content = render_html(report, names or {}).encode("utf-8", "replace")
    file = resolve_report_path(path)
    with StorageErrors(path, ACTION):
        special_file = irregular(file)
    if special_file is None:
        write_atomically(file, content, action=ACTION)
        return
    # A device such as /dev/stdout must not be replaced by a file.
    with StorageErrors(path, ACTION), file.open("wb") as out:
        out.write(content)


def render_html(report: Report, names: Mapping[tuple[str, str], str]) -> str:
    """The HTML document. All text from servers and callers is escaped."""
    verb = "would be moved" if report.dry_run else "moved"
    summary = (
        "No object failed." if report else f"{len(report.failed):,} objects need attention; they are listed below."
    )
    if report.dry_run:
        summary = "This was a dry run: nothing was written."
    parts = [
        f"<h1>Migration report</h1><p>{report.total:,} objects processed, {report.successful:,} {verb}, "
        f"in {_duration(report.seconds)}. <strong>{summary}</strong></p>",
        '<p class="key">'
        + "".join(f'<span class="{outcome}"></span>{outcome}: {DESCRIPTIONS[outcome]}' for outcome in OUTCOMES)
        + "</p>",
        "<h2>By entity</h2><table><tr><th>entity</th><th></th>"
        + "".join(f"<th>{outcome}</th>" for outcome in OUTCOMES)
        + "</tr>",
    ]
    for entity, tally in report.by_entity.items():
        counts = {outcome: getattr(tally, outcome) for outcome in OUTCOMES}
        total = max(sum(counts.values()), 1)
        bar = "".join(
            f'<i class="{outcome}" style="width:{100 * count / total:.2f}%" title="{outcome}: {count:,}"></i>'
            for outcome, count in counts.items()
            if count
        )
        cells = "".join(f'<td class="n">{count:,}</td>' for count in counts.values())
        parts.append(f'<tr><td>{escape(entity)}</td><td><div class="bar">{bar}</div></td>{cells}</tr>')
    parts.append("</table>")
    if report.failed:
        parts.append("<h2>Failed objects</h2>" + _failed_table(report, names))
    if report.left_out:
        parts.append("<h2>References left out</h2>" + _left_out_table(report))
    if report.not_carried:
        unsupported = ", ".join(f"{count:,} {escape(entity)}" for entity, count in report.not_carried.items())
        parts.append(f"<h2>Objects that the target does not support</h2><p>{unsupported}</p>")
    if report.not_served:
        unserved = ", ".join(f"{escape(entity)} ({side})" for entity, side in report.not_served.items())
        parts.append(f"<h2>Collections that were not served</h2><p>{unserved}</p>")
    if report.detached_orgs:
        orgs = ", ".join(f"<code>{escape(sourced_id)}</code>" for sourced_id in report.detached_orgs[:MAX_ROWS])
        parts.append(f"<h2>Organisations that count as at the top, since their parent is missing</h2><p>{orgs}</p>")
    if report.hosts:
        rows = "".join(f"<tr><td>{escape(host)}</td><td>{count:,}</td></tr>" for host, count in report.hosts.items())
        parts.append(f"<h2>Links to other hosts (unchanged)</h2><table>{rows}</table>")
    body = "\n".join(parts)
    return (
        f'{HEAD}<meta name="viewport" content="width=device-width">'
        f"<title>Migration report</title><style>{STYLE}</style><body>\n{body}\n</body></html>\n"
    )


def _failed_table(report: Report, names: Mapping[tuple[str, str], str]) -> str:
    name_heading = "<th>name</th>" if names else ""
    rows = []
    for key in report.failed[:MAX_ROWS]:
        entity, identity = key
        name = f"<td>{escape(names.get(key, ''))}</td>" if names else ""
        reason = escape(report.reasons.get(key, "failed"))
        rows.append(
            f"<tr><td>{escape(entity)}</td><td><code>{escape(identity)}</code></td>{name}<td>{reason}</td></tr>"
        )
    more = len(report.failed) - MAX_ROWS
    note = f"<p>... and {more:,} more.</p>" if more > 0 else ""
    return (
        f"<table><tr><th>entity</th><th>sourcedId</th>{name_heading}<th>reason</th></tr>{''.join(rows)}</table>{note}"
    )


def _left_out_table(report: Report) -> str:
    rows = [
        f"<tr><td>{escape(one.entity)}</td><td><code>{escape(one.sourced_id)}</code></td><td>{escape(one.path)}</td>"
        f"<td>{escape(one.collection)} <code>{escape(one.referenced_id)}</code></td><td>{escape(one.reason)}</td></tr>"
        for one in report.left_out[:MAX_ROWS]
    ]
    more = len(report.left_out) - MAX_ROWS
    note = f"<p>... and {more:,} more.</p>" if more > 0 else ""
    head = "<tr><th>entity</th><th>sourcedId</th><th>property</th><th>refers to</th><th>reason</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>{note}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"
