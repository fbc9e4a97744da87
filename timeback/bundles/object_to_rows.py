"""From an object of the REST binding to rows of the CSV files, with what is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, TypeAlias

from timeback.bundles.cell_writer import CannotCarryError, is_blank, kind_of, plain_text, write
from timeback.bundles.csv_schema import COLLECTIONS, LAYOUTS, Column
from timeback.bundles.encoded import Encoded, Row
from timeback.bundles.nested_rows import encode_parts
from timeback.bundles.problems import Loss
from timeback.bundles.root_org import SESSION_ORG
from timeback_runtime.frames import clears_locals

Mode: TypeAlias = Literal["bulk", "delta"]
Object: TypeAlias = Mapping[str, Any]

# Said by other columns or kept by the server itself: leaving it out loses nothing.
IMPLIED: Final[dict[str, frozenset[str]]] = {
    "orgs": frozenset({"children"}),
    "academicSessions": frozenset({"children"}),
}
_ALWAYS: Final = frozenset({"sourcedId", "status", "dateLastModified", "metadata"})
_MAX_KEY: Final = 200


class Context(Protocol):
    """What of other objects is needed to fill columns that the REST binding leaves out."""

    mode: Mode
    now: str

    @property
    def root_org(self) -> str | None: ...

    @property
    def certain_root(self) -> str | None:
        """The root organisation, None where an organisation that is still to come could change it."""

    def class_of(self, sourced_id: str) -> tuple[str | None, str | None] | None:
        """Course and school of a class."""

    def has(self, file: str, id_: str) -> bool:
        """Whether a file has a row of this id already."""


@dataclass
class _Alone:
    """The context of an object that is looked at by itself."""

    root_org: str | None
    mode: Mode
    now: str = "1970-01-01T00:00:00.000Z"

    @property
    def certain_root(self) -> str | None:
        return self.root_org

    def class_of(self, sourced_id: str) -> tuple[str | None, str | None] | None:
        return None

    def has(self, file: str, id_: str) -> bool:
        return False


@clears_locals
def losses(collection: str, entity: Object, *, root_org: str | None = None, mode: Mode = "bulk") -> list[Loss]:
    """What of an object a bundle cannot carry, or carries in another form. Nothing is written.

    An object that cannot be written at all has one entry with an empty path.
    """
    return said(encode(collection, entity, alone(root_org, mode)))


def alone(root_org: str | None, mode: Mode) -> Context:
    return _Alone(root_org, mode)


def said(encoded: Encoded) -> list[Loss]:
    if encoded.refused is None:
        return encoded.losses
    name, reason = encoded.refused
    return [Loss("", "dropped", f"{name}: {reason}" if name else reason)]


def encode(collection: str, entity: Object, context: Context) -> Encoded:
    encoded = Encoded()
    if collection not in COLLECTIONS:
        encoded.refused = "", f"the CSV files have no place for {collection}"
        return encoded
    if context.mode == "bulk" and entity.get("status") == "tobedeleted":
        encoded.refused = "status", "a bulk file has only what is in use"
        return encoded
    prepare = _PREPARE.get(collection)
    values = dict(entity)
    if prepare is not None:
        prepare(values, encoded, context)
    columns = LAYOUTS["1.2"][collection].columns
    cells = _cells(columns, values, encoded, context)
    if encoded.refused is not None:
        return encoded
    metadata = _metadata(values.get("metadata"), encoded)
    encoded.rows.append(Row(collection, cells, {**encoded.metadata, **metadata} if encoded.metadata else metadata))
    consumed = encode_parts(collection, values, cells[:3], encoded, context.has)
    known = _ALWAYS | IMPLIED.get(collection, frozenset()) | consumed | {column.property for column in columns}
    for name, value in values.items():
        if name not in known and not is_blank(value):
            encoded.losses.append(Loss(name, "dropped", "the standard has no column for it"))
    return encoded


def _cells(columns: tuple[Column, ...], values: Object, encoded: Encoded, context: Context) -> list[str]:
    cells: list[str] = []
    for column in columns:
        value = values.get(column.property)
        if column.name in ("status", "dateLastModified"):
            cells.append(_managed(column, value, encoded, context))
            continue
        try:
            text = write(column, value, encoded.note(column.property)) if not is_blank(value) else ""
        except CannotCarryError as error:
            if column.required:
                encoded.refused = column.property, str(error)
                return []
            encoded.losses.append(Loss(column.property, "dropped", str(error)))
            text = ""
        if not text and column.required:
            encoded.refused = column.property, "the standard requires a value"
            return []
        cells.append(text)
    return cells


def _managed(column: Column, value: Any, encoded: Encoded, context: Context) -> str:
    """Status and time of change: blank in bulk, as the standard has it, and always there in delta."""
    if context.mode == "bulk":
        if column.name == "status" and value not in (None, "", "active"):
            encoded.losses.append(Loss("status", "altered", "a bulk file has no status; it comes back as active"))
        return ""
    if not value:
        if column.name == "status":
            return "active"
        encoded.losses.append(Loss(column.name, "filled", "the time of writing"))
        return context.now
    try:
        return write(column, value, encoded.note(column.property))
    except CannotCarryError as error:
        encoded.refused = column.property, str(error)
        return ""


def _metadata(value: Any, encoded: Encoded) -> dict[str, str]:
    found: dict[str, str] = {}
    if is_blank(value):
        return found
    if not isinstance(value, Mapping):
        encoded.losses.append(Loss("metadata", "dropped", f"{kind_of(value)} where an object belongs"))
        return found
    for key, item in value.items():
        if is_blank(item):
            continue
        if key != key.strip() or not key or len(key) > _MAX_KEY or not key.isprintable():
            encoded.losses.append(Loss("metadata[]", "dropped", "a name that cannot be the name of a column"))
            continue
        path = f"metadata.{key}"
        if isinstance(item, Mapping | list):
            encoded.losses.append(Loss(path, "dropped", f"{kind_of(item)} where a column has text"))
            continue
        try:
            text = plain_text(item, encoded.note(path))
        except CannotCarryError as error:
            encoded.losses.append(Loss(path, "dropped", str(error)))
            continue
        if text:
            found[key] = text
    return found


# --- Where REST and CSV differ


def _id_in(value: Any) -> str | None:
    found = value.get("sourcedId") if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else None


def _fill(values: dict[str, Any], name: str, value: Any, reason: str, encoded: Encoded) -> None:
    if value and not values.get(name):
        values[name] = {"sourcedId": value} if name in ("school", "org", "course") else value
        encoded.losses.append(Loss(name, "filled", reason))


def _session(values: dict[str, Any], encoded: Encoded, context: Context) -> None:
    org, metadata = values.pop("org", None), values.get("metadata")
    if isinstance(metadata, Mapping) and SESSION_ORG in metadata:
        values["metadata"] = {key: item for key, item in metadata.items() if key != SESSION_ORG}
        if not is_blank(metadata[SESSION_ORG]):
            encoded.losses.append(Loss(f"metadata.{SESSION_ORG}", "dropped", "the column is for org"))
    if is_blank(org):
        if context.root_org is not None:
            encoded.losses.append(Loss("org", "filled", "comes back with the root organisation"))
        return
    id_ = _id_in(org)
    if not id_ or id_ != id_.strip() or not id_.isprintable():
        encoded.losses.append(Loss("org", "altered", "no sourcedId; it comes back with the root organisation"))
    elif id_ != context.certain_root:
        encoded.metadata = {SESSION_ORG: id_}


def _course(values: dict[str, Any], encoded: Encoded, context: Context) -> None:
    year, session = values.pop("schoolYear", None), values.get("academicSession")
    if is_blank(year):
        return
    if not session or _id_in(session) == _id_in(year):
        encoded.losses.append(Loss("schoolYear", "altered", "comes back as academicSession"))
    else:
        encoded.losses.append(Loss("academicSession", "altered", "the column is for schoolYear, which differs"))
    values["academicSession"] = year


def _class(values: dict[str, Any], encoded: Encoded, context: Context) -> None:
    org, school = values.pop("org", None), values.get("school")
    if org and school and _id_in(org) != _id_in(school):
        encoded.losses.append(Loss("org", "altered", "the column is for school, which differs"))
    elif org and not school:
        _fill(values, "school", _id_in(org), "from org", encoded)
    elif school and not org:
        encoded.losses.append(Loss("org", "filled", "comes back beside school"))
    _fill(values, "classType", "scheduled", "the standard requires it", encoded)
    _pair_subjects(values, encoded)


def _pair_subjects(values: dict[str, Any], encoded: Encoded) -> None:
    subjects, codes = values.get("subjects"), values.get("subjectCodes")
    if isinstance(subjects, list) and isinstance(codes, list) and subjects and codes and len(subjects) != len(codes):
        values["subjectCodes"] = None
        encoded.losses.append(Loss("subjectCodes", "dropped", "not as many codes as subjects"))


def _course_and_subjects(values: dict[str, Any], encoded: Encoded, context: Context) -> None:
    _course(values, encoded, context)
    _pair_subjects(values, encoded)


def _user(values: dict[str, Any], encoded: Encoded, context: Context) -> None:
    _fill(values, "username", values.get("sourcedId"), "the sourcedId, since the standard requires a value", encoded)
    roles = values.get("roles")
    roles = roles if isinstance(roles, list) else []
    orgs = values.pop("orgs", None)
    named = {_id_in(role.get("org")) for role in roles if isinstance(role, Mapping)}
    if not is_blank(orgs) and not (isinstance(orgs, list) and {_id_in(org) for org in orgs} <= named):
        encoded.losses.append(Loss("orgs", "dropped", "an organisation in which the user has no role"))


def _of_class(*names: str) -> Callable[[dict[str, Any], Encoded, Context], None]:
    def fill(values: dict[str, Any], encoded: Encoded, context: Context) -> None:
        if all(values.get(name) for name in names):
            return
        found = context.class_of(_id_in(values.get("class")) or "")
        course, school = found or (None, None)
        for name, value in (("course", course), ("school", school)):
            if name in names:
                _fill(values, name, value, "that of the class", encoded)

    return fill


def _line_item(values: dict[str, Any], encoded: Encoded, context: Context) -> None:
    _of_class("school")(values, encoded, context)
    period, session = values.pop("gradingPeriod", None), values.get("academicSession")
    if is_blank(period):
        return
    if not session or _id_in(session) == _id_in(period):
        values["academicSession"] = period
        encoded.losses.append(Loss("gradingPeriod", "altered", "comes back as academicSession"))
    else:
        encoded.losses.append(Loss("gradingPeriod", "dropped", "the column is for academicSession, which differs"))


def _score_scale(values: dict[str, Any], encoded: Encoded, context: Context) -> None:
    _of_class("course")(values, encoded, context)
    if not is_blank(values.get("org")):
        encoded.losses.append(Loss("org", "dropped", "a score scale has no organisation in REST"))
    # What the column gets is not read back, so nothing changes by it.
    _, school = context.class_of(_id_in(values.get("class")) or "") or (None, None)
    org = school or context.root_org
    values["org"] = {"sourcedId": org} if org else None


_PREPARE: Final[dict[str, Callable[[dict[str, Any], Encoded, Context], None]]] = {
    "academicSessions": _session,
    "courses": _course_and_subjects,
    "classes": _class,
    "users": _user,
    "enrollments": _of_class("school"),
    "lineItems": _line_item,
    "scoreScales": _score_scale,
}
