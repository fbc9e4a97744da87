"""Report differences between the platform's published documents and specs/.

    python scripts/spec_drift.py                          all published documents
    python scripts/spec_drift.py FILE_OR_URL              one document, which is recognised by its paths
    python scripts/spec_drift.py FILE --document qti      one document, named explicitly

Exit code: 0 without drift, 1 with drift, 2 if a document cannot be read; one line on stderr gives the reason.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from drift import report as reporting
from drift.accepted import Decided, Published, load
from drift.comparison import Comparison
from drift.loading import UnreadableError, read, shown
from drift.operations import Operation, bases, operations, pair
from drift.schemas import Document, mapping

from generator.bundling import SpecError, bundle

REPOSITORY = Path(__file__).resolve().parent.parent
FORMATS: dict[str, Callable[[Iterable[reporting.Report]], str]] = {
    "text": reporting.text,
    "json": reporting.as_json,
    "markdown": reporting.markdown,
    "rules": reporting.rules,
}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare published OpenAPI documents with specs/.")
    parser.add_argument("source", nargs="?", metavar="FROM", help="a file or URL (default: the published documents)")
    parser.add_argument("--document", help="oneroster, qti, powerpath, or a file of specs/: oneroster_rostering")
    parser.add_argument("--specs", type=Path, default=REPOSITORY / "specs", help="the folder of our documents")
    parser.add_argument("--decided", type=Path, default=Path(__file__).parent / "drift" / "decided.toml")
    form = parser.add_mutually_exclusive_group()
    for option, use in (("json", "for machines"), ("markdown", "for a pull request"), ("rules", "for decided.toml")):
        form.add_argument(f"--{option}", action="store_const", const=option, dest="form", help=use)
    arguments = parser.parse_args(argv)
    reports: list[reporting.Report] = []
    failed = False
    try:
        decided = load(arguments.decided)
        source: str | None = arguments.source
        jobs: list[tuple[str, str | None]] = [(source, arguments.document)] if source else []
        if not jobs:
            known = choices(decided)
            if arguments.document and arguments.document not in known:
                raise UnreadableError(unknown(arguments.document, known))
            chosen = [arguments.document] if arguments.document else list(decided.documents)
            jobs = [(known[name].url, name) for name in chosen]
    except UnreadableError as error:
        print(f"spec-drift: {reporting.clean(str(error), 400)}", file=sys.stderr)
        return 2
    for origin, name in jobs:
        try:
            reports.append(compare(origin, name, arguments.specs, decided))
        except (UnreadableError, SpecError) as error:
            failed = True
            print(f"spec-drift: {reporting.clean(str(error), 400)}", file=sys.stderr)
            if source is None:
                print(f"Without network: make spec-drift FROM=downloaded-file DOCUMENT={name}", file=sys.stderr)
    if reports:
        sys.stdout.write(FORMATS[arguments.form or "text"](reports))
    return 2 if failed else int(any(report.drifted for report in reports))


def compare(source: str, name: str | None, specs: Path, decided: Decided) -> reporting.Report:
    """Compare one document with the files of specs/ that describe the same operations.

    Raises:
        UnreadableError: it cannot be read, or is not a known document.
        SpecError: specs/ itself cannot be read.
    """
    known = choices(decided)
    if name and name not in known:
        raise UnreadableError(unknown(name, known))
    label = shown(source)
    content = read(source)
    try:
        theirs = Document(content, label, named=False)
        found = operations(theirs)
        published = known[name] if name else guess(theirs, found, specs, decided)
        ours = {spec: _ours(specs, spec)[0] for spec in published.specs}
        mine = [operation for spec in published.specs for operation in _ours(specs, spec)[1]]
        if published.name not in decided.documents:
            found = _within(found, [base for document in ours.values() for base in bases(document)])
        compared = len(pair(mine, found)[0])
        if not compared and not {o.id for o in mine} & {o.id for o in found if o.id}:
            raise UnreadableError(f"{label}: has no operation of {published.name}; is it another document?")
        findings = Comparison(ours, theirs).run(mine, found)
    except RecursionError:
        raise UnreadableError(f"{label}: is nested too deeply to be compared") from None
    fresh, covered = decided.sift(published, findings)
    unused = [str(rule) for rule in decided.rules if not rule.used and published.name in rule.document]
    return reporting.Report(
        published.name, label, published.specs, compared, fresh, covered, list(theirs.unread), unused
    )


def choices(decided: Decided) -> dict[str, Published]:
    """Return the valid names: a published document, or one of the files of specs/ that it is compared with."""
    out = dict(decided.documents)
    for published in decided.documents.values():
        for spec in published.specs:
            out.setdefault(spec, Published(spec, published.url, (spec,), published.title))
            out.setdefault(spec.rpartition("_")[2], Published(spec, published.url, (spec,), published.title))
    return out


def unknown(name: str, known: Iterable[str]) -> str:
    return f"unknown document {name!r}; choose from {', '.join(sorted(known))}"


def guess(theirs: Document, found: list[Operation], specs: Path, decided: Decided) -> Published:
    """Return the document with the most operations in common, or else the one whose name is part of the title.

    Raises:
        UnreadableError: none of them matches.
    """
    scores = {}
    for published in decided.documents.values():
        mine = [operation for spec in published.specs for operation in _ours(specs, spec)[1]]
        scores[published.name] = len(pair(mine, found)[0])
    best = sorted(scores, key=lambda name: -scores[name])
    if scores[best[0]] > max([scores[name] for name in best[1:]], default=0):
        return decided.documents[best[0]]
    title = str(mapping(theirs.root.get("info")).get("title", "")).lower()
    for published in decided.documents.values():
        if published.title.lower() in title:
            return published
    raise UnreadableError(f"{theirs.name}: is like none of {', '.join(best)}; name one (DOCUMENT=...)")


@cache
def _ours(folder: Path, spec: str) -> tuple[Document, list[Operation]]:
    path = folder / f"{spec}.yaml"
    try:
        document = Document(bundle(path)[0], f"specs/{path.name}", named=True)
    except OSError as error:
        raise UnreadableError(f"specs/{path.name}: cannot be read ({error.strerror})") from None
    return document, operations(document, spec)


def _within(found: list[Operation], prefixes: list[str]) -> list[Operation]:
    """Return the operations below our base paths, if the document has any."""
    starts = tuple(prefix + "/" for prefix in prefixes if prefix)
    return [o for o in found if any(path.startswith(starts) for _, path in o.keys)] or found


if __name__ == "__main__":
    raise SystemExit(main())
