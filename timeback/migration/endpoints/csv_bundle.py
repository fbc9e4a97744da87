"""OneRoster CSV bundles as source and target of a migration."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping, Set
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from timeback._spec.entities import Entity
from timeback._spec.root_organisation import without_own_parent
from timeback._spec.status import is_deleted
from timeback._storage.database import Database
from timeback.bundles import COLLECTIONS, Bundle, BundleError, BundleWriter, Problem, WriteReport
from timeback.bundles.csv_rows import raise_problem
from timeback.bundles.object_to_rows import DERIVED_PROPERTIES
from timeback.bundles.reader import report_problems
from timeback.migration.endpoints.complete_listing import objects_of
from timeback.migration.endpoints.file_target import FileTarget, WriteOnlyCollection
from timeback.migration.endpoints.identity import EndpointIdentity
from timeback.migration.endpoints.invalid_rows import InvalidRowHandler, InvalidRows
from timeback.migration.endpoints.root_org import missing_root_org
from timeback.migration.endpoints.stored_objects import add_object, object_database, read_object, remove_object
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.numbers import dumps, loads_exactly

PAGE_SIZE: Final = 1000
_USE_BULK: Final = "so nothing of it was changed; load an export of mode bulk"


class CSVSource:
    """A bundle to read from. Its objects are copied to a temporary database, so that each can be found by its id."""

    def __init__(self, path: Path, identity: EndpointIdentity, *, root_org: str | None = None) -> None:
        self.identity = identity
        self._bundle = Bundle.open(path, root_org=root_org)
        try:
            self._db = object_database()
        except BaseException:
            self._bundle.close()
            raise
        self._loaded: set[str] = set()
        self._invalid = InvalidRows(self._bundle.files)
        self._is_checked = False
        self.on_invalid_row: InvalidRowHandler | None = None
        """Called for each invalid row of a collection when it is read. Without it, an invalid row raises."""
        self._unapplied = InvalidRows(self._bundle.files)
        self.on_unapplied_row: InvalidRowHandler | None = None
        """Called for each valid row of a file of changes that cannot be carried out, and for no other row."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bundle.close()
        self._db.close()

    def check(self, *, skip_invalid: bool, warn: bool) -> None:
        """Check the whole bundle before anything is sent.

        Args:
            skip_invalid: leave invalid rows out, if the rest can be read without them.
            warn: whether to issue a warning of what is read with its most likely meaning. Its text has ids.

        Raises:
            BundleError: the bundle has errors. The text lists the first of them, and their number.
        """
        try:
            report_problems(self._errors_of_files() if skip_invalid else self._bundle.problems(), warn=warn)
        except BundleError as error:
            hint = "Correct the bundle, or export it again"
            if not skip_invalid and all(problem.is_of_row for problem in error.problems):
                hint += "; or pass skip_invalid=True to move the other rows"
            error.add_note(f"Nothing was sent. {hint}.")
            raise
        self._bundle.skipped_rows = self._invalid.lines
        self._is_checked = True

    @property
    def detached_orgs(self) -> list[str]:
        """The ids of organisations that count as at the top although they name a parent."""
        return self._bundle.detached_orgs if "orgs" in self._loaded else []

    async def check_sessions(self, filter_expr: Any = None, *, for_files: bool = False) -> None:
        """Reject a bundle that does not define the organisation of its academic sessions, before anything is sent.

        Raises:
            InvalidRequestError: root_org is required, or is not in orgs.csv.
            BundleError: a file is damaged.
        """
        bundle = self._bundle
        if bundle.needs_root_org():
            cause = "because of invalid rows in orgs.csv, " if bundle.has_uncertain_root else ""
            raise missing_root_org(f"{cause}the bundle", bundle.root_candidates)
        if not bundle.has_given_root():
            raise InvalidRequestError("root_org: orgs.csv has no organisation with this id; check the id")

    def collection(self, entity: Entity) -> CSVSourceCollection | None:
        """The collection of an entity; None if the bundle has no file for it."""
        if entity.name in COLLECTIONS and entity.name not in self._loaded:
            self._load(entity)
            self._loaded.add(entity.name)
        return CSVSourceCollection(self._db, entity) if entity.name in self._bundle.collections else None

    def partial_properties(self, entity: Entity) -> frozenset[str]:
        """The properties of which the bundle has only changed items."""
        return self._bundle.partial_properties(entity.name)

    def _load(self, entity: Entity) -> None:
        self._db.execute("BEGIN")
        try:
            for line, value in self._bundle.read_with_lines(entity.name, on_problem=self._handle_problem):
                if entity.name == "orgs":
                    value = without_own_parent(value)
                is_invalid = self._invalid.has(entity.name, entity.id_of(value))
                if not is_invalid and not add_object(self._db, entity, value):
                    text = "sourcedId is not unique"
                    self._handle_problem(Problem(self._bundle.files[entity.name], line, "sourcedId", "duplicate", text))
            self._find_unapplied(entity)
        finally:
            if self._db.in_transaction:
                self._db.execute("COMMIT")
        for handle, rows in ((self.on_invalid_row, self._invalid), (self.on_unapplied_row, self._unapplied)):
            if handle is not None:
                for key, reason in rows.reasons(entity.name):
                    handle(entity, key, reason)

    def _find_unapplied(self, entity: Entity) -> None:
        """Collect changes of lists that cannot be sent, and leave their objects out."""
        for stem, line, sourced_id, is_row_deleted in self._bundle.changed_rows(entity.name):
            found = read_object(self._db, entity, sourced_id)
            if found is None and not self._invalid.has(entity.name, sourced_id):
                text = f"the row of this {entity.singular} is not in {entity.name}.csv, {_USE_BULK}"
            elif found is not None and is_row_deleted and not is_deleted(found):
                text = f"a single row of this file cannot be deleted on the target, {_USE_BULK}"
            else:
                continue
            self._unapplied.add(Problem(self._bundle.files[stem], line, None, "delta", text, object_id=sourced_id))
        for sourced_id, _ in self._unapplied.reasons(entity.name):
            remove_object(self._db, entity, sourced_id)

    def _handle_problem(self, problem: Problem) -> None:
        """Collect the problem of a row, unless the check has found it before. Others are raised."""
        if self.on_invalid_row is None or not problem.is_of_row:
            raise_problem(problem)
        if not self._is_checked:
            self._invalid.add(problem)

    def _errors_of_files(self) -> Iterator[Problem]:
        """Yield the problems that do not concern a single row, and collect the errors of rows."""
        for problem in self._bundle.problems():
            if problem.severity == "error" and problem.is_of_row:
                self._invalid.add(problem)
            else:
                yield problem


