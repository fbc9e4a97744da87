"""Small random rosters with deleted objects and references to missing ones, and a simple model of their migration.

The rules are written by hand here, so that they do not share a mistake with the code that is tested.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

Object = dict[str, Any]
Roster = dict[str, dict[str, Object]]
Reference = tuple[str, str, str, str, str]
"""Entity, id, property path, collection and id of the referenced object."""

# Path, collection, and where the reference is required: on servers ("s"), also in CSV files ("c").
PLACES: dict[str, list[tuple[str, str, str]]] = {
    "orgs": [("parent", "orgs", ""), ("children[]", "orgs", "")],
    "academicSessions": [("org", "orgs", "sc"), ("parent", "academicSessions", ""),
                         ("children[]", "academicSessions", "")],
    "resources": [],
    "courses": [("org", "orgs", "sc"), ("academicSession", "academicSessions", ""), ("resources[]", "resources", "")],
    "classes": [("course", "courses", "sc"), ("org", "orgs", ""), ("school", "orgs", ""),
                ("terms[]", "academicSessions", "c"), ("resources[]", "resources", "")],
    "courseComponents": [("course", "courses", "s"), ("parent", "courseComponents", "")],
    "componentResources": [("courseComponent", "courseComponents", "s"), ("resource", "resources", "s")],
    "users": [("roles[].org", "orgs", "sc"), ("primaryOrg", "orgs", ""), ("orgs[]", "orgs", ""),
              ("agents[]", "users", ""), ("resources[]", "resources", "")],
    "demographics": [],
    "enrollments": [("user", "users", "sc"), ("class", "classes", "sc"), ("school", "orgs", "")],
    "categories": [],
    "scoreScales": [("class", "classes", "sc"), ("course", "courses", "")],
    "lineItems": [("class", "classes", "sc"), ("school", "orgs", "sc"), ("category", "categories", "sc"),
                  ("gradingPeriod", "academicSessions", ""), ("academicSession", "academicSessions", ""),
                  ("scoreScale", "scoreScales", "")],
    "results": [("lineItem", "lineItems", "sc"), ("student", "users", "sc"), ("class", "classes", ""),
                ("scoreScale", "scoreScales", "")],
    "assessmentLineItems": [("class", "classes", ""), ("course", "courses", ""), ("component", "courseComponents", ""),
                            ("componentResource", "componentResources", ""), ("scoreScale", "scoreScales", ""),
                            ("parentAssessmentLineItem", "assessmentLineItems", "")],
    "assessmentResults": [("assessmentLineItem", "assessmentLineItems", "s"), ("student", "users", "s"),
                          ("scoreScale", "scoreScales", "")],
}  # fmt: skip
IN_CSV = ("orgs", "academicSessions", "courses", "resources", "classes", "users", "enrollments", "demographics",
          "categories", "scoreScales", "lineItems", "results")  # fmt: skip
ROOT = "orgs-0"


def draw(seed: int) -> Roster:
    """A roster. References of each kind refer to existing, deleted and missing objects."""
    return _Drawing(random.Random(seed)).roster


def without_circles(roster: Roster) -> Roster:
    """The roster without parents that form a circle of several objects, which CSV files may not have."""
    for name in ("orgs", "academicSessions"):
        for one in roster[name].values():
            above, seen = one, []
            while (parent := above.get("parent", {}).get("sourcedId")) in roster[name] and parent != above["sourcedId"]:
                seen.append(above["sourcedId"])
                if parent in seen:
                    del above["parent"]
                    break
                above = roster[name][parent]
    return roster


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name)


class _Drawing:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        counts = {name: rng.randint(1, 4) for name in PLACES} | {"users": rng.randint(2, 7)}
        self.ids = {name: [f"{name}-{number}" for number in range(count)] for name, count in counts.items()}
        # Ids that servers accept and CSV files do not.
        for name in ("users", "resources", "academicSessions", "courses"):
            self.ids[name] = [f"{one} x" if rng.random() < 0.08 else one for one in self.ids[name]]
        self.ids["demographics"] = [one for one in self.ids["users"] if rng.random() < 0.5]
        if rng.random() < 0.3:
            self.ids["demographics"].append("users-gone")
        self.gone = rng.choice((0.0, 0.1, 0.3))
        deleted = rng.choice((0.0, 0.1, 0.3))
        self.roster: Roster = {name: {} for name in PLACES}
        for name, ids in self.ids.items():
            for one in ids:
                made = {
                    "sourcedId": one,
                    "status": "tobedeleted" if one != ROOT and rng.random() < deleted else "active",
                    "dateLastModified": "2025-07-01T00:00:00.000Z",
                    "metadata": {"key": one},
                    **getattr(self, f"_{_snake(name)}")(one),
                }
                # Properties that are None are omitted.
                self.roster[name][one] = {key: value for key, value in made.items() if value is not None}

    def to(self, name: str) -> Object:
        number = self.rng.randint(0, 2)
        one = f"{name}-gone-{number}" if self.rng.random() < self.gone else self.rng.choice(self.ids[name])
        return {"sourcedId": one, "type": "x"} if self.rng.random() < 0.5 else {"sourcedId": one}

    def maybe(self, name: str) -> Object | None:
        return self.to(name) if self.rng.random() < 0.6 else None

    def some(self, name: str, least: int = 0) -> list[Object]:
        found = [self.to(name) for _ in range(self.rng.randint(least, 3))]
        return list({one["sourcedId"]: one for one in found}.values())

    def _orgs(self, one: str) -> Object:
        if one == ROOT:
            return {"name": one, "type": "district", "children": self.some("orgs")}
        return {"name": one, "type": "school", "parent": self.to("orgs"), "children": self.some("orgs")}

    def _academic_sessions(self, one: str) -> Object:
        days = {"startDate": "2025-08-01", "endDate": "2026-06-01", "schoolYear": "2026"}
        return {
            "title": one, "type": "term", **days, "org": self.to("orgs"), "parent": self.maybe("academicSessions"),
            "children": self.some("academicSessions"),
        }  # fmt: skip

    def _resources(self, one: str) -> Object:
        return {"title": one, "vendorResourceId": one, "roles": ["primary"]}

    def _courses(self, one: str) -> Object:
        return {
            "title": one, "org": self.to("orgs"), "academicSession": self.maybe("academicSessions"),
            "resources": self.some("resources"),
        }  # fmt: skip

    def _classes(self, one: str) -> Object:
        school = self.to("orgs")
        names = self.rng.choice((("org",), ("school",), ("org", "school")))
        return {
            "title": one, "classType": "scheduled", "course": self.to("courses"), **dict.fromkeys(names, school),
            "terms": self.some("academicSessions", least=1), "resources": self.some("resources"),
        }  # fmt: skip

    def _course_components(self, one: str) -> Object:
        return {"title": one, "course": self.to("courses"), "parent": self.maybe("courseComponents"), "sortOrder": 1}

    def _component_resources(self, one: str) -> Object:
        return {"title": one, "courseComponent": self.to("courseComponents"), "resource": self.to("resources")}

    def _users(self, one: str) -> Object:
        roles = [
            {"roleType": self.rng.choice(("primary", "secondary")), "role": "student", "org": org}
            for org in self.some("orgs", least=1)
        ]
        profile = {
            "profileId": f"profile-{one.replace(' ', '')}", "profileType": "lti", "vendorId": "v", "applicationId": "a",
            "credentials": [{"type": "oauth", "username": one}],
        }  # fmt: skip
        if has := self.rng.random() < 0.4:
            roles[0]["userProfile"] = profile["profileId"]
        return {
            "enabledUser": "true", "username": one, "givenName": "Given", "familyName": "Family", "roles": roles,
            "userProfiles": [profile] if has else None, "primaryOrg": self.maybe("orgs"), "agents": self.some("users"),
            "orgs": self.some("orgs"), "resources": self.some("resources"),
        }  # fmt: skip

    def _demographics(self, one: str) -> Object:
        return {"sex": "female"}

    def _enrollments(self, one: str) -> Object:
        return {
            "role": "student", "user": self.to("users"), "class": self.to("classes"), "school": self.to("orgs"),
            "primary": "false",
        }  # fmt: skip

    def _categories(self, one: str) -> Object:
        return {"title": one}

    def _score_scales(self, one: str) -> Object:
        return {
            "title": one, "type": "letters", "class": self.to("classes"), "course": self.maybe("courses"),
            "scoreScaleValue": [{"itemValueLHS": "A", "itemValueRHS": "90"}],
        }  # fmt: skip

    def _line_items(self, one: str) -> Object:
        session = self.rng.choice(("gradingPeriod", "academicSession"))
        return {
            "title": one, "assignDate": "2025-09-01T00:00:00.000Z", "dueDate": "2025-09-08T00:00:00.000Z",
            "class": self.to("classes"), "school": self.to("orgs"), "category": self.to("categories"),
            session: self.maybe("academicSessions"), "scoreScale": self.maybe("scoreScales"),
        }  # fmt: skip

    def _results(self, one: str) -> Object:
        return {
            "lineItem": self.to("lineItems"), "student": self.to("users"), "class": self.maybe("classes"),
            "scoreScale": self.maybe("scoreScales"), **SCORE,
        }  # fmt: skip

    def _assessment_line_items(self, one: str) -> Object:
        names = {place: collection for place, collection, _ in PLACES["assessmentLineItems"]}
        return {"title": one, **{place: self.maybe(collection) for place, collection in names.items()}}

    def _assessment_results(self, one: str) -> Object:
        return {
            "assessmentLineItem": self.to("assessmentLineItems"), "student": self.to("users"),
            "scoreScale": self.maybe("scoreScales"), **SCORE,
        }  # fmt: skip


SCORE: Object = {"scoreStatus": "fully graded", "scoreDate": "2025-09-09T00:00:00.000Z", "score": 7}


# Expected result


class ExpectedResult:
    """The expected result of migrating a roster to a server or to CSV files: objects, failures, left-out references."""

    def __init__(self, roster: Roster, *, csv: bool = False) -> None:
        self._csv = csv
        self._there: dict[str, set[str]] = {
            name: {
                one
                for one, value in objects.items()
                if value["status"] != "tobedeleted" and not (csv and (name not in IN_CSV or " " in one))
            }
            for name, objects in roster.items()
        }
        while fallen := [
            (name, one) for name, ids in self._there.items() for one in ids if not self._stands(name, roster[name][one])
        ]:
            for name, one in fallen:
                self._there[name].remove(one)
        self.objects = {
            name: {one: self._without(name, roster[name][one]) for one in sorted(ids)}
            for name, ids in self._there.items()
        }
        self.failed = {
            (name, one)
            for name, objects in roster.items()
            for one, value in objects.items()
            if value["status"] != "tobedeleted" and one not in self._there[name] and not (csv and name not in IN_CSV)
        }
        self.left_out: set[Reference] = {
            (name, one, path, collection, named)
            for name, ids in self._there.items()
            for one in ids
            for path, collection, named in references(name, roster[name][one])
            if named not in self._there[collection] and not (csv and path.startswith("children"))
        }

    def _stands(self, name: str, value: Object) -> bool:
        if name == "demographics":
            return value["sourcedId"] in self._there["users"]
        left = self._without(name, value)
        for path, _, need in PLACES[name]:
            top = path.split(".")[0].removesuffix("[]")
            if ("c" if self._csv else "s") in need and value.get(top) and not left.get(top):
                return False
        if name == "classes" and not (left.get("org") or left.get("school")):
            return False
        # CSV files require a session for line items.
        return not (
            self._csv and name == "lineItems" and not (left.get("gradingPeriod") or left.get("academicSession"))
        )

    def _without(self, name: str, value: Object) -> Object:
        kept = dict(value)
        for path, collection, _ in PLACES[name]:
            top, _, inner = path.partition(".")
            top = top.removesuffix("[]")
            if isinstance(kept.get(top), list):
                items = [(item, item[inner] if inner else item) for item in kept[top]]
                kept[top] = [item for item, named in items if named["sourcedId"] in self._there[collection]]
            elif kept.get(top) is not None and kept[top]["sourcedId"] not in self._there[collection]:
                del kept[top]
        if name == "orgs" and kept.get("parent", {}).get("sourcedId") == value["sourcedId"]:
            # It counts as an organisation at the top.
            del kept["parent"]
        return kept


def references(name: str, value: Object) -> Iterator[tuple[str, str, str]]:
    """Path, collection and id of each reference."""
    for path, collection, _ in PLACES[name]:
        top, _, inner = path.partition(".")
        found = value.get(top.removesuffix("[]"))
        if isinstance(found, list):
            for index, item in enumerate(found):
                where = f"{top.removesuffix('[]')}[{index}]{f'.{inner}' if inner else ''}"
                yield where, collection, (item[inner] if inner else item)["sourcedId"]
        elif found is not None:
            yield path, collection, found["sourcedId"]


def healed(roster: Roster) -> Roster:
    """The roster after a repair: no object is deleted, and all missing objects exist."""
    made = {
        name: {one: {**value, "status": "active"} for one, value in objects.items()} for name, objects in roster.items()
    }
    to = {name: {"sourcedId": next(iter(objects))} for name, objects in made.items() if objects}
    while wanted := {
        (collection, named)
        for name, objects in made.items()
        for value in objects.values()
        for _, collection, named in [
            *references(name, value),
            *([("", "users", value["sourcedId"])] if name == "demographics" else []),
        ]
        if named not in made[collection]
    }:
        for name, one in sorted(wanted):
            example = next(iter(made[name].values()))
            new = {**example, "sourcedId": one, "metadata": {"key": one}}
            for path, collection, need in PLACES[name]:
                top = path.split("[]")[0]
                if path == "roles[].org":
                    new[top] = [{"roleType": "primary", "role": "student", "org": to["orgs"]}]
                elif path.endswith("[]"):
                    new[top] = []
                elif need or top in ("org", "school"):
                    new[top] = to[collection]
                else:
                    new.pop(top, None)
            new.pop("userProfiles", None)
            made[name][one] = new
    return made


# Comparison


def plain(name: str, value: Object, *, ids: dict[str, str] | None = None, csv: bool = False) -> Object:
    """The object in a comparable form: without times and URLs, with the ids of the source."""
    made = _plain({key: one for key, one in value.items() if key != "dateLastModified"}, ids or {})
    if name == "classes":
        made["school"] = made.pop("org", None) or made.get("school")
    if csv:
        # The files have one column for two properties, and none for others.
        for gone in ("children", "orgs"):
            made.pop(gone, None)
        if name == "lineItems" and "gradingPeriod" in made:
            made["academicSession"] = made.pop("gradingPeriod")
        if name == "academicSessions":
            made["org"] = ROOT
    return {key: one for key, one in sorted(made.items()) if one not in (None, [], {})}


def _plain(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, list):
        items = [_plain(item, ids) for item in value]
        return sorted(items, key=repr)
    if isinstance(value, dict):
        if "sourcedId" in value and value.keys() <= {"sourcedId", "type", "href"}:
            return ids.get(value["sourcedId"], value["sourcedId"])
        made = {key: _plain(one, ids) for key, one in value.items()}
        if "sourcedId" in made:
            made["sourcedId"] = ids.get(made["sourcedId"], made["sourcedId"])
        return made
    return value
