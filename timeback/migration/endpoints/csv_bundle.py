"""OneRoster CSV bundles as the ends of a migration."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Set
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Generic, Protocol, Self, TypeVar

from timeback._spec.entities import Entity
from timeback._storage.database import Database, temporary_database
from timeback.bundles import COLLECTIONS, Bundle, BundleWriter, WriteReport
from timeback.bundles.object_to_rows import DERIVED_PROPERTIES
from timeback.migration.endpoints.identity import Place
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.numbers import dumps, loads_exactly

R_co = TypeVar("R_co", covariant=True)

BATCH: Final = 1000
_TABLE: Final = "CREATE TABLE objects (entity TEXT, id TEXT, body TEXT, PRIMARY KEY (entity, id)) WITHOUT ROWID"


class BundleSource:
    """A bundle to read from. Its objects are laid out in a temporary file, so that each can be found by its id.

    What is in there is personal: SQLite makes the file so that the system removes it when the process ends, even by
    force.
    """

    def __init__(self, path: Path, place: Place, *, root_org: str | None = None) -> None:
        self.place = place
        self._bundle = Bundle.open(path, root_org=root_org)
        try:
            self._db = _temporary()
        except BaseException:
            self._bundle.close()
            raise
        self._loaded: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bundle.close()
        self._db.close()

    def check_sessions(self) -> None:
        """Refuse a bundle with academic sessions of unknown organisation, before anything is moved.

        Raises:
            InvalidRequestError: root_org is needed, or is none of orgs.csv.
            BundleError: a file is damaged.
        """
        bundle = self._bundle
        if bundle.needs_root_org():
            found = ", ".join(bundle.root_candidates)
            raise InvalidRequestError(
                "root_org: nothing in the bundle says which organisation the academic sessions belong to; give its "
                "sourcedId" + (f", such as one of: {found}" if found else "")
            )
        if not bundle.has_given_root():
            raise InvalidRequestError("root_org: orgs.csv has no organisation of this id; look at the id")

    def collection(self, entity: Entity) -> BundleCollection | None:
        """The objects of an entity; None where the files have none."""
        if entity.name not in self._bundle.collections:
            return None
        if entity.name not in self._loaded:
            self._load(entity)
            self._loaded.add(entity.name)
        return BundleCollection(self._db, entity)

    def _load(self, entity: Entity) -> None:
        self._db.execute("BEGIN")
        try:
            for value in self._bundle.read(entity.name):
                row = entity.name, entity.id_of(value), dumps(value)
                if self._db.execute("INSERT OR IGNORE INTO objects VALUES (?, ?, ?)", row).rowcount != 1:
                    raise InvalidRequestError(
                        f"{entity.name}.csv has two rows with the sourcedId {row[1]}: check the bundle first"
                    )
        finally:
            if self._db.in_transaction:
                self._db.execute("COMMIT")


def _temporary() -> Database:
    db = temporary_database()
    try:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute(_TABLE)
    except BaseException:
        db.close()
        raise
    return db


class BundleCollection:
    """The objects of one file of a bundle."""

    sorts = True
    filters = False

    def __init__(self, db: Database, entity: Entity) -> None:
        self._db = db
        self._entity = entity

    async def count(self, filter_expr: Any = None) -> int | None:
        """How many there are."""
        row = self._db.execute("SELECT count(*) FROM objects WHERE entity = ?", (self._entity.name,)).fetchone()
        return int(row[0])

    async def iterate(self, filter_expr: Any = None) -> AsyncGenerator[dict[str, Any], None]:
        """All of them, by their ids."""
        last = ""
        while page := await self.after(last):
            for value in page:
                yield value
            last = self._entity.id_of(page[-1])

    async def ids(self) -> AsyncGenerator[str, None]:
        """The ids of all of them."""
        async for value in self.iterate():
            yield self._entity.id_of(value)

    async def after(self, sourced_id: str) -> list[dict[str, Any]]:
        """The next ones by id."""
        rows = self._db.execute(
            "SELECT body FROM objects WHERE entity = ? AND id > ? ORDER BY id LIMIT ?",
            (self._entity.name, sourced_id, BATCH),
        ).fetchall()
        return [loads_exactly(row[0]) for row in rows]

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """The one of this id."""
        row = self._db.execute(
            "SELECT body FROM objects WHERE entity = ? AND id = ?", (self._entity.name, sourced_id)
        ).fetchone()
        return None if row is None else dict(loads_exactly(row[0]))


class _Writer(Protocol[R_co]):
    """What writes files, and leaves nothing behind where its block ends by an error."""

    @property
    def report(self) -> R_co: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class FileTarget(Generic[R_co]):
    """Files to write. They are there, whole, when all is done, and not at all before."""

    all_at_once = True

    def __init__(self, place: Place, writer: _Writer[R_co] | None) -> None:
        self.place = place
        self._files = writer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._files is not None:
            self._files.__exit__(kind, error, trace)

    @property
    def written(self) -> R_co | None:
        """What became of what was to be written."""
        return None if self._files is None else self._files.report


class BundleTarget(FileTarget[WriteReport]):
    """A bundle to write."""

    as_is = False
    implied: Mapping[str, Set[str]] = DERIVED_PROPERTIES

    def __init__(self, path: Path, place: Place, *, dry_run: bool) -> None:
        # In a temporary database, since a district has more than fits into memory.
        self._held = _temporary()
        try:
            self._held.execute("BEGIN")
            self._writer = None if dry_run else BundleWriter(path)
        except BaseException:
            self._held.close()
            raise
        super().__init__(place, self._writer)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()
        super().__exit__(kind, error, trace)

    def collection(self, entity: Entity) -> BundleSheet | None:
        """The file of an entity; None where there is none."""
        return BundleSheet(self._writer, self._held, entity) if entity.name in COLLECTIONS else None


class Unread:
    """A file that is being written: empty to who looks, since what is in it cannot be changed."""

    sorts = True
    filters = False

    async def count(self, filter_expr: Any = None) -> int | None:
        """None, from the start."""
        return 0

    async def iterate(self, filter_expr: Any = None) -> AsyncGenerator[dict[str, Any], None]:
        """None."""
        return
        yield

    async def ids(self) -> AsyncGenerator[str, None]:
        """None."""
        return
        yield

    async def after(self, sourced_id: str) -> list[dict[str, Any]]:
        """None."""
        return []

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """None."""
        return None

    async def find(self, values: Mapping[str, str]) -> list[dict[str, Any]]:
        """None."""
        return []

    async def update(self, sourced_id: str, value: dict[str, Any]) -> None:
        """Refused: what is written stays as it is."""
        raise InvalidRequestError("a file cannot be changed, only written anew")

    async def hold(self, sourced_id: str, value: dict[str, Any], made: dict[str, Any]) -> bool:
        """False: references to what is not there are written as they are."""
        return False

    async def held(self, sourced_id: str) -> dict[str, Any] | None:
        """None."""
        return None


class BundleSheet(Unread):
    """One file of a bundle that is being written."""

    def __init__(self, writer: BundleWriter | None, held: Database, entity: Entity) -> None:
        self._writer = writer
        self._held = held
        self._entity = entity

    async def create(self, value: dict[str, Any]) -> str | None:
        """Write it."""
        assert self._writer is not None
        self._check(self._writer.write(self._entity.name, value))
        return self._entity.id_of(value)

    async def hold(self, sourced_id: str, value: dict[str, Any], made: dict[str, Any]) -> bool:
        """Keep it, since a row is written once; refused where the files cannot carry it."""
        assert self._writer is not None
        self._check(self._writer.accepts(self._entity.name, made))
        if self._entity.name == "orgs":
            self._writer.expect_org()
        row = self._entity.name, sourced_id, dumps(value)
        self._held.execute("INSERT OR REPLACE INTO objects VALUES (?, ?, ?)", row)
        return True

    async def held(self, sourced_id: str) -> dict[str, Any] | None:
        """What was kept, None where nothing was."""
        key = self._entity.name, sourced_id
        row = self._held.execute("SELECT body FROM objects WHERE entity = ? AND id = ?", key).fetchone()
        return None if row is None else dict(loads_exactly(row[0]))

    def _check(self, accepted: bool) -> None:
        if not accepted:
            assert self._writer is not None
            refused = self._writer.refused
            assert refused is not None
            raise InvalidRequestError(f"the CSV files cannot carry it: {refused.property}: {refused.reason}")