class CSVSourceCollection:
    """The objects of one file of a bundle."""

    sorted_by_id = True
    supports_filters = False

    def __init__(self, db: Database, entity: Entity) -> None:
        self._db = db
        self._entity = entity

    async def count(self, filter_expr: Any = None) -> int | None:
        """The number of objects."""
        row = self._db.execute("SELECT count(*) FROM objects WHERE entity = ?", (self._entity.name,)).fetchone()
        return int(row[0])

    def iterate(self, filter_expr: Any = None) -> AsyncGenerator[dict[str, Any], None]:
        """All objects, in the order of their ids."""
        return objects_of(self.pages())

    async def pages(self, filter_expr: Any = None) -> AsyncGenerator[list[dict[str, Any]], None]:
        """All objects, in the order of their ids, in pages that are not empty."""
        last = ""
        while page := await self.page_after(last):
            yield page
            last = self._entity.id_of(page[-1])

    async def iterate_ids(self) -> AsyncGenerator[str, None]:
        """The ids of all objects."""
        async for value in self.iterate():
            yield self._entity.id_of(value)

    async def page_after(self, sourced_id: str) -> list[dict[str, Any]]:
        """The next objects in the order of their ids."""
        rows = self._db.execute(
            "SELECT body FROM objects WHERE entity = ? AND id > ? ORDER BY id LIMIT ?",
            (self._entity.name, sourced_id, PAGE_SIZE),
        ).fetchall()
        return [loads_exactly(row[0]) for row in rows]

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """The object with this id; None if there is none."""
        return read_object(self._db, self._entity, sourced_id)


class CSVTarget(FileTarget[WriteReport]):
    """A bundle to write."""

    copies_verbatim = False
    implied_properties: Mapping[str, Set[str]] = DERIVED_PROPERTIES

    def __init__(self, path: Path, identity: EndpointIdentity, *, dry_run: bool) -> None:
        # A temporary database, because the objects of a district may not fit into memory.
        self._deferred = object_database()
        try:
            self._deferred.execute("BEGIN")
            self._writer = None if dry_run else BundleWriter(path)
        except BaseException:
            self._deferred.close()
            raise
        super().__init__(identity, self._writer)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._deferred.close()
        super().__exit__(kind, error, trace)

    def collection(self, entity: Entity) -> CSVTargetCollection | None:
        """The file of an entity; None if bundles have no file for it."""
        return CSVTargetCollection(self._writer, self._deferred, entity) if entity.name in COLLECTIONS else None


class CSVTargetCollection(WriteOnlyCollection):
    """One file of a bundle that is being written."""

    def __init__(self, writer: BundleWriter | None, deferred: Database, entity: Entity) -> None:
        self._writer = writer
        self._deferred = deferred
        self._entity = entity

    async def create(self, value: dict[str, Any]) -> str | None:
        """Write an object.

        Raises:
            InvalidRequestError: the CSV files cannot represent it.
        """
        assert self._writer is not None
        self._check(self._writer.write(self._entity.name, value))
        return self._entity.id_of(value)

    def create_all(self, objects: Mapping[str, dict[str, Any]]) -> Mapping[str, InvalidRequestError]:
        """Write objects, as ``create`` does."""
        assert self._writer is not None
        failed: dict[str, InvalidRequestError] = {}
        for sourced_id, value in objects.items():
            try:
                self._check(self._writer.write(self._entity.name, value))
            except InvalidRequestError as error:
                failed[sourced_id] = error
        return failed

    async def defer_creation(self, sourced_id: str, value: dict[str, Any], payload: dict[str, Any]) -> bool:
        """Store the object, because a row cannot be changed once it is written.

        Raises:
            InvalidRequestError: the CSV files cannot represent it.
        """
        assert self._writer is not None
        self._check(self._writer.accepts(self._entity.name, payload))
        if self._entity.name == "orgs":
            self._writer.expect_org()
        row = self._entity.name, sourced_id, dumps(value)
        self._deferred.execute("INSERT OR REPLACE INTO objects VALUES (?, ?, ?)", row)
        return True

    async def deferred_object(self, sourced_id: str) -> dict[str, Any] | None:
        """The object whose creation was deferred; None if there is none."""
        return read_object(self._deferred, self._entity, sourced_id)

    def _check(self, accepted: bool) -> None:
        if not accepted:
            assert self._writer is not None
            refused = self._writer.refused
            assert refused is not None
            raise InvalidRequestError(f"the CSV files cannot represent it: {refused.property}: {refused.reason}")
