"""Reading the objects of a bundle, one at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Set
from contextlib import closing
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final

from timeback._spec.root_organisation import RootOrgFinder, org_reference
from timeback._spec.status import is_deleted
from timeback.bundles.archive_reader import Limits
from timeback.bundles.csv_rows import ProblemHandler, errors_only, raise_problem
from timeback.bundles.csv_schema import COLLECTIONS, NESTED_FILES, NESTED_PROPERTIES
from timeback.bundles.opened import OpenedBundle
from timeback.bundles.problems import (
    MAX_LISTED,
    BundleError,
    BundleWarning,
    Mapped,
    Problem,
    Severity,
    bundle_error,
    format_problems,
)
from timeback.bundles.root_org import find_root, pop_org
from timeback.bundles.rows_to_object import JsonDict, NestedRowStore, add_nested_rows, owner_id, start_object
from timeback.bundles.validator import find_problems, limit_problems
from timeback.bundles.version_1_1 import map_user, mappings
from timeback_runtime.frames import clears_locals, warn_caller

__all__ = ["Bundle"]

_NOT_WARNED: Final = frozenset(
    {"dangling", "incomplete", "missing-column", "missing-file", "own-parent", "required", "type"}
)
"""Rules of which `report_problems` does not warn.

Exports of changes, with their deleted rows, and of single collections normally have these problems. An organisation
that is its own parent is in `detached_orgs`.
"""


class Bundle(OpenedBundle):
    """A OneRoster CSV bundle, version 1.2 or 1.1, in a folder or a zip file. Create it with `Bundle.open`.

    version: "1.2" or "1.1"; None if the manifest is missing or names another version
    modes: the mode of each file in the manifest: "bulk", "delta" or "absent"
    collections: the collections of the bundle; each comes after those that it refers to
    mapped: the properties that columns of version 1.1 are read as; empty for 1.2
    skipped_rows: the line numbers of rows that are not read, by the name of the file without its ending
    """

    def __init__(self, path: str | Path, *, root_org: str | None, passwords: bool, limits: Limits) -> None:
        super().__init__(path, limits)
        self._given_root = root_org
        self._root: RootOrgFinder | None = None
        self._passwords = passwords
        self.skipped_rows: Mapping[str, Set[int]] = {}
        self.mapped: list[Mapped] = mappings(self.files) if self.version == "1.1" else []

    @classmethod
    @clears_locals
    def open(
        cls,
        path: str | Path,
        *,
        root_org: str | None = None,
        passwords: bool = False,
        limits: Limits | None = None,
    ) -> Bundle:
        """Open a folder or a zip file. `check` and `read` report all problems that do not make it unsafe to open.

        root_org: sourcedId of the organisation of academic sessions for which the files name none. The default is
            the root organisation of orgs.csv
        passwords: whether to read passwords. By default they are left out
        limits: limits on the size of the bundle

        Raises:
            BundleError: the bundle does not exist, is unsafe to read, or exceeds a limit.
        """
        return cls(path, root_org=root_org, passwords=passwords, limits=limits or Limits())

    def __enter__(self) -> Bundle:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Bundle({self.path.name!r}, version={self.version!r}, collections={list(self.collections)!r})"

    @property
    def collections(self) -> tuple[str, ...]:
        return tuple(name for name in COLLECTIONS if self._has_file(name))

    @property
    def root_org(self) -> str | None:
        """sourcedId of the organisation of academic sessions, or None if orgs.csv has no single root organisation."""
        return self._given_root if self._given_root is not None else self._found_root.id

    @property
    def root_candidates(self) -> list[str]:
        """The ids of the first ten organisations at the top."""
        return self._found_root.candidates

    @property
    def has_uncertain_root(self) -> bool:
        """Whether orgs.csv has an invalid row that may be the root organisation."""
        return self._found_root.is_uncertain

    @property
    def detached_orgs(self) -> list[str]:
        """The ids of organisations at the top that name a parent: themselves, or one that the bundle does not have."""
        return self._found_root.detached

    def needs_root_org(self) -> bool:
        """Return whether there are academic sessions whose organisation is unknown without `root_org`."""
        if self.root_org is not None or not self._has_file("academicSessions"):
            return False
        with closing(self._values("academicSessions", lambda problem: None)) as sessions:
            return any(pop_org(session) is None for _, session in sessions)

    def partial_properties(self, collection: str) -> frozenset[str]:
        """The properties of which the bundle has only changed items, because these are in a file of mode delta."""
        modes = ("delta", "absent") if self.modes.get(collection) == "delta" else ("delta",)
        return frozenset(
            NESTED_PROPERTIES[stem]
            for stem, (owner, _) in NESTED_FILES.items()
            if owner == collection and self.modes.get(stem) in modes
        )

    def changed_rows(self, collection: str) -> Iterator[tuple[str, int, str, bool]]:
        """Yield the rows of files of mode delta that belong to the objects of a collection, without invalid rows.

        Each has the name of its file, its line, the id of the object, and whether it is marked as deleted.
        """
        for stem, (owner, column) in NESTED_FILES.items():
            if owner == collection and self.modes.get(stem) == "delta" and self._has_file(stem):
                for line, values in self._values(stem, lambda problem: None):
                    reference = values.get(column.removesuffix("SourcedId"))
                    if reference is not None:
                        yield stem, line, reference["sourcedId"], is_deleted(values)

    def has_given_root(self) -> bool:
        """Return False if `root_org` was given and is not in a bulk orgs.csv, which lists all organisations."""
        if self._given_root is None or not self._has_file("orgs") or self.modes["orgs"] != "bulk":
            return True
        with closing(self._values("orgs", lambda problem: None)) as orgs:
            return any(org["sourcedId"] == self._given_root for _, org in orgs)

    @property
    def _found_root(self) -> RootOrgFinder:
        if self._root is None:
            has_orgs = self._has_file("orgs")
            self._root = find_root(self, self.skipped_rows.get("orgs", ())) if has_orgs else RootOrgFinder()
        return self._root

    def _values(self, stem: str, report: ProblemHandler) -> Generator[tuple[int, JsonDict], None, None]:
        """Yield the line and the values of each row. Warnings are not reported."""
        report, skipped = errors_only(report), self.skipped_rows.get(stem, ())
        # Close the file here. Otherwise the traceback of an error would keep it open.
        with closing(self.rows(stem, report)) as found:
            header = self.header(stem, found, report)
            for line, cells in found if header.usable else ():
                if not header.is_blank(cells) and line not in skipped:
                    values = header.values(line, cells, report, passwords=self._passwords)
                    if values is not None:
                        yield line, values

    @clears_locals
    def read(self, collection: str, *, on_problem: ProblemHandler | None = None) -> Iterator[JsonDict]:
        """Yield the objects of a collection with the properties of the REST binding.

        Nothing is yielded for a collection that the bundle does not have.

        on_problem: called for each row that cannot be read; the row is skipped. Without it, the first such row raises

        Raises:
            BundleError: a row cannot be read, the file is missing, or the version of the bundle is not supported.
            ValueError: the CSV files have no such collection.
        """
        return (value for _, value in self.read_with_lines(collection, on_problem=on_problem))

    @clears_locals
    def read_with_lines(
        self, collection: str, *, on_problem: ProblemHandler | None = None
    ) -> Iterator[tuple[int, JsonDict]]:
        """Yield the line of each object, and the object. Otherwise as `read`."""
        if collection not in COLLECTIONS:
            raise ValueError(f"collection {collection!r} does not exist; choose one of {', '.join(COLLECTIONS)}")
        self._check_version()
        if self.modes.get(collection, "absent") == "absent":
            return iter(())
        if collection not in self.files:
            mode = self.modes[collection]
            raise bundle_error(
                f"{collection}.csv", "missing-file", f"the file is missing; its mode in the manifest is {mode}"
            )
        return self._read(collection, on_problem or raise_problem)

    def _check_version(self) -> None:
        if self.version is None:
            errors = [problem for problem in self.opening if problem.severity == "error"]
            causes = [problem for problem in errors if problem.rule in ("missing-manifest", "version")]
            raise BundleError((causes or errors)[0])

    def _read(self, collection: str, report: ProblemHandler) -> Iterator[tuple[int, JsonDict]]:
        present = [stem for stem, (owner, _) in NESTED_FILES.items() if owner == collection and self._has_file(stem)]
        mode = "delta" if "roles" in self.partial_properties(collection) else self.modes[collection]
        with closing(NestedRowStore()) as nested:
            for stem in present:
                nested.load(stem, self._nested_rows(stem, report))
            finish = self._finishing_step(collection, nested, report)
            for line, values in self._values(collection, report):
                entity = start_object(values)
                finish(entity)
                rows_of = partial(nested.rows, entity["sourcedId"])
                yield line, add_nested_rows(collection, entity, rows_of, present, mode)

    def _nested_rows(self, stem: str, report: ProblemHandler) -> Iterator[tuple[str, JsonDict]]:
        for _, values in self._values(stem, report):
            owner = owner_id(stem, values)
            if owner is not None:
                yield owner, values

    def _finishing_step(
        self, collection: str, nested: NestedRowStore, report: ProblemHandler
    ) -> Callable[[JsonDict], None]:
        """Return the function that adds the organisation of a session, or converts an object of version 1.1."""
        if collection == "academicSessions":
            return self._org_setter(report)
        if self.version == "1.1" and collection == "users":
            return map_user
        if self.version == "1.1" and collection == "lineItems" and self._has_file("classes"):
            schools = (
                (values["sourcedId"], values["school"])
                for _, values in self._values("classes", report)
                if "school" in values
            )
            nested.load("classes", schools)
            return lambda line_item: _add_school(line_item, nested)
        return lambda entity: None

    def _org_setter(self, report: ProblemHandler) -> Callable[[JsonDict], None]:
        root, reported = self.root_org, False
        hint = f", such as one of: {', '.join(self.root_candidates)}" if root is None and self.root_candidates else ""

        def finish(session: JsonDict) -> None:
            nonlocal reported
            org = pop_org(session) or root
            if org is not None:
                session["org"] = org_reference(org)
            elif not reported:
                reported = True
                text = (
                    "the organisation of these sessions is unknown: orgs.csv has no single root; pass root_org=, the "
                    f"sourcedId of an organisation{hint}"
                )
                report(Problem(self.files["academicSessions"], None, None, "root-org", text))

        return finish

    @clears_locals
    def problems(self) -> Iterator[Problem]:
        """Yield everything that deviates from the standard, in the order of the files."""
        return find_problems(self)

    @clears_locals
    def check(self, *, limit: int | None = 1000) -> list[Problem]:
        """Return all problems of the bundle.

        limit: the largest number of problems of one rule in one column. Further ones are counted in one problem
        """
        return list(limit_problems(self.problems(), limit))

    @clears_locals
    def validate(self) -> None:
        """Check the whole bundle.

        Warnings of the bundle are issued as one ``BundleWarning``.

        Raises:
            BundleError: the bundle has errors. The text has their number, and places of the first 20.
        """
        report_problems(self.problems())


def _is_missing_mode(problem: Problem) -> bool:
    """Whether the manifest does not name a file. It is then read if it is there."""
    return problem.rule == "mode" and problem.line is None


def report_problems(problems: Iterator[Problem], *, warn: bool = True) -> None:
    """Raise one error for all problems of severity error; if there are none, issue one warning for the others.

    Args:
        problems: the problems.
        warn: whether to issue the warning, which has ids.
    """
    first: dict[Severity, list[Problem]] = {"error": [], "warning": []}
    counts = Counter[Severity]()
    for problem in problems:
        if problem.severity == "warning" and (problem.rule in _NOT_WARNED or _is_missing_mode(problem)):
            continue
        counts[problem.severity] += 1
        if counts[problem.severity] <= MAX_LISTED:
            first[problem.severity].append(problem)
    if errors := first["error"]:
        raise BundleError(errors[0], errors, counts["error"])
    if warn and (warned := first["warning"]):
        warn_caller(format_problems(warned, counts["warning"], "warning"), BundleWarning)


def _add_school(line_item: JsonDict, nested: NestedRowStore) -> None:
    if "class" in line_item and "school" not in line_item:
        found = nested.rows(line_item["class"]["sourcedId"], "classes")
        if found:
            line_item["school"] = found[0]
