"""Rows in other files for lists inside an object: roles, profiles, resources, score scales, learning objectives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from itertools import count
from typing import Any, Final, TypeAlias

from timeback.bundles.cell_writer import UnwritableValueError, format_cell, is_blank, json_type
from timeback.bundles.csv_schema import NESTED_FILES, NESTED_PROPERTIES
from timeback.bundles.encoded import EncodedObject, EncodedRow
from timeback.bundles.encoding_context import JsonObject
from timeback.bundles.plain_cells import plain_cells
from timeback.bundles.problems import GUID, Loss

RowExists: TypeAlias = Callable[[str, str], bool]
"""Whether a file already has a row with an id."""


class _NestedRowEncoder:
    """Encodes the nested rows of one object.

    The id of each row is derived from the id of the object, so that the same object always gives the same rows. Status
    and dateLastModified are those of the object.
    """

    def __init__(self, first_cells: list[str], encoded: EncodedObject) -> None:
        self.id, self._status, self._modified = first_cells
        self._reference = {"sourcedId": self.id}
        self._encoded = encoded

    def row_id(self, kind: str, number: int | str) -> str:
        made = f"{self.id}-{kind}-{number}"
        if GUID.fullmatch(made):
            return made
        return f"{kind}-{blake2b(made.encode(), digest_size=16).hexdigest()}"

    def add(self, stem: str, row_id: str, values: JsonObject, path: str, *, source: JsonObject | None = None) -> bool:
        """Add a row and return whether it could be encoded.

        source: the nested object that the row represents; losses are reported for its properties
        """
        owner_column = NESTED_FILES[stem][1]
        cells = [row_id, self._status, self._modified]
        for column, plain in plain_cells(stem)[3:]:
            value = self._reference if column.name == owner_column else values.get(column.property)
            text = "" if value is None else plain(value)
            if text is None:
                inside = f"{path}.{column.property}" if source is not None else path
                try:
                    text = "" if is_blank(value) else format_cell(column, value, self._encoded.loss_handler(inside))
                except UnwritableValueError as error:
                    if column.required:
                        self.lose(path, f"{column.property}: {error}")
                        return False
                    self.lose(inside, str(error))
                    text = ""
            if not text and column.required:
                self.lose(path, f"{column.property}: required by the standard")
                return False
            cells.append(text)
        self._encoded.rows.append(EncodedRow(stem, cells))
        return True

    def lose(self, path: str, reason: str) -> None:
        self._encoded.losses.append(Loss(path, "dropped", reason))

    def alter(self, path: str, reason: str) -> None:
        self._encoded.losses.append(Loss(path, "altered", reason))

    def lose_others(self, path: str, item: JsonObject, *known: str) -> None:
        for name, value in item.items():
            if name not in known and not is_blank(value):
                self.lose(f"{path}.{name}", "no column in the standard")

    def objects(self, path: str, value: Any) -> Iterator[JsonObject]:
        if is_blank(value):
            return
        if not isinstance(value, list):
            self.lose(path, f"must be a list, is {json_type(value)}")
            return
        for item in value:
            if isinstance(item, Mapping):
                yield item
            else:
                self.lose(f"{path}[]", f"must be an object, is {json_type(item)}")


def encode_nested_rows(
    collection: str, values: JsonObject, first_cells: list[str], encoded: EncodedObject, row_exists: RowExists
) -> None:
    """Add the rows of an object in other files, which represent its ``nested_properties``."""
    owner = _NestedRowEncoder(first_cells, encoded)
    if collection == "users":
        profiles = _profiles(owner, values.get("userProfiles"), row_exists)
        _roles(owner, values.get("roles"), profiles)
        _references(owner, "userResources", "resources", values.get("resources"))
    for name, encoder in _ENCODERS.get(collection, {}).items():
        encoder(owner, values.get(name))


def nested_properties(collection: str) -> frozenset[str]:
    """The properties of a collection whose values are rows of other files."""
    return frozenset(NESTED_PROPERTIES[stem] for stem, (owner, _) in NESTED_FILES.items() if owner == collection)


def _profiles(owner: _NestedRowEncoder, value: Any, row_exists: RowExists) -> dict[str, str]:
    """Encode the profiles. Return the row id of each profile id, because roles refer to profiles."""
    rows: dict[str, str] = {}
    path = "userProfiles[]"
    for number, profile in enumerate(owner.objects("userProfiles", value), start=1):
        profile_id = profile.get("profileId")
        row_id = profile_id
        usable = isinstance(profile_id, str) and GUID.fullmatch(profile_id) and profile_id not in rows
        if not usable or row_exists("userProfiles", str(profile_id)):
            # Row ids are unique, but another user can have a profile with the same id.
            names = (f"{number}" if again == 0 else f"{number}-{again}" for again in count())
            made = (owner.row_id("profile", name) for name in names)
            row_id = next(id_ for id_ in made if id_ not in rows.values() and not row_exists("userProfiles", id_))
            owner.alter(f"{path}.profileId", "cannot be the sourcedId of a row; a new id is written")
        credentials = list(owner.objects(f"{path}.credentials", profile.get("credentials")))
        for _ in credentials[1:]:
            owner.lose(f"{path}.credentials[]", "a row holds one credential; only the first is written")
        first = credentials[0] if credentials else {}
        for credential in credentials[:1]:
            owner.lose_others(f"{path}.credentials[]", credential, "type", "username", "password")
            if credential.get("password"):
                owner.lose(f"{path}.credentials[].password", "passwords are never written")
        known = ("profileType", "vendorId", "applicationId", "description")
        owner.lose_others(path, profile, "profileId", "credentials", *known)
        cells = {name: profile.get(name) for name in known}
        cells |= {"credentialType": first.get("type"), "username": first.get("username")}
        if owner.add("userProfiles", str(row_id), cells, path, source=profile) and isinstance(profile_id, str):
            rows.setdefault(profile_id, str(row_id))
    return rows


def _roles(owner: _NestedRowEncoder, value: Any, profiles: dict[str, str]) -> None:
    for number, role in enumerate(owner.objects("roles", value), start=1):
        owner.lose_others("roles[]", role, "roleType", "role", "org", "userProfile", "beginDate", "endDate")
        cells = dict(role)
        named = cells.pop("userProfile", None)
        if not is_blank(named):
            row_id = profiles.get(named) if isinstance(named, str) else None
            if row_id is None:
                owner.lose("roles[].userProfile", "not the id of a profile of this user that was written")
            else:
                cells["userProfile"] = {"sourcedId": row_id}
                if row_id != named:
                    owner.alter("roles[].userProfile", "replaced by the new id of the profile")
        owner.add("roles", owner.row_id("role", number), cells, "roles[]", source=role)


def _references(owner: _NestedRowEncoder, stem: str, name: str, value: Any) -> None:
    seen: set[Any] = set()
    for number, reference in enumerate(owner.objects(name, value), start=1):
        id_ = reference.get("sourcedId")
        if isinstance(id_, str) and id_ in seen:
            owner.alter(f"{name}[]", "duplicate reference; it is written once")
            continue
        seen.add(id_ if isinstance(id_, str) else None)
        owner.add(stem, owner.row_id("resource", number), {"resource": dict(reference)}, f"{name}[]")


def _linked(stem: str) -> Callable[[_NestedRowEncoder, Any], None]:
    return lambda owner, value: _references(owner, stem, "resources", value)


def _score_scale(stem: str) -> Callable[[_NestedRowEncoder, Any], None]:
    def encode(owner: _NestedRowEncoder, value: Any) -> None:
        if not is_blank(value):
            owner.add(stem, owner.row_id("scale", 1), {"scoreScale": value}, "scoreScale")

    return encode


def _objective_sets(owner: _NestedRowEncoder, value: Any, inner: str) -> Iterator[tuple[Any, list[Any]]]:
    path = "learningObjectiveSet[]"
    sources: set[str] = set()
    for item in owner.objects("learningObjectiveSet", value):
        owner.lose_others(path, item, "source", inner)
        source, entries = item.get("source"), item.get(inner)
        if not isinstance(entries, list) or not entries:
            owner.lose(path, "the set has no learning objectives")
            continue
        if str(source) in sources:
            owner.alter(path, "sets with the same source are read back as one set")
        sources.add(str(source))
        yield source, entries


def _objectives(owner: _NestedRowEncoder, value: Any) -> None:
    number = 0
    for source, ids in _objective_sets(owner, value, "learningObjectiveIds"):
        for id_ in ids:
            number += 1
            cells = {"source": source, "learningObjectiveId": id_}
            row_id = owner.row_id("objective", number)
            owner.add("lineItemLearningObjectiveIds", row_id, cells, "learningObjectiveSet[]", source=cells)


def _objective_scores(owner: _NestedRowEncoder, value: Any) -> None:
    number = 0
    inner = "learningObjectiveResults"
    for source, scores in _objective_sets(owner, value, inner):
        for score in owner.objects(f"learningObjectiveSet[].{inner}", scores):
            number += 1
            path = f"learningObjectiveSet[].{inner}[]"
            owner.lose_others(path, score, "learningObjectiveId", "score", "textScore")
            row_id = owner.row_id("objective", number)
            owner.add("resultLearningObjectiveIds", row_id, {**score, "source": source}, path, source=score)


_ENCODERS: Final[dict[str, dict[str, Callable[[_NestedRowEncoder, Any], None]]]] = {
    "classes": {"resources": _linked("classResources")},
    "courses": {"resources": _linked("courseResources")},
    "lineItems": {"scoreScale": _score_scale("lineItemScoreScales"), "learningObjectiveSet": _objectives},
    "results": {"scoreScale": _score_scale("resultScoreScales"), "learningObjectiveSet": _objective_scores},
}
