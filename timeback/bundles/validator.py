"""Validation of a bundle: cells, ids and references. Ids are kept in a temporary database, so memory stays constant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any

from timeback._spec.status import is_deleted
from timeback._storage.database import temporary_database
from timeback.bundles.cell_reader import CellError, parse_cell
from timeback.bundles.csv_schema import CHECK_ORDER, NESTED_FILES, TARGET_TYPES, Column
from timeback.bundles.header import METADATA, Header
from timeback.bundles.opened import OpenedBundle
from timeback.bundles.parent_circles import COLUMN as PARENT
from timeback.bundles.parent_circles import FILES as FILES_WITH_PARENTS
from timeback.bundles.parent_circles import ParentIndex
from timeback.bundles.problems import BundleError, Problem, Severity, shown_id
from timeback.bundles.root_org import SESSION_ORG

# Files that every bulk roster needs. The standard lists them in an appendix only.
_ROSTER = ("academicSessions", "classes", "courses", "enrollments", "orgs", "users")
_AT_TOP = "the organisation of this row counts as one at the top"
_OWN_PARENT = {
    "orgs": f"an organisation cannot be its own parent; {_AT_TOP}",
    "academicSessions": "a session cannot be its own parent; other servers may reject it",
}


def find_problems(bundle: OpenedBundle) -> Iterator[Problem]:
    yield from bundle.opening
    yield from _manifest_and_files(bundle)
    with closing(_IdIndex()) as ids:
        for stem in CHECK_ORDER:
            if stem in bundle.layout and stem in bundle.files:
                yield from _FileValidator(bundle, stem, ids).problems()
        yield from _users_without_roles(bundle, ids)


def limit_problems(found: Iterator[Problem], limit: int | None) -> Iterator[Problem]:
    counts: Counter[tuple[str, str | None, str, Severity]] = Counter()
    for problem in found:
        key = (problem.file, problem.column, problem.rule, problem.severity)
        counts[key] += 1
        if limit is None or counts[key] <= limit:
            yield problem
    for (file, column, rule, severity), count in counts.items():
        if limit is not None and count > limit:
            yield Problem(file, None, column, rule, f"{count - limit} more problems of this kind", severity)


def _manifest_and_files(bundle: OpenedBundle) -> Iterator[Problem]:
    lines = bundle.manifest.lines if bundle.manifest else {}
    for stem in bundle.layout:
        mode, line = bundle.modes[stem], lines.get(f"file.{stem}")
        if mode != "absent" and stem not in bundle.files:
            text = f"the file is missing; its mode in the manifest is {mode}"
            yield Problem(f"{stem}.csv", None, None, "missing-file", text)
        elif mode == "absent" and stem in bundle.files:
            at = f", line {line}" if line else ""
            text = f"the file exists, but its mode in the manifest{at} is absent; it is ignored"
            yield Problem(f"{stem}.csv", None, None, "unlisted-file", text)
    for stem in sorted(bundle.files.keys() - bundle.layout.keys()):
        yield Problem(f"{stem}.csv", None, None, "unknown-file", f"not a file of version {bundle.version}", "warning")
    present = bundle.files.keys()
    if "users" in present and bundle.modes["users"] == "bulk":
        needed = _ROSTER if "roles" not in bundle.layout else (*_ROSTER, "roles")
        for stem in needed:
            if stem not in present and bundle.modes[stem] == "absent":
                yield Problem(
                    f"{stem}.csv", None, None, "incomplete", "a bulk roster must include this file", "warning"
                )


class _IdIndex:
    """The sourcedIds read so far, with line and type, and the references whose lookup is deferred."""

    def __init__(self) -> None:
        self._db = temporary_database()
        run = self._db.execute
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA cache_size = -32768")
        run("CREATE TABLE ids (file TEXT, id TEXT, line INTEGER, type TEXT, PRIMARY KEY (file, id)) WITHOUT ROWID")
        run("CREATE TABLE later (line INTEGER, name TEXT, id TEXT, owner TEXT)")
        self.parents = ParentIndex(self._db)
        self.unreadable: set[str] = set()
        """Files of which not all rows can be read, so that it is not known which ids they have."""
        run("BEGIN")
        self.line_of = lru_cache(2_000)(self._line_of)

    def add(self, file: str, id_: str, line: int, type_: str | None = None) -> bool:
        """Add an id and return whether it is new."""
        row = (file, id_, line, type_)
        added: int = self._db.execute("INSERT OR IGNORE INTO ids VALUES (?, ?, ?, ?)", row).rowcount
        return added == 1

    def _line_of(self, file: str, id_: str) -> tuple[int, str | None] | None:
        found = self._db.execute("SELECT line, type FROM ids WHERE file = ? AND id = ?", (file, id_)).fetchone()
        return None if found is None else (found[0], found[1])

    def defer_lookup(self, line: int, column: str, id_: str, owner: str | None) -> None:
        self._db.execute("INSERT INTO later VALUES (?, ?, ?, ?)", (line, column, id_, owner))

    def missing_deferred_ids(self, file: str) -> Iterator[tuple[int, str, str, str | None]]:
        yield from self._db.execute(
            "SELECT later.line, name, later.id, owner FROM later LEFT JOIN ids ON ids.file = ? AND ids.id = later.id "
            "WHERE ids.id IS NULL ORDER BY later.rowid",
            (file,),
        )
        self._db.execute("DELETE FROM later")

    def without(self, file: str, other: str) -> Iterator[tuple[str, int]]:
        """Yield the ids of one file that another file does not have."""
        yield from self._db.execute(
            "SELECT id, line FROM ids AS ids_of_file WHERE file = ? AND NOT EXISTS "
            "(SELECT 1 FROM ids WHERE file = ? AND id = ids_of_file.id) ORDER BY line",
            (file, other),
        )

    def close(self) -> None:
        self._db.close()


class _FileValidator:
    def __init__(self, bundle: OpenedBundle, stem: str, ids: _IdIndex) -> None:
        self._bundle = bundle
        self._stem = stem
        self._name = bundle.files[stem]
        self._ids = ids
        self._problems: list[Problem] = []
        self._missing_targets: set[str] = set()
        self._line = 0
        self._column = ""
        self._object_id: str | None = None
        self._row: tuple[Header, list[str]] | None = None
        self._filled: Counter[str] = Counter()
        # The target of a reference in a delta can be in an earlier bundle.
        self._dangling_severity: Severity = "error" if self._mode(stem) == "bulk" else "warning"

    def _mode(self, stem: str) -> str:
        return self._bundle.modes.get(stem, "absent")

    def _add(self, line: int | None, column: str | None, rule: str, text: str, severity: Severity = "error") -> None:
        object_id = self._object_id if self._row is None else self._row[0].object_id(self._row[1])
        self._problems.append(Problem(self._name, line, column, rule, text, severity, object_id))

    def _flush(self) -> Iterator[Problem]:
        yield from self._problems
        self._problems.clear()

    def problems(self) -> Iterator[Problem]:
        try:
            yield from self._check_rows()
        except BundleError as error:
            # Continue with the other files after a damaged one.
            self._problems.append(error.problem)
        self._row = None
        for line, column, id_, owner in self._ids.missing_deferred_ids(self._stem):
            self._object_id = owner
            self._report_dangling(line, column, self._stem, id_)
        if self._stem in FILES_WITH_PARENTS:
            self._report_circles()
        self._object_id = None
        self._check_mode()
        yield from self._flush()

    def _check_rows(self) -> Iterator[Problem]:
        count = 0
        with closing(self._bundle.rows(self._stem, self._report_unreadable)) as found:
            header = self._bundle.header(self._stem, found, self._problems.append)
            yield from self._flush()
            if not header.readable or (header.width and not header.usable):
                self._ids.unreadable.add(self._stem)
            if not header.readable:
                return
            for line, cells in found:
                count += 1
                self._check_row(header, line, cells)
                if self._problems:
                    yield from self._flush()
        if not count and header.width and not found.skipped:
            text = "the file has a header and no rows; the standard requires to omit it and to set its mode to absent"
            self._problems.append(Problem(self._name, header.line, None, "empty", text, "warning"))

    def _report_unreadable(self, problem: Problem) -> None:
        """Add the problem of a row that cannot be read. References to its object are no errors of their own."""
        self._problems.append(problem)
        if problem.whole_file:
            self._ids.unreadable.add(self._stem)
        elif problem.line is not None and problem.object_id is not None and self._stem not in NESTED_FILES:
            self._ids.add(self._stem, problem.object_id, problem.line)

    def _check_row(self, header: Header, line: int, cells: list[str]) -> None:
        if header.is_blank(cells):
            self._row = None
            self._add(line, None, "blank-row", "the row has no values", "warning")
            return
        if not header.fits(line, cells, self._report_unreadable):
            return
        values: dict[str, Any] = {}
        self._line, self._row = line, (header, cells)
        blank: set[str] = set()
        for index, column in header.columns:
            text = cells[index]
            if not text or text.isspace():
                blank.add(column.name)
                if column.required:
                    is_id = column.name == "sourcedId" or index == header.id_index
                    needed = is_id or not header.is_deleted(cells)
                    severity: Severity = "error" if needed else "warning"
                    self._add(line, column.name, "required", "required by the standard, is blank", severity)
                continue
            self._column = column.name
            try:
                values[column.name] = parse_cell(column, text, self._warn)
            except CellError as error:
                self._add(line, column.name, error.rule, error.text)
        self._check_sourced_id(line, values)
        for _, column in header.columns:
            if column.target and column.name in values and column.name != "sourcedId":
                self._check_references(line, column, values)
        if self._stem == "academicSessions":
            for index, key in header.metadata:
                if key == SESSION_ORG and (org := cells[index].strip()):
                    self._look_up(line, METADATA + key, "orgs", org)
        self._check_managed_columns(line, values, blank)
        if self._stem in ("classes", "courses"):
            subjects, codes = values.get("subjects"), values.get("subjectCodes")
            if subjects and codes and len(subjects) != len(codes):
                self._add(line, "subjectCodes", "length", "the numbers of codes and subjects differ", "warning")
        if "password" in values:
            self._filled["password"] += 1

    def _warn(self, rule: str, text: str) -> None:
        self._add(self._line, self._column, rule, text, "warning")

    def _check_sourced_id(self, line: int, values: dict[str, Any]) -> None:
        id_ = values.get("sourcedId")
        if id_ is None:
            return
        if not self._ids.add(self._stem, id_, line, values.get("type")):
            first = self._ids.line_of(self._stem, id_)
            at = f" on line {first[0]}" if first else " in this file"
            if self._stem not in NESTED_FILES:
                # The first row with this id is valid.
                self._row = None
            self._add(line, "sourcedId", "duplicate", f"sourcedId {shown_id(id_)} is not unique; it occurs first{at}")
        if self._stem == "demographics":
            self._look_up(line, "sourcedId", "users", id_)
        if self._stem == "roles" and "userSourcedId" in values and not is_deleted(values):
            self._ids.add("users with roles", values["userSourcedId"]["sourcedId"], line)

    def _check_references(self, line: int, column: Column, values: dict[str, Any]) -> None:
        value = values[column.name]
        for reference in value if isinstance(value, list) else [value]:
            id_ = reference["sourcedId"]
            if column.name == PARENT and self._stem in FILES_WITH_PARENTS and id_ == values.get("sourcedId"):
                self._add(line, column.name, "own-parent", _OWN_PARENT[self._stem], "warning")
            elif column.target == self._stem:
                owner = None if self._row is None else values.get("sourcedId")
                self._ids.defer_lookup(line, column.name, id_, owner)
                if column.name == PARENT and self._stem in FILES_WITH_PARENTS and "sourcedId" in values:
                    self._ids.parents.add(values["sourcedId"], id_, line)
            else:
                self._look_up(line, column.name, column.target, id_)

    def _report_circles(self) -> None:
        for members, text in self._ids.parents.circles():
            for id_, line in members:
                self._object_id = id_
                self._add(line, PARENT, "circle", text)

    def _look_up(self, line: int, column: str, target: str, id_: str) -> None:
        if target not in self._bundle.files:
            if column not in self._missing_targets:
                self._missing_targets.add(column)
                text = f"refers to {target}.csv, which is missing"
                severity = self._dangling_severity
                self._problems.append(
                    Problem(self._name, line, column, "missing-file", text, severity, whole_file=True)
                )
            return
        found = self._ids.line_of(target, id_)
        if found is None:
            self._report_dangling(line, column, target, id_)
            return
        wanted = TARGET_TYPES.get((self._stem, column))
        if wanted and found[1] not in (None, wanted):
            self._add(line, column, "type", f"{shown_id(id_)} must be of type {wanted}", "warning")

    def _report_dangling(self, line: int, column: str, target: str, id_: str) -> None:
        if target in self._ids.unreadable:
            return
        severity = self._dangling_severity if self._mode(target) == "bulk" else "warning"
        text = f"{shown_id(id_)} is not in {target}.csv"
        if self._is_parent_org(column):
            severity, text = "warning", f"{text}; {_AT_TOP}" if self._mode(target) == "bulk" else text
        self._add(line, column, "dangling", text, severity)

    def _is_parent_org(self, column: str) -> bool:
        return self._stem == "orgs" and column == "parentSourcedId"

    def _check_managed_columns(self, line: int, values: dict[str, Any], blank: set[str]) -> None:
        for name in ("status", "dateLastModified"):
            if name in values:
                self._filled[name] += 1
            elif name in blank and self._mode(self._stem) == "delta":
                self._add(line, name, "required", "required in a delta file, is blank")

    def _check_mode(self) -> None:
        if self._mode(self._stem) == "bulk":
            for name in ("status", "dateLastModified"):
                if self._filled[name]:
                    text = f"{self._filled[name]} rows have a value, which must be blank in a bulk file; it is read"
                    self._add(None, name, "mode", text, "warning")
        if self._filled["password"]:
            text = f"{self._filled['password']} passwords in plain text; they are only read with passwords=True"
            self._add(None, "password", "password", text, "warning")


def _users_without_roles(bundle: OpenedBundle, ids: _IdIndex) -> Iterator[Problem]:
    if bundle.modes.get("roles") != "bulk" or not {"users", "roles"} <= bundle.files.keys() - ids.unreadable:
        return
    for id_, line in ids.without("users", "users with roles"):
        text = f"{shown_id(id_)} has no row in roles.csv; the role of this user is unknown"
        yield Problem(bundle.files["users"], line, "sourcedId", "no-role", text, "warning")
