"""A district as the standard has it and as providers send it, and commands that read it."""

from __future__ import annotations

from typing import Any

from click.testing import CliRunner, Result

from timeback.cli.app import timeback
from timeback.sandbox import Sandbox

from ..provider import Object, Provider

KEYS = {"client_id": "id", "client_secret": "secret"}
CHANGED = "2025-07-01T00:00:00.000Z"


def one(sourced_id: Any, **properties: Any) -> Object:
    return {"sourcedId": sourced_id, "dateLastModified": CHANGED, **properties}


def to(sourced_id: Any, kind: str = "org") -> Object:
    return {"href": f"https://sis.example.org/{kind}s/{sourced_id}", "sourcedId": sourced_id, "type": kind}


def district() -> dict[str, list[Object]]:
    """A district as the standard has it, and as providers send it: see the deviations in the properties."""
    days = {"startDate": "2025-08-01T00:00:00Z", "endDate": "2026-06-01", "schoolYear": "2026"}
    role = {"roleType": "primary", "role": " Student ", "org": {"sourcedId": 2}, "beginDate": "", "endDate": None}
    person = {"enabledUser": "true", "givenName": "Given", "familyName": "Family", "middleName": "", "email": "",
              "username": None, "primaryOrg": {}, "userIds": [{"type": None, "identifier": None}, {}],
              "metadata": {"": "", "kept": [None, 1.0, ""]}}  # fmt: skip
    return {
        "orgs": [
            one(1, name="District", type="district", identifier=4711, parent=None, children=[None, to(2)]),
            one(2, name="School", type="School", identifier="", parent={"sourcedId": 1, "href": None, "type": "Org"}),
        ],
        "academicSessions": [
            one("year", status="Active", title="Year", type="SCHOOLYEAR", children=None, **days),
            one("term", title="Term", type="term", parent={"sourcedId": "year"}, **days),
        ],
        "courses": [one("algebra", title="Algebra", courseCode=101, grades=[None, 9], org=to(1), subjects="")],
        "classes": [
            one("a1", title="A 1", course=to("algebra", "course"), school={"sourcedId": 2}, terms=[None, {"sourcedId":
                "term"}], periods=[1, "2"], classType="scheduled", location=None)
        ],
        "users": [
            one(100 + number, roles=[None, role], grades=[None], agents=[None, {"sourcedId": 100}], **person)
            for number in range(6)
        ],
        "demographics": [one(100, birthDate="", sex="female", white=True)],
        "enrollments": [
            one(f"e{number}", role="student", user={"sourcedId": 100 + number}, school={"sourcedId": 2},
                beginDate="2025-08-15T00:00:00Z", **{"class": to("a1", "class")})
            for number in range(6)
        ],
        "categories": [one("homework", title="Homework", weight=None)],
        "lineItems": [
            one("sheet", title="Sheet", assignDate="2025-09-01", dueDate="2025-09-08T12:00:00", school={"sourcedId": 2},
                category={"sourcedId": "homework"},
                academicSession={"sourcedId": "term"}, resultValueMax="10", **{"class": to("a1", "class")})
        ],
        "results": [
            one(f"r{number}", lineItem={"sourcedId": "sheet"}, student={"sourcedId": 100 + number}, late=False,
                scoreStatus="fully graded", score="8.5", scoreDate="2025-09-09", comment="")
            for number in range(6)
        ],
    }  # fmt: skip


def run(provider: Provider | Sandbox, target: Sandbox | None, *arguments: str) -> Result:
    """Run a command with the provider as ``staging`` and the sandbox as ``production``."""
    environment = {
        "TIMEBACK_STAGING_API_URL": provider.url,
        "TIMEBACK_STAGING_TOKEN_URL": provider.token_url,
        "TIMEBACK_STAGING_CLIENT_ID": "id",
        "TIMEBACK_STAGING_CLIENT_SECRET": "secret",
    }
    if isinstance(provider, Sandbox):
        environment["TIMEBACK_STAGING_SCOPE"] = provider.scope or ""
    if target is not None:
        environment |= {
            "TIMEBACK_PRODUCTION_API_URL": target.url,
            "TIMEBACK_PRODUCTION_TOKEN_URL": target.token_url,
            "TIMEBACK_PRODUCTION_CLIENT_ID": "id",
            "TIMEBACK_PRODUCTION_CLIENT_SECRET": "secret",
        }
    return CliRunner().invoke(timeback, arguments, env=environment, prog_name="timeback")


def stored(target: Sandbox, collection: str, sourced_id: str, path: str) -> Any:
    value: Any = target.store.get(collection, sourced_id)
    assert value is not None, (collection, sourced_id)
    for name in path.split("."):
        value = None if value is None else value.get(name)
    return value


def writes(target: Sandbox) -> list[str]:
    return [request.path for request in target.requests if request.method != "GET" and "/ims/" in request.path]
