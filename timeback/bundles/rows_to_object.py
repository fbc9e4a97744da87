"""From rows to objects as the OneRoster REST binding has them: the rows of other files become lists inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from timeback._storage.database import temporary_database
from timeback.bundles.csv_schema import PARTS, STATUS
from timeback_runtime.numbers import dumps, loads_exactly

Object: TypeAlias = dict[str, Any]
PartsOf: TypeAlias = Callable[[str], list[Object]]


class Parts:
    """The rows that become a part of other objects, by those. They lie in a private temporary database, so that
    memory does not grow with their number; SQLite removes it when it is closed, even by force."""

    def __init__(self) -> None:
        self._db = temporary_database()
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA cache_size = -8192")
        self._db.execute(
            "CREATE TABLE part (file TEXT, owner TEXT, number INTEGER, body TEXT, PRIMARY KEY (file, owner, number)) "
            "WITHOUT ROWID"
        )

    def load(self, file: str, parts: Iterable[tuple[str, Any]]) -> None:
        rows = (
            (file, owner, number, dumps(part, ensure_ascii=False, separators=(",", ":")))
            for number, (owner, part) in enumerate(parts)
        )
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO part VALUES (?, ?, ?, ?)", rows)
        self._db.execute("COMMIT")

    def of(self, file: str, owner: str) -> list[Any]:
        found = self._db.execute("SELECT body FROM part WHERE file = ? AND owner = ? ORDER BY number", (file, owner))
        return [loads_exactly(body) for (body,) in found.fetchall()]

    def close(self) -> None:
        self._db.close()


def begin(values: Object) -> Object:
    """An object from the values of its row. In a bulk file nothing says so, but what is there is active."""
    values.setdefault("status", STATUS[0])
    first = ("sourcedId", "status", "dateLastModified")
    return {key: values[key] for key in first if key in values} | values


def owner_of(file: str, values: Object) -> str | None:
    """Whose part a row is. Rows that are marked as deleted are nobody's."""
    column = PARTS[file][1]
    reference = values.get(column.removesuffix("SourcedId"))
    if not isinstance(reference, dict) or values.get("status") == "tobedeleted":
        return None
    return str(reference["sourcedId"])


def assemble(collection: str, values: Object, parts: PartsOf, present: Iterable[str], mode: str) -> Object:
    """Put the rows of other files, of which those in `present` are in the bundle, into an object."""
    for file in present:
        _ASSEMBLERS[file](values, parts(file))
    if collection == "users" and mode == "bulk":
        # In a delta no rows mean that nothing changed, here that there are none.
        values.setdefault("roles", [])
    if collection == "classes" and "school" in values:
        # The platform is told the school of a new class as `org` and answers with `school`.
        values["org"] = dict(values["school"])
    if collection == "scoreScales":
        values.pop("org", None)
    return values


def _roles(user: Object, rows: list[Object]) -> None:
    if not rows:
        return
    user["roles"] = [
        _kept(row, "roleType", "role", "org", "beginDate", "endDate")
        | ({"userProfile": row["userProfile"]["sourcedId"]} if "userProfile" in row else {})
        for row in rows
    ]


def _profiles(user: Object, rows: list[Object]) -> None:
    if rows:
        user["userProfiles"] = [
            {"profileId": row["sourcedId"]}
            | _kept(row, "profileType", "vendorId", "applicationId", "description")
            | {"credentials": [_credential(row)]}
            for row in rows
        ]


def _credential(row: Object) -> Object:
    found = {"type": row.get("credentialType", ""), "username": row.get("username", "")}
    return found | _kept(row, "password")


def _resources(owner: Object, rows: list[Object]) -> None:
    found = {item["sourcedId"]: item for item in owner.get("resources", ())}
    for row in rows:
        if "resource" in row:
            found.setdefault(row["resource"]["sourcedId"], row["resource"])
    if found:
        owner["resources"] = list(found.values())


def _score_scale(owner: Object, rows: list[Object]) -> None:
    for row in rows:
        if "scoreScale" in row:
            owner.setdefault("scoreScale", row["scoreScale"])


def _objectives(line_item: Object, rows: list[Object]) -> None:
    sets: dict[str, list[str]] = {}
    for row in rows:
        if "source" in row and "learningObjectiveId" in row:
            sets.setdefault(row["source"], []).append(row["learningObjectiveId"])
    if sets:
        line_item["learningObjectiveSet"] = [
            {"source": source, "learningObjectiveIds": ids} for source, ids in sets.items()
        ]


def _objective_scores(result: Object, rows: list[Object]) -> None:
    sets: dict[str, list[Object]] = {}
    for row in rows:
        if "source" in row and "learningObjectiveId" in row:
            sets.setdefault(row["source"], []).append(_kept(row, "learningObjectiveId", "score", "textScore"))
    if sets:
        result["learningObjectiveSet"] = [
            {"source": source, "learningObjectiveResults": scores} for source, scores in sets.items()
        ]


def _kept(row: Object, *names: str) -> Object:
    return {name: row[name] for name in names if name in row}


_ASSEMBLERS: Final[dict[str, Callable[[Object, list[Object]], None]]] = {
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
