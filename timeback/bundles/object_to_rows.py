"""Conversion of an object of the REST binding to CSV rows, with the losses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, TypeAlias

from timeback.bundles.cell_writer import UnwritableValueError, format_cell, is_blank, json_type, to_single_line
from timeback.bundles.csv_schema import COLLECTIONS, DATA_FILES, Column
from timeback.bundles.encoded import EncodedObject, EncodedRow
from timeback.bundles.nested_rows import encode_nested_rows
from timeback.bundles.problems import Loss
from timeback.bundles.root_org import SESSION_ORG
from timeback_runtime.frames import clears_locals

Mode: TypeAlias = Literal["bulk", "delta"]
JsonObject: TypeAlias = Mapping[str, Any]

# Properties that follow from other columns or are computed by the server. Omitting them loses nothing.
DERIVED_PROPERTIES: Final[dict[str, frozenset[str]]] = {
    "orgs": frozenset({"children"}),
    "academicSessions": frozenset({"children"}),
}
_ALWAYS: Final = frozenset({"sourcedId", "status", "dateLastModified", "metadata"})
_MAX_KEY: Final = 200


class EncodingContext(Protocol):
    """Data of other objects, for columns that have no property in the REST binding."""

    mode: Mode
    now: str

    @property
    def root_org(self) -> str | None: ...

    @property
    def certain_root(self) -> str | None:
        """The root organisation, or None if organisations that are written later could change it."""

    def class_of(self, sourced_id: str) -> tuple[str | None, str | None] | None:
        """Return the ids of course and school of a class, or None for an unknown class."""

    def has(self, file: str, id_: str) -> bool:
        """Return whether a file already has a row with this id."""


@dataclass
class _SingleObjectContext:
    """The context of an object without a bundle."""

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
def losses(collection: str, entity: JsonObject, *, root_org: str | None = None, mode: Mode = "bulk") -> list[Loss]:
    """Return the properties of an object that a bundle cannot hold or holds in another form. Nothing is written.

    If the object cannot be written at all, the result is one entry with an empty path.
    """
    return reported_losses(encode_object(collection, entity, single_object_context(root_org, mode)))


def single_object_context(root_org: str | None, mode: Mode) -> EncodingContext:
    return _SingleObjectContext(root_org, mode)


def reported_losses(encoded: EncodedObject) -> list[Loss]:
    if encoded.refused is None:
        return encoded.losses
    name, reason = encoded.refused
    return [Loss("", "dropped", f"{name}: {reason}" if name else reason)]


def encode_object(collection: str, entity: JsonObject, context: EncodingContext) -> EncodedObject:
    encoded = EncodedObject()
    if collection not in COLLECTIONS:
        encoded.refused = "", f"the standard has no CSV file for {collection}"
        return encoded
    if context.mode == "bulk" and entity.get("status") == "tobedeleted":
        encoded.refused = "status", "bulk files contain only active objects"
        return encoded
    prepare = _PREPARE.get(collection)
    values = dict(entity)
    if prepare is not None:
        prepare(values, encoded, context)
    columns = DATA_FILES["1.2"][collection].columns
    cells = _cells(columns, values, encoded, context)
    if encoded.refused is not None:
        return encoded
    metadata = _metadata(values.get("metadata"), encoded)
    encoded.rows.append(
        EncodedRow(collection, cells, {**encoded.metadata, **metadata} if encoded.metadata else metadata)
    )
    consumed = encode_nested_rows(collection, values, cells[:3], encoded, context.has)
    known = (
        _ALWAYS | DERIVED_PROPERTIES.get(collection, frozenset()) | consumed | {column.property for column in columns}
    )
    for name, value in values.items():
        if name not in known and not is_blank(value):
            encoded.losses.append(Loss(name, "dropped", "no column in the standard"))
    return encoded


def _cells(
    columns: tuple[Column, ...], values: JsonObject, encoded: EncodedObject, context: EncodingContext
) -> list[str]:
    cells: list[str] = []
    for column in columns:
        value = values.get(column.property)
        if column.name in ("status", "dateLastModified"):
            cells.append(_managed_cell(column, value, encoded, context))
            continue
        try:
            text = format_cell(column, value, encoded.loss_handler(column.property)) if not is_blank(value) else ""
        except UnwritableValueError as error:
            if column.required:
                encoded.refused = column.property, str(error)
                return []
            encoded.losses.append(Loss(column.property, "dropped", str(error)))
            text = ""
        if not text and column.required:
            encoded.refused = column.property, "required by the standard"
            return []
        cells.append(text)
    return cells


def _managed_cell(column: Column, value: Any, encoded: EncodedObject, context: EncodingContext) -> str:
    """Return the cell for status or dateLastModified. The standard requires it blank in bulk and filled in delta."""
    if context.mode == "bulk":
        if column.name == "status" and value not in (None, "", "active"):
            encoded.losses.append(Loss("status", "altered", "bulk files have no status; it is read back as active"))
        return ""
    if not value:
        if column.name == "status":
            return "active"
        encoded.losses.append(Loss(column.name, "filled", "the current time is written"))
        return context.now
    try:
        return format_cell(column, value, encoded.loss_handler(column.property))
    except UnwritableValueError as error:
        encoded.refused = column.property, str(error)
        return ""


def _metadata(value: Any, encoded: EncodedObject) -> dict[str, str]:
    found: dict[str, str] = {}
    if is_blank(value):
        return found
    if not isinstance(value, Mapping):
        encoded.losses.append(Loss("metadata", "dropped", f"must be an object, is {json_type(value)}"))
        return found
    for key, item in value.items():
        if is_blank(item):
            continue
        if key != key.strip() or not key or len(key) > _MAX_KEY or not key.isprintable():
            encoded.losses.append(Loss("metadata[]", "dropped", "the name cannot be used as a column name"))
            continue
        path = f"metadata.{key}"
        if isinstance(item, Mapping | list):
            encoded.losses.append(Loss(path, "dropped", f"must be text, is {json_type(item)}"))
            continue
        try:
            text = to_single_line(item, encoded.loss_handler(path))
        except UnwritableValueError as error:
            encoded.losses.append(Loss(path, "dropped", str(error)))
            continue
        if text:
            found[key] = text
    return found


def _id_in(value: Any) -> str | None:
    found = value.get("sourcedId") if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else None


def _fill(values: dict[str, Any], name: str, value: Any, reason: str, encoded: EncodedObject) -> None:
    if value and not values.get(name):
        values[name] = {"sourcedId": value} if name in ("school", "org", "course") else value
        encoded.losses.append(Loss(name, "filled", reason))


def _session(values: dict[str, Any], encoded: EncodedObject, context: EncodingContext) -> None:
    org, metadata = values.pop("org", None), values.get("metadata")
    if isinstance(metadata, Mapping) and SESSION_ORG in metadata:
        values["metadata"] = {key: item for key, item in metadata.items() if key != SESSION_ORG}
        if not is_blank(metadata[SESSION_ORG]):
            encoded.losses.append(Loss(f"metadata.{SESSION_ORG}", "dropped", "the column holds org instead"))
    if is_blank(org):
        if context.root_org is not None:
            encoded.losses.append(Loss("org", "filled", "the root organisation is read back"))
        return
    id_ = _id_in(org)
    if not id_ or id_ != id_.strip() or not id_.isprintable():
        encoded.losses.append(Loss("org", "altered", "has no valid sourcedId; the root organisation is read back"))
    elif id_ != context.certain_root:
        encoded.metadata = {SESSION_ORG: id_}


def _course(values: dict[str, Any], encoded: EncodedObject, context: EncodingContext) -> None:
    year, session = values.pop("schoolYear", None), values.get("academicSession")
    if is_blank(year):
        return
    if not session or _id_in(session) == _id_in(year):
        encoded.losses.append(Loss("schoolYear", "altered", "it is read back as academicSession"))
    else:
        encoded.losses.append(Loss("academicSession", "altered", "differs from schoolYear, which the column holds"))
    values["academicSession"] = year


def _class(values: dict[str, Any], encoded: EncodedObject, context: EncodingContext) -> None:
    org, school = values.pop("org", None), values.get("school")
    if org and school and _id_in(org) != _id_in(school):
        encoded.losses.append(Loss("org", "altered", "differs from school, which the column holds"))
    elif org and not school:
        _fill(values, "school", _id_in(org), "taken from org", encoded)
    elif school and not org:
        encoded.losses.append(Loss("org", "filled", "the school is read back as org too"))
    _fill(values, "classType", "scheduled", "required by the standard", encoded)
    _check_subject_codes(values, encoded)


def _check_subject_codes(values: dict[str, Any], encoded: EncodedObject) -> None:
    subjects, codes = values.get("subjects"), values.get("subjectCodes")
    if isinstance(subjects, list) and isinstance(codes, list) and subjects and codes and len(subjects) != len(codes):
        values["subjectCodes"] = None
        encoded.losses.append(Loss("subjectCodes", "dropped", "the numbers of codes and subjects differ"))


def _course_and_subjects(values: dict[str, Any], encoded: EncodedObject, context: EncodingContext) -> None:
    _course(values, encoded, context)
    _check_subject_codes(values, encoded)


def _user(values: dict[str, Any], encoded: EncodedObject, context: EncodingContext) -> None:
    _fill(values, "username", values.get("sourcedId"), "required by the standard; the sourcedId is written", encoded)
    roles = values.get("roles")
    roles = roles if isinstance(roles, list) else []
    orgs = values.pop("orgs", None)
    named = {_id_in(role.get("org")) for role in roles if isinstance(role, Mapping)}
    if not is_blank(orgs) and not (isinstance(orgs, list) and {_id_in(org) for org in orgs} <= named):
        encoded.losses.append(Loss("orgs", "dropped", "includes an organisation in which the user has no role"))


def _fill_from_class(*names: str) -> Callable[[dict[str, Any], EncodedObject, EncodingContext], None]:
    def fill(values: dict[str, Any], encoded: EncodedObject, context: EncodingContext) -> None:
        if all(values.get(name) for name in names):
            return
        found = context.class_of(_id_in(values.get("class")) or "")
        course, school = found or (None, None)
        for name, value in (("course", course), ("school", school)):
            if name in names:
                _fill(values, name, value, "taken from the class", encoded)

    return fill


def _line_item(values: dict[str, Any], encoded: EncodedObject, context: EncodingContext) -> None:
    _fill_from_class("school")(values, encoded, context)
    period, session = values.pop("gradingPeriod", None), values.get("academicSession")
    if is_blank(period):
        return
    if not session or _id_in(session) == _id_in(period):
        values["academicSession"] = period
        encoded.losses.append(Loss("gradingPeriod", "altered", "it is read back as academicSession"))
    else:
        encoded.losses.append(Loss("gradingPeriod", "dropped", "differs from academicSession, which the column holds"))


def _score_scale(values: dict[str, Any], encoded: EncodedObject, context: EncodingContext) -> None:
    _fill_from_class("course")(values, encoded, context)
    if not is_blank(values.get("org")):
        encoded.losses.append(Loss("org", "dropped", "not a property of score scales in REST"))
    # The standard requires this column. It is not read back, so it causes no loss.
    _, school = context.class_of(_id_in(values.get("class")) or "") or (None, None)
    org = school or context.root_org
    values["org"] = {"sourcedId": org} if org else None


_PREPARE: Final[dict[str, Callable[[dict[str, Any], EncodedObject, EncodingContext], None]]] = {
    "academicSessions": _session,
    "courses": _course_and_subjects,
    "classes": _class,
    "users": _user,
    "enrollments": _fill_from_class("school"),
    "lineItems": _line_item,
    "scoreScales": _score_scale,
}
