"""Check the subject of a commit message: imperative mood, at most 72 characters, no full stop.

    python scripts/commit_subject.py FILE

Git's commit-msg hook calls it with the file that contains the message. Exit code: 0 without findings, 1 with findings.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST = 72
# Git and `git commit --fixup` write these subjects themselves.
_WRITTEN_BY_GIT = re.compile(r"(Merge|Revert|fixup!|squash!|amend!) ")
_NOT_IMPERATIVE = re.compile(r"\w+(ed|ing|[^s]s)")
# Imperatives that look like a past tense, a participle or a third person.
_IMPERATIVE = {
    *("Alias", "Bias", "Bring", "Embed", "Exceed", "Feed", "Focus"),
    *("Need", "Ping", "Proceed", "Seed", "Speed", "Spring", "String"),
}


def problems(subject: str) -> Iterator[str]:
    """Yield what is wrong with a subject."""
    if _WRITTEN_BY_GIT.match(subject):
        return
    if not subject:
        yield "the message has no subject"
        return
    if len(subject) > LONGEST:
        yield f"the subject has {len(subject)} characters; shorten it to {LONGEST} or less"
    first = subject.split()[0]
    if not first[0].isupper():
        yield "the subject starts with a lowercase letter or a sign; start it with a capitalised verb"
    elif _NOT_IMPERATIVE.fullmatch(first) and first not in _IMPERATIVE:
        yield f"the subject starts with {first!r}; use the imperative, for example 'Add' rather than 'Added' or 'Adds'"
    if subject.endswith("."):
        yield "the subject ends with a full stop; remove it"


def main() -> int:
    if len(sys.argv) != 2:
        sys.exit("usage: commit_subject.py FILE")
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    found = list(problems(next((line.strip() for line in lines if not line.startswith("#")), "")))
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
