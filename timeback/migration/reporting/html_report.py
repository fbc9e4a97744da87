"""One HTML file about a migration, for people: counts, a bar for each entity, what failed and why."""

from __future__ import annotations

import os
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from timeback._storage.atomic_write import StorageErrors, write_atomically
from timeback._storage.file_kinds import irregular
from timeback.migration.reporting.report_file import ACTION, HEAD, checked_target
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.migration.reporting.report import Report

MOST_ROWS = 5000
KINDS = ("created", "updated", "unchanged", "skipped", "failed", "unknown")
MEANING = {
    "created": "new on the target",
    "updated": "replaced on the target",
    "unchanged": "there already, and equal",
    "skipped": "left out on purpose",
    "failed": "refused or not sent",
    "unknown": "sent, and nobody knows whether it arrived: look for it on the target",
}

STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem; }
th { font-weight: 600; } tr + tr td { border-top: 1px solid #8884; } td.n { text-align: right; }
.bar { display: flex; height: 1rem; min-width: 12rem; border-radius: .25rem; overflow: hidden; background: #8882; }
.created { background: #2e8b57; } .updated { background: #3b82c4; } .unchanged { background: #8fbf9f; }
.skipped { background: #b0b0b0; } .failed { background: #c0392b; } .unknown { background: #e0a030; }
.key span { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; margin: 0 .3rem 0 1rem; }
code { font-family: ui-monospace, monospace; }
"""


@clears_locals
def write_html(
    report: Report, path: str | os.PathLike[str], names: Mapping[tuple[str, str], str] | None = None
) -> None:
    """Write the page, readable by its owner alone.

    Args:
        report: what a migration gave.
        path: the file; a new one, an empty one, or a report that was written before.
        names: what to show beside the ids of what failed, by entity and id; ids alone where it is None.

    Raises:
        InvalidRequestError: something is there that is no report. It is as it was.
        StorageError: it cannot be written. A report that was there is as it was.
    """
    content = page(report, names or {}).encode("utf-8", "replace")
    file = checked_target(path)
    with StorageErrors(path, ACTION):
        what = irregular(file)
    if what is None:
        write_atomically(file, content, action=ACTION)
        return
    # Such as /dev/stdout, which is not to be replaced by a file.
    with StorageErrors(path, ACTION), file.open("wb") as out:
        out.write(content)


def page(report: Report, names: Mapping[tuple[str, str], str]) -> str:
    """The page; every text from outside is escaped."""
    done = "would be moved" if report.dry_run else "moved"
    state = (
        "Everything arrived." if report else f"{len(report.failed):,} objects need attention; they are listed below."
    )
    if report.dry_run:
        state = "A dry run: nothing was written."
    parts = [
        f"<h1>Migration report</h1><p>{report.total:,} objects looked at, {report.successful:,} {done}, "
        f"in {_duration(report.seconds)}. <strong>{state}</strong></p>",
        '<p class="key">' + "".join(f'<span class="{k}"></span>{k}: {MEANING[k]}' for k in KINDS) + "</p>",
        "<h2>By entity</h2><table><tr><th>entity</th><th></th>"
        + "".join(f"<th>{kind}</th>" for kind in KINDS)
        + "</tr>",
    ]
    for entity, tally in report.by_entity.items():
        counts = {kind: getattr(tally, kind) for kind in KINDS}
        whole = max(sum(counts.values()), 1)
        bar = "".join(
            f'<i class="{kind}" style="width:{100 * n / whole:.2f}%" title="{kind}: {n:,}"></i>'
            for kind, n in counts.items()
            if n
        )
        cells = "".join(f'<td class="n">{n:,}</td>' for n in counts.values())
        parts.append(f'<tr><td>{escape(entity)}</td><td><div class="bar">{bar}</div></td>{cells}</tr>')
    parts.append("</table>")
    if report.failed:
        parts.append("<h2>What failed, and why</h2>" + _listing(report, names))
    if report.left_out:
        parts.append("<h2>References that were left out</h2>" + _left_out(report))
    if report.not_carried:
        left = ", ".join(f"{count:,} {escape(entity)}" for entity, count in report.not_carried.items())
        parts.append(f"<h2>What the target has no place for</h2><p>{left}</p>")
    if report.hosts:
        rows = "".join(f"<tr><td>{escape(host)}</td><td>{n:,}</td></tr>" for host, n in report.hosts.items())
        parts.append(f"<h2>Links to other hosts, left as they are</h2><table>{rows}</table>")
    body = "\n".join(parts)
    return (
        f'{HEAD}<meta name="viewport" content="width=device-width">'
        f"<title>Migration report</title><style>{STYLE}</style><body>\n{body}\n</body></html>\n"
    )


def _listing(report: Report, names: Mapping[tuple[str, str], str]) -> str:
    named = "<th>name</th>" if names else ""
    rows = []
    for key in report.failed[:MOST_ROWS]:
        entity, identity = key
        name = f"<td>{escape(names.get(key, ''))}</td>" if names else ""
        reason = escape(report.reasons.get(key, "failed"))
        rows.append(
            f"<tr><td>{escape(entity)}</td><td><code>{escape(identity)}</code></td>{name}<td>{reason}</td></tr>"
        )
    more = len(report.failed) - MOST_ROWS
    note = f"<p>... and {more:,} more.</p>" if more > 0 else ""
    return f"<table><tr><th>entity</th><th>sourcedId</th>{named}<th>reason</th></tr>{''.join(rows)}</table>{note}"


def _left_out(report: Report) -> str:
    rows = [
        f"<tr><td>{escape(one.entity)}</td><td><code>{escape(one.sourced_id)}</code></td><td>{escape(one.path)}</td>"
        f"<td>{escape(one.collection)} <code>{escape(one.referenced_id)}</code></td><td>{escape(one.reason)}</td></tr>"
        for one in report.left_out[:MOST_ROWS]
    ]
    more = len(report.left_out) - MOST_ROWS
    note = f"<p>... and {more:,} more.</p>" if more > 0 else ""
    head = "<tr><th>entity</th><th>sourcedId</th><th>property</th><th>names</th><th>reason</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>{note}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"
