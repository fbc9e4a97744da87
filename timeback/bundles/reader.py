"""Reading a bundle: which files are there, and the objects in them, one after another."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType

from timeback.bundles.archive_reader import Limits, refusal
from timeback.bundles.csv_rows import Report, refuse
from timeback.bundles.csv_schema import COLLECTIONS, PARTS
from timeback.bundles.opened import OpenedBundle
from timeback.bundles.problems import BundleError, Mapped, Problem
from timeback.bundles.root_org import Root, take_org
from timeback.bundles.rows_to_object import Object, Parts, assemble, begin, owner_of
from timeback.bundles.validator import find_problems, limit_problems
from timeback.bundles.version_1_1 import map_user, mappings
from timeback_runtime.frames import clears_locals

__all__ = ["Bundle"]


class Bundle(OpenedBundle):
    """A OneRoster CSV bundle, version 1.2 or 1.1, in a folder or a zip file. Made by `Bundle.open`.

    version: "1.2" or "1.1"; None where the manifest is missing or says neither
    modes: file -> "bulk", "delta" or "absent", by the manifest
    collections: what can be read and is there, in an order in which what is referred to comes first
    mapped: how columns of version 1.1 are read, empty for 1.2
    """

    def __init__(self, path: str | Path, *, root_org: str | None, passwords: bool, limits: Limits) -> None:
        super().__init__(path, limits)
        self._given_root = root_org
        self._root: Root | None = None
        self._passwords = passwords
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
        """Open a folder or a zip file. What is unsafe is refused here; all else `check` and `read` say.

        root_org: sourcedId of the organisation that academic sessions belong to where the files do not say it;
            without it the district's root organisation in orgs.csv
        passwords: whether passwords in the bundle are read
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
        """Id of the organisation that academic sessions belong to, or None where orgs.csv leaves it open."""
        return self._given_root if self._given_root is not None else self._found_root.id

    @property
    def root_candidates(self) -> list[str]:
        """The ids of organisations without a parent, the first ten of them."""
        return list(self._found_root.candidates)

    def needs_root_org(self) -> bool:
        """Whether academic sessions are there whose organisation neither a column nor orgs.csv says."""
        if self.root_org is not None or not self._has_file("academicSessions"):
            return False
        with closing(self._values("academicSessions", lambda problem: None)) as sessions:
            return any(take_org(session) is None for session in sessions)

    def has_given_root(self) -> bool:
        """False where root_org was given and is none of the organisations of the bundle, which has all of them."""
        if self._given_root is None or not self._has_file("orgs") or self.modes["orgs"] != "bulk":
            return True
        with closing(self._values("orgs", lambda problem: None)) as orgs:
            return any(org["sourcedId"] == self._given_root for org in orgs)

    @property
    def _found_root(self) -> Root:
        if self._root is None:
            self._root = Root()
            if self._has_file("orgs"):
                for values in self._values("orgs", lambda problem: None):
                    self._root.add(values)
        return self._root

    def _values(self, stem: str, report: Report) -> Generator[Object, None, None]:
        # Closed here: after an error the traceback would hold the file open.
        with closing(self.rows(stem, report)) as found:
            header = self.header(stem, found, _errors_only(report))
            for line, cells in found if header.usable else ():
                if not header.is_blank(cells):
                    values = header.values(line, cells, report, secrets=self._passwords)
                    if values is not None:
                        yield values

    # --- Objects

    @clears_locals
    def read(self, collection: str, *, on_problem: Report | None = None) -> Iterator[Object]:
        """The objects of a collection, one after another, as the REST binding has them.

        A row that cannot be understood ends the reading with a BundleError. With `on_problem` that is called instead,
        the row is left out and reading goes on. A collection that the bundle does not have gives nothing.
        """
        if collection not in COLLECTIONS:
            raise ValueError(f"not a collection of the CSV files: {collection!r}; those are {', '.join(COLLECTIONS)}")
        self._refuse_unreadable()
        if self.modes[collection] == "absent" if collection in self.modes else True:
            return iter(())
        if collection not in self.files:
            mode = self.modes[collection]
            raise refusal(f"{collection}.csv", "missing-file", f"the manifest says {mode}, but the file is not there")
        return self._read(collection, on_problem or refuse)

    def _refuse_unreadable(self) -> None:
        if self.version is None:
            errors = [problem for problem in self.opening if problem.severity == "error"]
            first = [problem for problem in errors if problem.rule in ("missing-manifest", "version")]
            raise BundleError((first or errors)[0])

    def _read(self, collection: str, report: Report) -> Iterator[Object]:
        present = [stem for stem, (owner, _) in PARTS.items() if owner == collection and self._has_file(stem)]
        with closing(Parts()) as parts:
            for stem in present:
                parts.load(stem, self._parts(stem, report))
            finish = self._finisher(collection, parts, report)
            for values in self._values(collection, report):
                entity = begin(values)
                finish(entity)
                yield assemble(
                    collection, entity, _PartsOf(parts, entity["sourcedId"]), present, self.modes[collection]
                )

    def _parts(self, stem: str, report: Report) -> Iterator[tuple[str, Object]]:
        for values in self._values(stem, report):
            owner = owner_of(stem, values)
            if owner is not None:
                yield owner, values

    def _finisher(self, collection: str, parts: Parts, report: Report) -> Callable[[Object], None]:
        """What the files leave open: the organisation of a session, and what version 1.1 says in another way."""
        if collection == "academicSessions":
            return self._add_org(report)
        if self.version == "1.1" and collection == "users":
            return map_user
        if self.version == "1.1" and collection == "lineItems" and self._has_file("classes"):
            schools = (
                (values["sourcedId"], values["school"])
                for values in self._values("classes", report)
                if "school" in values
            )
            parts.load("classes", schools)
            return lambda line_item: _add_school(line_item, parts)
        return lambda entity: None

    def _add_org(self, report: Report) -> Callable[[Object], None]:
        root, told = self.root_org, False

        def finish(session: Object) -> None:
            nonlocal told
            org = take_org(session) or root
            if org is not None:
                session["org"] = {"sourcedId": org, "type": "org"}
            elif not told:
                told = True
                text = "no column says whose sessions these are, and orgs.csv has no single root: give root_org"
                report(Problem(self.files["academicSessions"], None, None, "root-org", text))

        return finish

    # --- Problems

    @clears_locals
    def problems(self) -> Iterator[Problem]:
        """Yield everything that deviates from the standard, in the order of the files."""
        return find_problems(self)

    @clears_locals
    def check(self, *, limit: int | None = 1000) -> list[Problem]:
        """All problems of the bundle; of one rule in one column no more than `limit`, and then how many there are."""
        return list(limit_problems(self.problems(), limit))


class _PartsOf:
    def __init__(self, parts: Parts, owner: str) -> None:
        self._parts = parts
        self._owner = owner

    def __call__(self, file: str) -> list[Object]:
        return self._parts.of(file, self._owner)


def _add_school(line_item: Object, parts: Parts) -> None:
    if "class" in line_item and "school" not in line_item:
        found = parts.of("classes", line_item["class"]["sourcedId"])
        if found:
            line_item["school"] = found[0]


def _errors_only(report: Report) -> Report:
    def heed(problem: Problem) -> None:
        if problem.severity == "error":
            report(problem)

    return heed
