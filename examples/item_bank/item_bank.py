"""Publish a folder of QTI 3 items and tests.

Every document is checked before anything is sent: locally by ``timeback.qti.check``, which reports lines and rules,
then by the server's own validation. Only new and changed documents are sent. Nothing is deleted on the server.

The folder has ``items/*.xml`` with one ``qti-assessment-item`` each, and ``tests/*.json`` with one test each, in the
form that the API takes. The names of the files do not matter; the identifiers are in the documents.

    python item_bank.py content --dry-run
    python item_bank.py content

Exit codes: 0 done, 1 a document failed or the server is unreachable, 2 wrong usage or an invalid document.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timeback import TimeBackClient, qti
from timeback.errors import ConfigurationError, NotFoundError, TimeBackError


class ContentError(Exception):
    """Documents are invalid. The text has one line for each problem."""


@dataclass
class Content:
    """The documents of a folder, by their identifiers."""

    items: dict[str, str] = field(default_factory=dict)
    tests: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class Counts:
    """What was done with the documents."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{count} {name}" for name, count in vars(self).items() if count) or "nothing to do"


def read_content(folder: Path) -> Content:
    """Read and check all documents of a folder.

    Raises:
        ContentError: a document is invalid, two have the same identifier, or a test refers to an item that is missing.
    """
    content, problems = Content(), list[str]()
    for path in sorted(folder.glob("items/*.xml")):
        place = path.relative_to(folder).as_posix()
        # The bytes, so that the encoding that the document declares is used.
        source = path.read_bytes()
        if found := qti.check(source, "item"):
            problems += [f"{place}: {problem}" for problem in found]
            continue
        identifier = qti.read(source).identifier
        if identifier in content.items:
            problems.append(f"{place}: another file has the identifier {identifier}")
        content.items[identifier] = source.decode("utf-8-sig")
    for path in sorted(folder.glob("tests/*.json")):
        place = path.relative_to(folder).as_posix()
        try:
            test = json.loads(path.read_text(encoding="utf-8"))
            identifier = test["identifier"]
            missing = [item for item in item_references(test) if item not in content.items]
        except (ValueError, KeyError, TypeError) as error:
            problems.append(f"{place}: not a test in JSON: {type(error).__name__} {error}")
            continue
        if identifier in content.tests:
            problems.append(f"{place}: another file has the identifier {identifier}")
        problems += [f"{place}: refers to the item {item}, which no file has" for item in missing]
        content.tests[identifier] = test
    if not content.items and not content.tests and not problems:
        problems.append(f"{folder} has no items/*.xml and no tests/*.json")
    if problems:
        raise ContentError("\n".join(problems))
    return content


def item_references(test: dict[str, Any]) -> Iterator[str]:
    """The identifiers of the items of a test, in their order."""
    for part in test["qti-test-part"]:
        for section in part["qti-assessment-section"]:
            for reference in section.get("qti-assessment-item-ref", ()):
                yield reference["identifier"]


def validate(client: TimeBackClient, content: Content) -> None:
    """Let the server validate the items.

    Raises:
        ContentError: the server finds an error.
    """
    problems = []
    for identifier, xml in content.items.items():
        result = client.qti.validation.validate({"schema": "item", "xml": xml})
        if result.success not in (True, "true"):
            reasons = result.validation_errors or [result.message or "no reason given"]
            problems += [f"{identifier}: the server says: {reason}" for reason in reasons]
    if problems:
        raise ContentError("\n".join(problems))


def publish(client: TimeBackClient, content: Content, *, dry_run: bool) -> Counts:
    """Create or replace the documents that differ from those of the server.

    Items come first, since tests refer to them.
    """
    counts = Counts()
    items, tests = client.qti.assessment_items, client.qti.assessment_tests
    for identifier, xml in content.items.items():
        try:
            state = item_state(client, identifier, xml)
            print(f"item {identifier}: {state}")
            if state == "new" and not dry_run:
                items.create_assessment_item({"format": "xml", "xml": xml})
            elif state == "changed" and not dry_run:
                items.update_assessment_item(identifier, replacement(xml))
        except TimeBackError as error:
            state = refused("item", identifier, error)
        count(counts, state)
    for identifier, test in content.tests.items():
        try:
            state = test_state(client, identifier, test)
            print(f"test {identifier}: {state}")
            if state == "new" and not dry_run:
                tests.create_assessment_test(test)
            elif state == "changed" and not dry_run:
                tests.update_assessment_test(identifier, test)
        except TimeBackError as error:
            state = refused("test", identifier, error)
        count(counts, state)
    return counts


def replacement(xml: str) -> dict[str, Any]:
    """The body that replaces an item. A PUT takes no XML alone, as a POST does, but the form that a GET returns.

    Without ``interaction`` the server takes the XML, which has all of the item. The JSON form of some interactions does
    not.
    """
    body = qti.to_json(qti.read(xml))
    body.pop("interaction", None)
    return body


def item_state(client: TimeBackClient, identifier: str, xml: str) -> str:
    """Whether an item is new, changed or unchanged. The server keeps the XML as it was sent."""
    try:
        stored = client.qti.assessment_items.get_assessment_item(identifier)
    except NotFoundError:
        return "new"
    return "unchanged" if stored.raw_xml == xml else "changed"


def test_state(client: TimeBackClient, identifier: str, test: dict[str, Any]) -> str:
    """Whether a test is new, changed or unchanged. The server adds properties, so only those of the file count."""
    try:
        stored = client.qti.assessment_tests.get_assessment_test(identifier).to_dict()
    except NotFoundError:
        return "new"
    return "unchanged" if has(stored, test) else "changed"


def has(stored: Any, wanted: Any) -> bool:
    """Whether a stored value has all that is wanted."""
    if isinstance(wanted, dict):
        return isinstance(stored, dict) and all(has(stored.get(name), value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(stored, list) and len(stored) == len(wanted) and all(map(has, stored, wanted))
    return bool(stored == wanted)


def refused(kind: str, identifier: str, error: TimeBackError) -> str:
    """Report the error of one document. The others are published nevertheless."""
    print(f"{kind} {identifier}: {error}", file=sys.stderr)
    return "failed"


def count(counts: Counts, state: str) -> None:
    """Count one document."""
    name = {"new": "created", "changed": "updated"}.get(state, state)
    setattr(counts, name, getattr(counts, name) + 1)


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="folder with items/*.xml and tests/*.json")
    parser.add_argument("--dry-run", action="store_true", help="validate and compare, and write nothing")
    parser.add_argument("--profile", help="a profile of the configuration file, instead of environment variables")
    options = parser.parse_args(arguments)
    try:
        content = read_content(options.folder)
        with TimeBackClient.from_profile(options.profile) if options.profile else TimeBackClient() as client:
            validate(client, content)
            counts = publish(client, content, dry_run=options.dry_run)
    except (ContentError, ConfigurationError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    except (TimeBackError, OSError) as error:
        print(f"{error}\nRun the program again; documents that are published are not sent again.", file=sys.stderr)
        return 1
    print(f"dry run: {counts}" if options.dry_run else str(counts))
    return 1 if counts.failed else 0


if __name__ == "__main__":
    sys.exit(main())
