"""Server quirks: faults that change responses in the way of servers that differ from the platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests import plain
from timeback.errors import DecodingError, NotFoundError
from timeback.sandbox import Fault, Sandbox

from .conftest import BASE, connect, org, user

COUNTERS = {"totalCount", "pageCount", "pageNumber", "offset", "limit"}


@pytest.fixture
def thirty(box: Sandbox) -> list[str]:
    ids = [f"o{number:02}" for number in range(30)]
    box.store.load("orgs", [org(sourced_id) for sourced_id in ids])
    return ids


def listed(http: httpx.Client, **question: Any) -> list[str]:
    return [found["sourcedId"] for found in http.get("/orgs", params=question).raise_for_status().json()["orgs"]]


def test_a_revoked_token_is_renewed_once() -> None:
    with Sandbox() as box, box.client() as client:
        box.store.load("orgs", [org("o1")])
        client.rostering.orgs.get_org("o1")
        box.faults.add(revoke_token=True, times=1)
        assert client.rostering.orgs.get_org("o1").sourced_id == "o1"
        found = [(request.path, request.status, request.fault) for request in box.requests]
    one, token = f"{BASE}/orgs/o1", "/oauth2/token"
    assert found == [
        (token, 200, None), (one, 200, None), (one, 401, "revoke_token"), (token, 200, None), (one, 200, None),
    ]  # fmt: skip


def test_token_requests_do_not_use_up_revoke_token() -> None:
    with Sandbox() as box:
        box.faults.add(revoke_token=True, times=1)
        http = connect(box)
        assert [http.get("/orgs").status_code for _ in range(2)] == [401, 401]
        http.close()


def test_reallocate_gives_another_id(box: Sandbox, http: httpx.Client) -> None:
    box.faults.add(reallocate=True, times=1)
    assert http.get("/orgs").status_code == 200  # a GET does not use it up
    pair = http.post("/orgs", json={"org": org("o1")}).json()["sourcedIdPairs"]
    assert pair["suppliedSourcedId"] == "o1"
    assert pair["allocatedSourcedId"] != "o1"
    assert listed(http) == [pair["allocatedSourcedId"]]
    again = http.post("/orgs", json={"org": org("o1")}).json()["sourcedIdPairs"]
    assert again == {"suppliedSourcedId": "o1", "allocatedSourcedId": "o1"}


def test_reallocate_accepts_an_existing_id(box: Sandbox, http: httpx.Client, thirty: list[str]) -> None:
    box.faults.add(reallocate=True)
    assert http.post("/orgs", json={"org": org("o00", name="Another")}).status_code == 201
    assert http.get("/orgs/o00").json()["org"]["name"] == "Org o00"


def test_reallocate_keeps_the_id_of_demographics(box: Sandbox, http: httpx.Client) -> None:
    box.faults.add(reallocate=True)
    org_ = http.post("/orgs", json={"org": org("o1")}).json()["sourcedIdPairs"]["allocatedSourcedId"]
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": org_}}
    user = {"sourcedId": "u1", "enabledUser": "true", "givenName": "A", "familyName": "B", "roles": [role]}
    allocated = http.post("/users", json={"user": user}).json()["sourcedIdPairs"]["allocatedSourcedId"]
    assert allocated != "u1"
    pair = http.post("/demographics", json={"demographics": {"sourcedId": allocated}}).json()["sourcedIdPairs"]
    assert pair == {"suppliedSourcedId": allocated, "allocatedSourcedId": allocated}


def test_shuffle_moves_objects_between_pages(box: Sandbox, http: httpx.Client, thirty: list[str]) -> None:
    def walk() -> list[str]:
        return [sourced_id for offset in (0, 10, 20) for sourced_id in listed(http, limit=10, offset=offset)]

    box.faults.add(shuffle=True, seed=1)
    first = walk()
    assert len(first) == 30
    assert set(first) < set(thirty)
    assert first != walk()
    box.faults.clear()
    box.faults.add(shuffle=True, seed=1)
    assert walk() == first
    assert sorted(listed(http, limit=30)) == thirty
    assert listed(http, limit=10, offset=10, sort="sourcedId") == thirty[10:20]
    # Sorting by a value leaves the order of equal values open.
    assert listed(http, limit=30, sort="type") != listed(http, limit=30, sort="type")


def test_ignore_offset_returns_the_first_page(box: Sandbox, http: httpx.Client, thirty: list[str]) -> None:
    box.faults.add(ignore_offset=True)
    body = http.get("/orgs", params={"limit": 5, "offset": 20}).json()
    assert [found["sourcedId"] for found in body["orgs"]] == thirty[:5]
    assert (body["offset"], body["totalCount"]) == (20, 30)
    with box.client() as client:
        assert [found.sourced_id for found in client.rostering.orgs.iter_orgs(page_size=30)] == thirty
        # Neither an endless nor an incomplete iteration.
        with pytest.raises(DecodingError, match="ignores offset"):
            list(client.rostering.orgs.iter_orgs(page_size=10))


def test_cap_limits_the_page_size(box: Sandbox, http: httpx.Client, thirty: list[str]) -> None:
    box.faults.add(cap=4)
    body = http.get("/orgs", params={"limit": 10, "offset": 2}).json()
    assert [found["sourcedId"] for found in body["orgs"]] == thirty[2:6]
    assert (body["limit"], body["totalCount"]) == (10, 30)
    with box.client() as client:
        assert [found.sourced_id for found in client.rostering.orgs.iter_orgs(page_size=10)] == thirty


def test_no_counters(box: Sandbox, http: httpx.Client, thirty: list[str]) -> None:
    usual = http.get("/orgs", params={"limit": 10})
    assert usual.json().keys() > COUNTERS
    box.faults.add(no_counters=True)
    reply = http.get("/orgs", params={"limit": 10})
    assert reply.json() == {"orgs": usual.json()["orgs"]}
    assert not {"x-total-count", "link"} & set(reply.headers)
    assert http.get("/orgs/o01").json() == {"org": http.get("/orgs/o01").json()["org"]}
    with box.client() as client:
        assert [found.sourced_id for found in client.rostering.orgs.iter_orgs(page_size=7)] == thirty


@pytest.mark.parametrize("form", ["root", "status_info", "flat"])
def test_the_three_forms_of_errors(box: Sandbox, http: httpx.Client, form: Any) -> None:
    box.faults.add(error_form=form)
    reply = http.get("/orgs/nothing")
    body = reply.json()
    assert reply.status_code == 404
    if form == "status_info":
        assert set(body) == {"imsx_StatusInfo"}
        body = body["imsx_StatusInfo"]
    assert body["imsx_codeMajor"] == "failure"
    if form == "flat":
        assert body["imsx_codeMinor"] == "unknownobject"
        assert "imsx_CodeMinor" not in body
    else:
        assert body["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == "unknownobject"
    with box.client() as client, pytest.raises(NotFoundError) as raised:
        client.rostering.orgs.get_org("nothing")
    assert raised.value.code_minor == "unknownobject"


def test_quirks_combine_with_each_other_and_with_failures(box: Sandbox, http: httpx.Client, thirty: list[str]) -> None:
    box.faults.add(cap=3)
    box.faults.add(cap=5, no_counters=True, method="get", path="*/orgs")
    box.faults.add(status=503, times=1, error_form="flat")
    box.faults.add(status=500, times=1)
    reply = http.get("/orgs")
    assert (reply.status_code, reply.json()["imsx_codeMinor"]) == (503, "server_busy")
    assert "imsx_CodeMinor" in http.get("/orgs").json()
    assert http.get("/orgs").json().keys() == {"orgs"}
    assert len(listed(http)) == 3
    assert box.requests[-1].fault == "cap 3; no_counters, cap 5"


def test_quirks_with_a_probability(box: Sandbox, http: httpx.Client, thirty: list[str]) -> None:
    box.faults.add(cap=1, probability=0.5, seed=4)
    lengths = [len(listed(http)) for _ in range(20)]
    assert set(lengths) == {1, 30}
    box.faults.clear()
    box.faults.add(cap=1, probability=0.5, seed=4)
    assert [len(listed(http)) for _ in range(20)] == lengths


def test_truncated_response_without_counters(box: Sandbox, http: httpx.Client, users: Callable[..., None]) -> None:
    users(*[user(f"u{number}") for number in range(20)])
    box.faults.add(no_counters=True)
    whole = http.get("/users").content
    box.faults.clear()
    box.faults.add(no_counters=True, truncate=True)
    with http.stream("GET", "/users") as reply, pytest.raises(httpx.RemoteProtocolError):
        received = b""
        for chunk in reply.iter_raw():
            received += chunk
    assert received == whole[: len(whole) // 2]


def test_quirks_of_lists_in_other_services(box: Sandbox) -> None:
    with plain.Client(base_url=box.url, headers=connect(box).headers) as http:
        address = "/ims/oneroster/resources/v1p2/resources"
        for number in range(3):
            resource = {"title": f"R{number}", "vendorResourceId": "v"}
            assert http.post(address, json={"resource": resource}).status_code == 201
        box.faults.add(cap=2, path="*/resources/*")
        assert len(http.get(address).json()["resources"]) == 2


@pytest.mark.parametrize("rule", [{"cap": 0}, {"error_form": "xml"}])
def test_invalid_quirks_are_rejected(box: Sandbox, rule: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(rule))):
        box.faults.add(**rule)


def test_quirks_are_sent_to_another_process() -> None:
    fault = Fault(shuffle=True, cap=3, error_form="flat", reallocate=True, no_counters=True, seed=2)
    assert Fault.from_dict(fault.to_dict()) == fault
    assert Fault.from_dict(fault.told()) == fault
