"""The HTML report of a migration: what was run, counts per entity, failures with reasons, references left out.

It is one file without scripts that loads nothing. It has ids and counts, and no personal data unless names are given.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from timeback._storage.atomic_write import write_atomically
from timeback._storage.errors import StorageErrors
from timeback._storage.file_kinds import irregular
from timeback.migration.reporting.report import moved_objects
from timeback.migration.reporting.report_file import ACTION, HEAD, resolve_report_path
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.migration.reporting.report import Report
    from timeback.migration.reporting.run_details import RunDetails

_Cell: TypeAlias = tuple[str, str, str]
"""The label of a cell, its content as HTML, and its class."""

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
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { opacity: .75; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; vertical-align: top; }
th { font-weight: 600; } tbody tr { border-top: 1px solid #8884; } .n { text-align: right; }
td, dd, code { overflow-wrap: anywhere; } td.n { overflow-wrap: normal; white-space: nowrap; }
summary { cursor: pointer; padding: .3rem .6rem; }
.bar { display: flex; height: 1rem; min-width: 8rem; margin-top: .25rem; border-radius: .25rem; overflow: hidden;
  background: #8882; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.created { background: #2e8b57; } .updated { background: #3b82c4; } .unchanged { background: #8fbf9f; }
.deleted { background: #8e6bbf; }
.skipped { background: #b0b0b0; } .failed { background: #c0392b; } .unknown { background: #e0a030; }
.key { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; }
.key span { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; margin-right: .4rem;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
code { font-family: ui-monospace, monospace; }
@media screen and (max-width: 60rem) {
  dl { display: block; } dd { margin-bottom: .5rem; }
  table, tbody, tr, td { display: block; } thead { display: none; } tbody tr { padding: .5rem 0; }
  td, td.n { text-align: left; padding: .1rem 0; }
  td[data-label]::before { content: attr(data-label) ": "; opacity: .75; }
  .counts td.n { display: inline-block; margin-right: 1rem; } .counts td.zero { display: none; }
}
@media print {
  :root { color-scheme: light; font-size: 10pt; } body { max-width: none; margin: 0; padding: 0; }
  th, td { padding: .2rem .3rem; } .bar { min-width: 4rem; } thead { display: table-header-group; }
  tr, .key li { break-inside: avoid; } h2 { break-after: avoid; }
  details::details-content { content-visibility: visible; display: block; }
}
"""
# The page has no script and loads nothing, and a browser refuses both if a text from a server were to add them.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# Control characters are no valid HTML; browsers replace some of them by others.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


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
    parts = ["<h1>Migration report</h1>", _summary(report)]
    if report.details is not None:
        parts.append(_details(report, report.details))
    parts += ["<h2>By entity</h2>", _counts_table(report)]
    if report.failed:
        parts.append("<h2>Failed objects</h2>" + _failed_table(report, names))
    if report.left_out:
        parts.append("<h2>References left out</h2>" + _left_out_table(report))
    if report.not_carried:
        unsupported = ", ".join(f"{count:,} {_plain(entity)}" for entity, count in report.not_carried.items())
        parts.append(f"<h2>Objects that the target does not support</h2><p>{unsupported}</p>")
    if report.not_served:
        unserved = ", ".join(f"{_plain(entity)} ({side})" for entity, side in report.not_served.items())
        parts.append(f"<h2>Collections that were not served</h2><p>{unserved}</p>")
    if report.detached_orgs:
        orgs = ", ".join(map(_code, report.detached_orgs[:MAX_ROWS]))
        parts.append(f"<h2>Organisations that count as at the top, since their parent is missing</h2><p>{orgs}</p>")
    if report.hosts:
        rows = [[("host", _text(host), ""), ("links", f"{count:,}", "n")] for host, count in report.hosts.items()]
        parts.append("<h2>Links to other hosts (unchanged)</h2>" + _table(rows))
    body = "\n".join(parts)
    return (
        f'{HEAD}<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><meta name="robots" content="noindex">'
        f"<title>{_title(report)}</title><style>{STYLE}</style><body>\n{body}\n</body></html>\n"
    )


def _title(report: Report) -> str:
    details = report.details
    if details is None:
        return "Migration report"
    return f"Migration report: {_plain(details.source)} to {_plain(details.target)}, {details.started:%Y-%m-%d}"


def _summary(report: Report) -> str:
    verb = "would be moved" if report.dry_run else "moved"
    summary = (
        "No object failed." if report else f"{len(report.failed):,} objects need attention; they are listed below."
    )
    if report.dry_run:
        summary = "This was a dry run: nothing was written."
    return (
        f"<p>{report.total:,} objects processed, {moved_objects(report):,} {verb}, "
        f"in {_duration(report.seconds)}. <strong>{summary}</strong></p>"
    )


