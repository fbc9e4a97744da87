"""Formats the differences as text, Markdown, JSON, or rules for decided.toml."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from drift.comparison import SEVERITIES, Finding

HEADINGS = {
    "breaking": "Breaking: calls that work today fail, or lose what they ask for",
    "additive": "Additive: the platform can more than the client knows",
    "cosmetic": "Cosmetic: said in other words",
}
SHOWN = 3


@dataclass(slots=True)
class Report:
    """The differences between one published document and specs/."""

    document: str
    source: str
    specs: tuple[str, ...]
    compared: int
    findings: list[Finding]
    known: list[Finding]
    unread: list[str]
    unused: list[str]

    @property
    def drifted(self) -> bool:
        return bool(self.findings or self.unread)

    def of(self, severity: str) -> list[Finding]:
        found = [f for f in self.findings if f.severity == severity]
        return sorted(found, key=lambda f: (not f.kind.startswith("operation"), -len(f.met), f.where, f.kind, f.detail))


def text(reports: Iterable[Report]) -> str:
    return "\n\n".join("\n".join(_text(report)) for report in reports) + "\n"


def _text(report: Report) -> Iterator[str]:
    specs = ", ".join(f"specs/{name}.yaml" for name in report.specs)
    yield f"{report.document}: {clean(report.source, 300)} against {specs}"
    yield f"  {_summary(report)}"
    for severity in SEVERITIES:
        if findings := report.of(severity):
            yield f"\n{HEADINGS[severity]}"
            yield from (f"  {clean(f.where)} {clean(f.detail, 240)}{_met(f)}" for f in _together(findings))
    if report.unread:
        yield "\nNot interpreted, therefore not compared"
        yield from (f"  {clean(line, 200)}" for line in report.unread)
    if report.unused:
        yield "\nRules of decided.toml that match no difference"
        yield from (f"  {clean(line, 200)}" for line in report.unused)


def markdown(reports: Iterable[Report]) -> str:
    return "\n\n".join("\n".join(_markdown(report)) for report in reports) + "\n"


def _markdown(report: Report) -> Iterator[str]:
    yield f"## {report.document}\n"
    yield f"{code(report.source)} against {', '.join(code(f'specs/{name}.yaml') for name in report.specs)}."
    yield f"{_summary(report)}."
    for severity in SEVERITIES:
        if not (findings := report.of(severity)):
            continue
        yield f"\n### {HEADINGS[severity]}\n"
        for finding in _together(findings):
            yield f"- [ ] {code(finding.where)} {prose(finding.detail)}{prose(_met(finding))}"
            if len(finding.met) > SHOWN:
                names = ", ".join(code(name) for name in sorted(finding.met))
                yield f"  <details><summary>operations</summary>\n\n  {names}\n\n  </details>"
    if report.unread:
        yield "\n### Not interpreted, therefore not compared\n"
        yield from (f"- [ ] {code(line)}" for line in report.unread)
    if report.unused:
        yield "\n### Rules that cover nothing any more\n"
        yield from (f"- {code(line)}" for line in report.unused)


def as_json(reports: Iterable[Report]) -> str:
    return json.dumps({"documents": [_plain(report) for report in reports]}, indent=2, ensure_ascii=True) + "\n"


def _plain(report: Report) -> dict[str, Any]:
    return {
        "document": report.document,
        "source": report.source,
        "specs": list(report.specs),
        "drift": report.drifted,
        "compared": report.compared,
        "counts": {severity: len(report.of(severity)) for severity in SEVERITIES},
        "findings": [
            {
                "severity": severity,
                "kind": finding.kind,
                "where": finding.where,
                "detail": finding.detail,
                "value": finding.value,
                "sites": sorted(finding.sites),
                "places": finding.places,
                "operations": sorted(finding.met),
            }
            for severity in SEVERITIES
            for finding in report.of(severity)
        ],
        "known": sum(1 for _ in report.known),
        "unread": report.unread,
        "unused_rules": report.unused,
    }


def rules(reports: Iterable[Report]) -> str:
    """Format the findings as rules for decided.toml; a person adds the reasons."""
    out = []
    for report in reports:
        for severity in SEVERITIES:
            for finding in report.of(severity):
                lines = ["[[rule]]", f"document = {_toml(report.document)}", f"kind = {_toml(finding.kind)}"]
                lines.append(f"where = {_toml(finding.where)}")
                if finding.value:
                    lines.append(f"value = {_toml(finding.value)}")
                if len(finding.places) == 1:
                    lines.append(f"place = {_toml(finding.places[0])}")
                if len(finding.met) <= SHOWN and not finding.kind.startswith("operation"):
                    lines.append(f"operation = [{', '.join(_toml(name) for name in sorted(finding.met))}]")
                out.append("\n".join([*lines, 'reason = ""']))
    return "\n\n".join(out) + ("\n" if out else "")


def _summary(report: Report) -> str:
    counts = [f"{len(_together(found))} {severity}" for severity in SEVERITIES if (found := report.of(severity))]
    if report.unread:
        counts.append(f"{len(report.unread)} not understood")
    said = ", ".join(counts) or "no drift"
    known = f"; {len(report.known)} known and decided" if report.known else ""
    return f"{said} in {report.compared} operations that both have{known}"


def _together(findings: list[Finding]) -> list[Finding]:
    """Merge findings on values that were added or removed together."""
    out: dict[tuple[str, ...], Finding] = {}
    for finding in findings:
        same = repr(sorted((name, sorted(places)) for name, places in finding.met.items()))
        key = (finding.kind, finding.where, same if finding.kind.startswith("value-") else finding.detail)
        if key not in out:
            out[key] = replace(finding)
            continue
        out[key].value += f", {finding.value}"
        word = "has the new values" if finding.kind == "value-added" else "no longer has the values"
        out[key].detail = f"{word} {out[key].value}"
    return list(out.values())


def _met(finding: Finding) -> str:
    if finding.kind.startswith("operation") and finding.kind != "operation-moved":
        return ""
    names = sorted(finding.met)
    listed = ", ".join(clean(name, 60) for name in names[:SHOWN])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    share = f" of {finding.sharing}" if finding.sharing > len(names) else ""
    one = "operation" if len(names) == 1 and not share else "operations"
    sites = sorted(finding.sites) if share else []
    at = f"at {', '.join(clean(site, 60) for site in sites[:SHOWN])}{', ...' if len(sites) > SHOWN else ''}; "
    return f" [{' and '.join(finding.places)}; {at if sites else ''}{len(names)}{share} {one}: {listed}{more}]"


def clean(value: str, limit: int = 160) -> str:
    """Return foreign text in one line, without control characters for terminals."""
    line = "".join(c if c.isprintable() else "?" for c in value)
    return line if len(line) <= limit else line[: limit - 3] + "..."


def code(value: str) -> str:
    return f"`{clean(value).replace('`', chr(39))}`"


def prose(value: str) -> str:
    line = clean(value, 400)
    return "".join(f"\\{c}" if c in "\\`<>[]*_|#" else c for c in line)


def _toml(value: str) -> str:
    return json.dumps(value, ensure_ascii=True)
