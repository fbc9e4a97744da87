"""Lists inside objects that the CSV files have as rows of their own: roles, profiles, resources, scales, objectives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from itertools import count
from typing import Any, Final, TypeAlias

from timeback.bundles.cell_writer import CannotCarryError, is_blank, kind_of, write
from timeback.bundles.csv_schema import LAYOUTS, PARTS
from timeback.bundles.encoded import Encoded, Row
from timeback.bundles.problems import GUID, Loss

Object: TypeAlias = Mapping[str, Any]
Has: TypeAlias = Callable[[str, str], bool]
"""Whether a file has a row of an id."""


class _Owner:
    """The object that the rows belong to. They have ids of their own, made from its id, so that the same object always
    gives the same rows, and its status and time of change."""

    def __init__(self, first_cells: list[str], encoded: Encoded) -> None:
        self.id, self._status, self._modified = first_cells
        self._reference = {"sourcedId": self.id}
        self._encoded = encoded

    def row_id(self, what: str, number: int | str) -> str:
        made = f"{self.id}-{what}-{number}"
        if GUID.fullmatch(made):
            return made
        return f"{what}-{blake2b(made.encode(), digest_size=16).hexdigest()}"

    def add(self, stem: str, row_id: str, values: Object, path: str, *, says: Object | None = None) -> bool:
        """Write one row. `says`: the object that it stands for, whose other properties are lost."""
        columns = LAYOUTS["1.2"][stem].columns
        owner_column = PARTS[stem][1]
        cells = [row_id, self._status, self._modified]
        for column in columns[3:]:
            inside = f"{path}.{column.property}" if says is not None else path
            value = self._reference if column.name == owner_column else values.get(column.property)
            try:
                text = write(column, value, self._encoded.note(inside))
            except CannotCarryError as error:
                if column.required:
                    self.lose(path, f"{column.property}: {error}")
                    return False
                self.lose(inside, str(error))
                text = ""
            if not text and column.required:
                self.lose(path, f"{column.property}: the standard requires a value")
                return False
            cells.append(text)
        self._encoded.rows.append(Row(stem, cells))
        return True

    def lose(self, path: str, reason: str) -> None:
        self._encoded.losses.append(Loss(path, "dropped", reason))

    def alter(self, path: str, reason: str) -> None:
        self._encoded.losses.append(Loss(path, "altered", reason))

    def lose_others(self, path: str, item: Object, *known: str) -> None:
        for name, value in item.items():
            if name not in known and not is_blank(value):
                self.lose(f"{path}.{name}", "the standard has no column for it")

    def objects(self, path: str, value: Any) -> Iterator[Object]:
        if is_blank(value):
            return
        if not isinstance(value, list):
            self.lose(path, f"{kind_of(value)} where a list belongs")
            return
        for item in value:
            if isinstance(item, Mapping):
                yield item
            else:
                self.lose(f"{path}[]", f"{kind_of(item)} where an object belongs")


def encode_parts(collection: str, values: Object, first_cells: list[str], encoded: Encoded, has: Has) -> set[str]:
    """Add the rows of an object in other files. The names of the properties that they hold come back."""
    owner = _Owner(first_cells, encoded)
    if collection == "users":
        profiles = _profiles(owner, values.get("userProfiles"), has)
        _roles(owner, values.get("roles"), profiles)
        _references(owner, "userResources", "resources", values.get("resources"))
        return {"roles", "userProfiles", "resources"}
    encoders = _ENCODERS.get(collection, {})
    for name, encoder in encoders.items():
        encoder(owner, values.get(name))
    return set(encoders)


def _profiles(owner: _Owner, value: Any, has: Has) -> dict[str, str]:
    """Write the profiles; the id of each row by the profile's id, which roles refer to."""
    rows: dict[str, str] = {}
    path = "userProfiles[]"
    for number, profile in enumerate(owner.objects("userProfiles", value), start=1):
        profile_id = profile.get("profileId")
        row_id = profile_id
        usable = isinstance(profile_id, str) and GUID.fullmatch(profile_id) and profile_id not in rows
        if not usable or has("userProfiles", str(profile_id)):
            # Another person may have a profile of the same id, and ids of rows are unique.
            names = (f"{number}" if again == 0 else f"{number}-{again}" for again in count())
            made = (owner.row_id("profile", name) for name in names)
            row_id = next(one for one in made if one not in rows.values() and not has("userProfiles", one))
            owner.alter(f"{path}.profileId", "not fit for the sourcedId of a row, which gets another")
        credentials = list(owner.objects(f"{path}.credentials", profile.get("credentials")))
        for _ in credentials[1:]:
            owner.lose(f"{path}.credentials[]", "a row has one credential; the first is written")
        first = credentials[0] if credentials else {}
        for credential in credentials[:1]:
            owner.lose_others(f"{path}.credentials[]", credential, "type", "username", "password")
            if credential.get("password"):
                owner.lose(f"{path}.credentials[].password", "passwords are never written")
        known = ("profileType", "vendorId", "applicationId", "description")
        owner.lose_others(path, profile, "profileId", "credentials", *known)
        cells = {name: profile.get(name) for name in known}
        cells |= {"credentialType": first.get("type"), "username": first.get("username")}
        if owner.add("userProfiles", str(row_id), cells, path, says=profile) and isinstance(profile_id, str):
            rows.setdefault(profile_id, str(row_id))
    return rows