def _details(report: Report, details: RunDetails) -> str:
    journal = "none" if report.journal is None else _text(report.journal.name)
    rows = [
        ("source", _text(details.source)),
        ("target", _text(details.target)),
        ("date", f'<time datetime="{details.started.isoformat()}">{details.started:%Y-%m-%d %H:%M:%S} UTC</time>'),
        ("kind of run", _kind_of_run(report)),
        ("journal", journal),
        *((_plain(name), _text(value)) for name, value in details.chosen.items()),
        ("version", f"timeback-client {_text(details.version)}"),
    ]
    return "<h2>Run</h2><dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows) + "</dl>"


def _kind_of_run(report: Report) -> str:
    kind = "dry run" if report.dry_run else "migration"
    return f"{kind}, resumed after an interruption" if report.resumed else kind


def _counts_table(report: Report) -> str:
    """The counts of each entity; entities without objects are folded, and outcomes without objects have no column."""
    used = [outcome for outcome in OUTCOMES if any(getattr(tally, outcome) for tally in report.by_entity.values())]
    rows = []
    for entity, tally in report.by_entity.items():
        if not tally.total:
            continue
        counts = {outcome: getattr(tally, outcome) for outcome in used}
        bar = "".join(
            f'<i class="{outcome}" style="width:{100 * count / tally.total:.2f}%" title="{outcome}: {count:,}"></i>'
            for outcome, count in counts.items()
            if count
        )
        cells = [
            (outcome, f"{count:,}", "n" if count else "n zero")
            for outcome, count in [("total", tally.total), *counts.items()]
        ]
        rows.append([("", f"<strong>{_plain(entity)}</strong>", ""), ("", f'<div class="bar">{bar}</div>', ""), *cells])
    parts = []
    if rows:
        key = "".join(f'<li><span class="{name}"></span>{name}: {DESCRIPTIONS[name]}</li>' for name in used)
        parts.append(f'<ul class="key">{key}</ul>{_table(rows, "counts", heading="entity")}')
    empty = [entity for entity, tally in report.by_entity.items() if not tally.total]
    if empty:
        title = "1 entity without objects" if len(empty) == 1 else f"{len(empty):,} entities without objects"
        parts.append(f"<details><summary>{title}</summary><p>{', '.join(map(_plain, empty))}</p></details>")
    return "".join(parts)


def _failed_table(report: Report, names: Mapping[tuple[str, str], str]) -> str:
    rows = []
    for key in report.failed[:MAX_ROWS]:
        entity, identity = key
        name = [("name", _text(names.get(key, "")), "")] if names else []
        reason = _text(report.reasons.get(key, "failed"))
        rows.append([("entity", _plain(entity), ""), ("sourcedId", _code(identity), ""), *name, ("reason", reason, "")])
    return _table(rows) + _more(len(report.failed))


def _left_out_table(report: Report) -> str:
    rows = [
        [
            ("entity", _plain(one.entity), ""),
            ("sourcedId", _code(one.sourced_id), ""),
            ("property", _plain(one.path), ""),
            ("refers to", f"{_plain(one.collection)} {_code(one.referenced_id)}", ""),
            ("reason", _text(one.reason), ""),
        ]
        for one in report.left_out[:MAX_ROWS]
    ]
    return _table(rows) + _more(len(report.left_out))


def _table(rows: Sequence[Sequence[_Cell]], kind: str = "", *, heading: str = "") -> str:
    """A table. On a phone each row is a block, in which the labels of the cells replace the heading.

    Args:
        rows: at least one row of cells.
        heading: the heading of the first column, if its cells have no label.
    """
    labels = [
        (label or (heading if number == 0 else ""), cell_kind) for number, (label, _, cell_kind) in enumerate(rows[0])
    ]
    head = "".join(f'<th scope="col"{_class(cell_kind[:1])}>{label}</th>' for label, cell_kind in labels)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table{_class(kind)}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(cell: _Cell) -> str:
    label, content, kind = cell
    data = f' data-label="{label}"' if label else ""
    return f"<td{_class(kind)}{data}>{content}</td>"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _more(count: int) -> str:
    return f"<p>... and {count - MAX_ROWS:,} more.</p>" if count > MAX_ROWS else ""


def _text(text: str) -> str:
    """A text from elsewhere as HTML. Its direction does not affect the text around it."""
    return f"<bdi>{_plain(text)}</bdi>"


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _plain(text: str) -> str:
    return escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"
