"""Deliberate differences between specs/ and the published documents (decided.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from drift.comparison import FELT, REPLY, REQUEST, Finding
from drift.loading import UnreadableError

KEYS = {"document", "kind", "where", "value", "place", "operation", "reason"}


@dataclass(frozen=True, slots=True)
class Published:
    """A published document, and the files in specs/ that describe the same operations."""

    name: str
    url: str
    specs: tuple[str, ...]
    title: str


@dataclass(slots=True)
class Rule:
    """A pattern of differences that are not reported; * matches any text."""

    reason: str
    document: list[str]
    kind: list[str]
    where: list[str]
    value: list[str]
    place: list[str]
    operation: list[str]
    used: int = 0

    def covers(self, finding: Finding, operation: str, place: str, documents: Iterable[str]) -> bool:
        return (
            _any(self.kind, [finding.kind])
            and _any(self.place, [place])
            and _any(self.where, [finding.where])
            and _any(self.value, [finding.value])
            and _any(self.operation, [operation])
            and _any(self.document, documents)
        )

    def __str__(self) -> str:
        said = {key: ", ".join(getattr(self, key)) for key in ("document", "kind", "where", "value", "operation")}
        return "; ".join(f"{key} {value}" for key, value in said.items() if value)


@dataclass(slots=True)
class Decided:
    documents: dict[str, Published] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)

    def sift(self, document: Published, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """Split findings into those to report and those that a rule covers.

        A rule for a document applies to each file in specs/ that describes a part of it.
        """
        names = {document.name} | {d.name for d in self.documents.values() if set(document.specs) <= set(d.specs)}
        fresh: list[Finding] = []
        known: list[Finding] = []
        for finding in findings:
            rest: dict[str, set[str]] = {}
            covered: dict[str, set[str]] = {}
            for operation, places in finding.met.items():
                for place in places:
                    hit = self._rule(finding, operation, place, names | finding.specs)
                    (covered if hit else rest).setdefault(operation, set()).add(place)
            if rest:
                fresh.append(replace(finding, met=rest))
            if covered:
                known.append(replace(finding, met=covered))
        return fresh, known

    def _rule(self, finding: Finding, operation: str, place: str, documents: set[str]) -> bool:
        hits = [rule for rule in self.rules if rule.covers(finding, operation, place, documents)]
        for rule in hits:
            rule.used += 1
        return bool(hits)


def load(path: Path) -> Decided:
    """Load the rules from a file.

    Raises:
        UnreadableError: the file is missing or contains an invalid rule.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path.name}: cannot be read ({' '.join(str(error).split())})") from None
    try:
        documents = {
            name: Published(name, entry["url"], tuple(entry["specs"]), entry["title"])
            for name, entry in data.get("documents", {}).items()
        }
        rules = [_rule(path.name, number, entry) for number, entry in enumerate(data.get("rule", []), 1)]
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(f"{path.name}: a document needs url, specs and title ({error})") from None
    return Decided(documents, rules)


def _rule(name: str, number: int, entry: dict[str, Any]) -> Rule:
    lists = {k: [v] if isinstance(v, str) else v for k, v in entry.items() if k != "reason"}
    text = all(isinstance(v, list) and all(isinstance(i, str) for i in v) for v in lists.values())
    if unknown := sorted(set(entry) - KEYS):
        raise UnreadableError(f"{name}: rule {number} has the unknown key {unknown[0]!r}")
    if not text or not isinstance(entry.get("reason"), str) or not entry["reason"].strip():
        raise UnreadableError(f"{name}: rule {number} needs a reason; other values must be strings or lists of strings")
    if wrong := [kind for kind in lists.get("kind", []) if kind not in FELT]:
        raise UnreadableError(f"{name}: rule {number} has the unknown kind {wrong[0]!r}")
    if wrong := [place for place in lists.get("place", []) if place not in (REQUEST, REPLY)]:
        raise UnreadableError(f"{name}: rule {number} has the place {wrong[0]!r}, not request or reply")
    if not lists.get("kind"):
        raise UnreadableError(f"{name}: rule {number} needs a kind, since without one it would match everything")
    document, kind, where, value, place, operation = (
        lists.get(key, []) for key in ("document", "kind", "where", "value", "place", "operation")
    )
    return Rule(entry["reason"], document, kind, where, value, place, operation)


def _any(patterns: list[str], texts: Iterable[str]) -> bool:
    return not patterns or any(_pattern(p).fullmatch(t) for p in patterns for t in texts)


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _pattern(text: str) -> re.Pattern[str]:
    if text not in _PATTERNS:
        _PATTERNS[text] = re.compile(".*".join(map(re.escape, text.split("*"))), re.DOTALL)
    return _PATTERNS[text]
