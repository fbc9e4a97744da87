"""Differences between the REST and the CSV binding: properties that are renamed, merged or filled, by collection.

Each function changes a copy of an object before its cells are written, and records the losses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from timeback.bundles.cell_writer import is_blank
from timeback.bundles.encoded import EncodedObject
from timeback.bundles.encoding_context import EncodingContext
from timeback.bundles.problems import Loss
from timeback.bundles.root_org import SESSION_ORG


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


ADAPTERS: Final[dict[str, Callable[[dict[str, Any], EncodedObject, EncodingContext], None]]] = {
    "academicSessions": _session,
    "courses": _course_and_subjects,
    "classes": _class,
    "users": _user,
    "enrollments": _fill_from_class("school"),
    "lineItems": _line_item,
    "scoreScales": _score_scale,
}