def _roles(owner: _Owner, value: Any, profiles: dict[str, str]) -> None:
    for number, role in enumerate(owner.objects("roles", value), start=1):
        owner.lose_others("roles[]", role, "roleType", "role", "org", "userProfile", "beginDate", "endDate")
        cells = dict(role)
        named = cells.pop("userProfile", None)
        if not is_blank(named):
            row_id = profiles.get(named) if isinstance(named, str) else None
            if row_id is None:
                owner.lose("roles[].userProfile", "no profile of this user that could be written")
            else:
                cells["userProfile"] = {"sourcedId": row_id}
                if row_id != named:
                    owner.alter("roles[].userProfile", "follows the id that the profile gets")
        owner.add("roles", owner.row_id("role", number), cells, "roles[]", says=role)


def _references(owner: _Owner, stem: str, name: str, value: Any) -> None:
    seen: set[Any] = set()
    for number, reference in enumerate(owner.objects(name, value), start=1):
        id_ = reference.get("sourcedId")
        if isinstance(id_, str) and id_ in seen:
            owner.alter(f"{name}[]", "the same reference twice comes back once")
            continue
        seen.add(id_ if isinstance(id_, str) else None)
        owner.add(stem, owner.row_id("resource", number), {"resource": dict(reference)}, f"{name}[]")


def _linked(stem: str) -> Callable[[_Owner, Any], None]:
    return lambda owner, value: _references(owner, stem, "resources", value)


def _score_scale(stem: str) -> Callable[[_Owner, Any], None]:
    def encode(owner: _Owner, value: Any) -> None:
        if not is_blank(value):
            owner.add(stem, owner.row_id("scale", 1), {"scoreScale": value}, "scoreScale")

    return encode


def _objective_sets(owner: _Owner, value: Any, inner: str) -> Iterator[tuple[Any, list[Any]]]:
    path = "learningObjectiveSet[]"
    sources: set[str] = set()
    for item in owner.objects("learningObjectiveSet", value):
        owner.lose_others(path, item, "source", inner)
        source, entries = item.get("source"), item.get(inner)
        if not isinstance(entries, list) or not entries:
            owner.lose(path, "a set without learning objectives")
            continue
        if str(source) in sources:
            owner.alter(path, "sets of the same source come back as one")
        sources.add(str(source))
        yield source, entries


def _objectives(owner: _Owner, value: Any) -> None:
    number = 0
    for source, ids in _objective_sets(owner, value, "learningObjectiveIds"):
        for id_ in ids:
            number += 1
            cells = {"source": source, "learningObjectiveId": id_}
            row_id = owner.row_id("objective", number)
            owner.add("lineItemLearningObjectiveIds", row_id, cells, "learningObjectiveSet[]", says=cells)


def _objective_scores(owner: _Owner, value: Any) -> None:
    number = 0
    inner = "learningObjectiveResults"
    for source, scores in _objective_sets(owner, value, inner):
        for score in owner.objects(f"learningObjectiveSet[].{inner}", scores):
            number += 1
            path = f"learningObjectiveSet[].{inner}[]"
            owner.lose_others(path, score, "learningObjectiveId", "score", "textScore")
            row_id = owner.row_id("objective", number)
            owner.add("resultLearningObjectiveIds", row_id, {**score, "source": source}, path, says=score)


_ENCODERS: Final[dict[str, dict[str, Callable[[_Owner, Any], None]]]] = {
    "classes": {"resources": _linked("classResources")},
    "courses": {"resources": _linked("courseResources")},
    "lineItems": {"scoreScale": _score_scale("lineItemScoreScales"), "learningObjectiveSet": _objectives},
    "results": {"scoreScale": _score_scale("resultScoreScales"), "learningObjectiveSet": _objective_scores},
}
