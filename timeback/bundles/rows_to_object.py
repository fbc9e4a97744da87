"""Conversion of CSV rows to objects of the REST binding. Rows of other files become lists inside the object."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from timeback._spec.status import is_deleted
from timeback._storage.database import temporary_database
from timeback.bundles.csv_schema import NESTED_FILES, STATUS
from timeback_runtime.numbers import dumps, loads_exactly

JsonDict: TypeAlias = dict[str, Any]
NestedRowsOf: TypeAlias = Callable[[str], list[JsonDict]]


class NestedRowStore:
    """Rows that are nested in objects of another file, indexed by the id of that object.

    They are kept in a private temporary database, so that memory does not grow with their number. SQLite removes the
    database when it is closed, even if the process is killed.
    """

    def __init__(self) -> None:
        self._db = temporary_database()
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA cache_size = -8192")
        self._db.execute(
            "CREATE TABLE nested (file TEXT, owner TEXT, number INTEGER, body TEXT, PRIMARY KEY (file, owner, number)) "
            "WITHOUT ROWID"
        )

    def load(self, file: str, owned_rows: Iterable[tuple[str, Any]]) -> None:
        rows = (
            (file, owner, number, dumps(row, ensure_ascii=False, separators=(",", ":")))
            for number, (owner, row) in enumerate(owned_rows)
        )
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO nested VALUES (?, ?, ?, ?)", rows)
        self._db.execute("COMMIT")

    def rows(self, owner: str, file: str) -> list[Any]:
        """Return the rows of a file that belong to one object, in the order of the file."""
        found = self._db.execute("SELECT body FROM nested WHERE file = ? AND owner = ? ORDER BY number", (file, owner))
        return [loads_exactly(body) for (body,) in found.fetchall()]

    def close(self) -> None:
        self._db.close()


def start_object(values: JsonDict) -> JsonDict:
    """Return an object with the values of its row. Bulk files have no status; their objects are active."""
    values.setdefault("status", STATUS[0])
    first = ("sourcedId", "status", "dateLastModified")
    return {key: values[key] for key in first if key in values} | values


def owner_id(file: str, values: JsonDict) -> str | None:
    """Return the id of the object that a row belongs to, or None if the row is marked as deleted."""
    column = NESTED_FILES[file][1]
    reference = values.get(column.removesuffix("SourcedId"))
    if not isinstance(reference, dict) or is_deleted(values):
        return None
    return str(reference["sourcedId"])


def add_nested_rows(
    collection: str, values: JsonDict, rows_of: NestedRowsOf, present: Iterable[str], mode: str
) -> JsonDict:
    """Add the rows of other files to an object. `present` are the files that the bundle has."""
    for file in present:
        _ADDERS[file](values, rows_of(file))
    if collection == "users" and mode == "bulk":
        # In a delta, no rows mean that the roles are unchanged. In bulk, the user has no roles.
        values.setdefault("roles", [])
    if collection == "classes" and "school" in values:
        # The platform expects the school of a new class as `org` and returns it as `school`.
        values["org"] = dict(values["school"])
    if collection == "scoreScales":
        values.pop("org", None)
    return values


def _roles(user: JsonDict, rows: list[JsonDict]) -> None:
    if not rows:
        return
    user["roles"] = [
        _pick(row, "roleType", "role", "org", "beginDate", "endDate")
        | ({"userProfile": row["userProfile"]["sourcedId"]} if "userProfile" in row else {})
        for row in rows
    ]


def _profiles(user: JsonDict, rows: list[JsonDict]) -> None:
    if rows:
        user["userProfiles"] = [
            {"profileId": row["sourcedId"]}
            | _pick(row, "profileType", "vendorId", "applicationId", "description")
            | {"credentials": [_credential(row)]}
            for row in rows
        ]


def _credential(row: JsonDict) -> JsonDict:
    found = {"type": row.get("credentialType", ""), "username": row.get("username", "")}
    return found | _pick(row, "password")


def _resources(owner: JsonDict, rows: list[JsonDict]) -> None:
    found = {item["sourcedId"]: item for item in owner.get("resources", ())}
    for row in rows:
        if "resource" in row:
            found.setdefault(row["resource"]["sourcedId"], row["resource"])
    if found:
        owner["resources"] = list(found.values())


def _score_scale(owner: JsonDict, rows: list[JsonDict]) -> None:
    for row in rows:
        if "scoreScale" in row:
            owner.setdefault("scoreScale", row["scoreScale"])


def _objectives(line_item: JsonDict, rows: list[JsonDict]) -> None:
    sets: dict[str, list[str]] = {}
    for row in rows:
        if "source" in row and "learningObjectiveId" in row:
            sets.setdefault(row["source"], []).append(row["learningObjectiveId"])
    if sets:
        line_item["learningObjectiveSet"] = [
            {"source": source, "learningObjectiveIds": ids} for source, ids in sets.items()
        ]


def _objective_scores(result: JsonDict, rows: list[JsonDict]) -> None:
    sets: dict[str, list[JsonDict]] = {}
    for row in rows:
        if "source" in row and "learningObjectiveId" in row:
            sets.setdefault(row["source"], []).append(_pick(row, "learningObjectiveId", "score", "textScore"))
    if sets:
        result["learningObjectiveSet"] = [
            {"source": source, "learningObjectiveResults": scores} for source, scores in sets.items()
        ]


def _pick(row: JsonDict, *names: str) -> JsonDict:
    return {name: row[name] for name in names if name in row}


_ADDERS: Final[dict[str, Callable[[JsonDict, list[JsonDict]], None]]] = {
    "roles": _roles,
    "userProfiles": _profiles,
    "userResources": _resources,
    "classResources": _resources,
    "courseResources": _resources,
    "lineItemScoreScales": _score_scale,
    "lineItemLearningObjectiveIds": _objectives,
    "resultScoreScales": _score_scale,
    "resultLearningObjectiveIds": _objective_scores,
}
