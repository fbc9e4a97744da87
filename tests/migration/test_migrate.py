"""Migration of users between small test servers with different behaviour."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from timeback import F
from timeback.client import TimeBackClient
from timeback.migration import Progress, migrate_users, migrate_users_async, verify_migration
from timeback_runtime.errors import (
    APIConnectionError,
    AuthenticationError,
    ConfigurationError,
    InvalidRequestError,
)

from .conftest import Connect
from .server import Rule, Server, org, user


def source(*users: dict[str, Any], **manners: Any) -> Server:
    return Server("source", **manners).add(org("d"), org("o1", "d"), org("o2", "d"), to="orgs").add(*users)


def target(**manners: Any) -> Server:
    return Server("target", **manners).add(org("d"), org("o1", "d"), to="orgs")


def break_once(what: Any, method: str = "POST", only: str | None = None, times: int = 1) -> Rule:
    left = [times]

    def rule(got: str, collection: str, key: str | None) -> Any:
        if got == method and collection == "users" and only in (None, key) and left[0]:
            left[0] -= 1
            return what
        return None

    return rule


def test_users_arrive_and_a_second_run_changes_nothing(connect: Connect) -> None:
    a, b = source(*(user(f"u{number:04}") for number in range(250))), target(latency=0.002)
    total, successful, failed = report = migrate_users(connect(a), connect(b))
    assert (total, successful, failed) == (250, 250, [])
    assert (report.created, report.reasons) == (250, {})
    assert b.users.keys() == a.users.keys()
    assert verify_migration(connect(a), connect(b))

    b.requests.clear()
    report = migrate_users(connect(a), connect(b), on_conflict="fail")
    assert (report.unchanged, report.successful, report.created, report.failed) == (250, 250, 0, [])
    assert b.writes() == []
    assert len(b.requests) < 10, "read by pages, not one by one"


def test_only_selected_users(connect: Connect) -> None:
    a = source(user("u1"), user("u2", givenName="Zoë"), user("u3", status="tobedeleted"))
    b = target()
    report = migrate_users(connect(a), connect(b), filter_expr=F.given_name == "Zoë")
    assert (report.total, b.users.keys()) == (1, {"u2"})
    report = migrate_users(connect(a), connect(b), ids=["u1", "nobody", "u1", "u3"])
    assert (report.total, report.created, report.skipped, report.failed) == (3, 1, 1, ["nobody"])
    assert report.reasons["nobody"] == "is missing on the source"
    assert b.users.keys() == {"u1", "u2"}
    b.requests.clear()
    assert migrate_users(connect(a), connect(b), ids=[]).total == 0
    assert b.requests == []


def test_users_marked_as_deleted_are_not_migrated(connect: Connect) -> None:
    a, b = source(user("u1"), user("u2", status="tobedeleted")), target()
    report = migrate_users(connect(a), connect(b))
    assert (report.total, report.created, report.skipped, report.failed) == (2, 1, 1, [])
    assert "tobedeleted" in report.reasons["u2"]
    assert b.users.keys() == {"u1"}
    assert verify_migration(connect(a), connect(b))


def test_users_with_unknown_values_are_migrated_unchanged(connect: Connect) -> None:
    odd = user("u1", role="x", enabledUser="true", middleName=None, userMasterIdentifier=7, extra={"a": [None]})
    odd["roles"][0]["role"] = "wizard"
    a, b = source(odd), target()
    assert migrate_users(connect(a), connect(b)).created == 1
    sent = b.users["u1"]
    assert sent["roles"][0]["role"] == "wizard"
    assert "href" not in sent["roles"][0]["org"]
    assert "dateLastModified" not in sent
    assert {name: sent[name] for name in ("role", "enabledUser", "middleName", "userMasterIdentifier", "extra")} == {
        "role": "x",
        "enabledUser": "true",
        "middleName": None,
        # The documents define text here.
        "userMasterIdentifier": "7",
        "extra": {"a": [None]},
    }


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_missing_organisation_is_the_reason(connect: Connect, dry_run: bool) -> None:
    a, b = source(user("u1"), user("u2", org="o2"), user("u3", org="o2", primaryOrg={"sourcedId": "o9"})), target()
    report = migrate_users(connect(a), connect(b), dry_run=dry_run)
    assert (report.created, sorted(report.failed)) == (1, ["u2", "u3"])
    assert report.reasons["u2"].startswith("roles[0].org: org o2 ")
    assert "with_orgs=True" in report.reasons["u2"]
    assert report.reasons["u3"] == report.reasons["u2"], "a user can be without primaryOrg"


def test_organisations_come_first_parents_before_children(connect: Connect) -> None:
    a = source(*(user(f"u{number}", org=f"s{number % 3}") for number in range(30)))
    a.add(org("top"), org("mid", "top"), *(org(f"s{number}", "mid") for number in range(3)), to="orgs")
    b = target()
    report = migrate_users(connect(a), connect(b), with_orgs=True)
    assert (report.created, report.orgs_created, report.failed) == (30, 5, [])
    assert list(b.orgs) == ["d", "o1", "top", "mid", "s0", "s1", "s2"]
    assert [path for method, path in b.writes() if path == "orgs"] == ["orgs"] * 5
    assert "href" not in b.orgs["mid"]["parent"]


def test_organisations_that_cannot_be_migrated(connect: Connect) -> None:
    a = source(user("u1"), user("u2", org="gone"), user("u3", org="x"), user("u4", org="y"))
    a.add(org("x"), org("y", "x"), to="orgs")
    b = target()
    b.before.append(lambda method, collection, key: httpx.Response(422) if key == "x" and method == "POST" else None)
    report = migrate_users(connect(a), connect(b), with_orgs=True)
    assert (report.created, sorted(report.failed)) == (2, ["u2", "u3"])
    assert report.reasons["u2"].startswith("roles[0].org: org gone ")
    assert report.reasons["u3"].startswith("roles[0].org: org x ")
    assert "422" in report.reasons["u3"]
    assert "parent" not in b.orgs["y"]


def test_organisations_in_a_cycle_are_first_created_without_parents(connect: Connect) -> None:
    a = source(user("u1", org="x"), user("u2", org="y"), user("u3", org="z"))
    a.add(org("x", "y"), org("y", "z"), org("z", "x"), to="orgs")
    b = target()
    report = migrate_users(connect(a), connect(b), with_orgs=True)
    assert (report.created, report.orgs_created, report.failed) == (3, 3, [])
    assert [b.orgs[name]["parent"]["sourcedId"] for name in "xyz"] == ["y", "z", "x"]


def test_a_dry_run_writes_nothing_and_reports_what_would_happen(connect: Connect) -> None:
    a = source(user("new"), user("equal"), user("differs"), user("gone", status="tobedeleted"), user("far", org="o2"))
    b = target().add(user("equal"), user("differs", givenName="Other"))
    report = migrate_users(connect(a), connect(b), dry_run=True, with_orgs=True, on_conflict="update")
    assert (report.total, report.created, report.updated, report.unchanged, report.skipped) == (5, 2, 1, 1, 1)
    assert (report.successful, report.failed, report.orgs_created) == (0, [], 1)
    assert "would be created 2" in str(report)
    assert b.writes() == []


def test_conflicts(connect: Connect) -> None:
    a, b = source(user("u1", phone="1"), user("u2")), target().add(user("u1", phone="2"))
    report = migrate_users(connect(a), connect(b))
    assert (report.skipped, report.created) == (1, 1)
    assert "differs" in report.reasons["u1"]
    assert "phone" in report.reasons["u1"]
    report = migrate_users(connect(a), connect(b), on_conflict="fail")
    assert (report.failed, report.skipped, report.unchanged) == (["u1"], 0, 1)
    assert b.users["u1"]["phone"] == "2"
    report = migrate_users(connect(a), connect(b), on_conflict="update")
    assert (report.updated, report.unchanged, report.failed) == (1, 1, [])
    assert b.users["u1"]["phone"] == "1"


def test_references_to_later_users_are_sent_in_a_second_pass(connect: Connect) -> None:
    child, parent = user("a", agents=[{"sourcedId": "b"}]), user("b", agents=[{"sourcedId": "a"}])
    a, b = source(child, parent), target(strict_agents=True)
    report = migrate_users(connect(a), connect(b))
    assert (report.created, report.updated, report.failed) == (2, 0, [])
    assert [b.users[name]["agents"][0]["sourcedId"] for name in "ab"] == ["b", "a"]
    assert verify_migration(connect(a), connect(b))


def test_references_to_missing_users_are_reported(connect: Connect) -> None:
    a, b = source(user("a", agents=[{"sourcedId": "b"}])), target(strict_agents=True)
    report = migrate_users(connect(a), connect(b))
    assert (report.created, report.failed) == (1, [])
    assert "agents[0]: users b " in report.reasons["a"]
    assert b.users["a"]["agents"] == []
    assert verify_migration(connect(a), connect(b))


@pytest.mark.parametrize("with_orgs", [False, True])
def test_one_rejected_user_does_not_stop_the_others(connect: Connect, with_orgs: bool) -> None:
    a, b = source(*(user(f"u{number}", org="o2" if with_orgs else "o1") for number in range(20))), target()
    b.before.append(break_once(httpx.Response(422), only="u7", times=-1))
    report = migrate_users(connect(a), connect(b), with_orgs=with_orgs)
    assert (report.created, report.failed) == (19, ["u7"])
    assert "422" in report.reasons["u7"]


LOST: list[Any] = [
    httpx.ReadError("cut"),
    httpx.Response(500),
    httpx.Response(502, html="<p>"),
    httpx.Response(201, text="<p>"),
]


@pytest.mark.parametrize("what", LOST, ids=["cut", "500", "502", "html"])
@pytest.mark.parametrize("processed", [True, False])
def test_a_lost_reply_causes_no_duplicate_and_no_loss(connect: Connect, what: Any, processed: bool) -> None:
    a, b = source(*(user(f"u{number:02}") for number in range(30))), target()
    rules = b.after if processed else b.before
    rules += [break_once(what, only="u00"), break_once(what, only="u17", times=2)]
    report = migrate_users(connect(a), connect(b, max_retries=0))
    assert (report.created, report.failed) == (30, [])
    assert len(b.users) == 30
    posts = sum(request == ("POST", "users") for request in b.requests)
    assert posts == 30 if processed else posts == 33


def test_after_a_lost_reply_of_a_target_that_assigns_ids_the_user_is_unknown(connect: Connect) -> None:
    a, b = source(*(user(f"u{number}") for number in range(6))), target(allocates=True)
    b.after.append(break_once(httpx.ReadError("cut"), only="u3"))
    report = migrate_users(connect(a), connect(b, max_retries=0))
    assert (report.created, report.failed, len(b.users)) == (5, ["u3"], 6)
    assert "unknown" in report.reasons["u3"]
    assert report.reasons["u1"].startswith("created, ")
    assert "id x" in report.reasons["u1"]


def test_users_with_transient_errors_are_sent_again(connect: Connect) -> None:
    a, b = (
        source(*(user(f"u{number}") for number in range(12))),
        target().add(user("u0", phone="2"), user("u1", phone="2")),
    )
    b.before += [break_once(httpx.Response(503), "PUT", only="u0"), break_once(httpx.Response(429), only="u5")]
    report = migrate_users(connect(a), connect(b, max_retries=0), on_conflict="update")
    assert (report.created, report.updated, report.failed) == (10, 2, [])


def test_wrong_credentials_stop_everything(connect: Connect) -> None:
    a, b = source(*(user(f"u{number:03}") for number in range(200))), target()
    b.before.append(lambda method, collection, key: httpx.Response(401) if (key or "") >= "u100" else None)
    with pytest.raises(AuthenticationError) as caught:
        migrate_users(connect(a), connect(b))
    assert 90 <= len(b.users) <= 100
    (note,) = caught.value.__notes__
    assert "of 200 users" in note
    assert "again" in note


def test_an_unreachable_server_stops_everything(connect: Connect) -> None:
    a, b = source(*(user(f"u{number:03}") for number in range(200))), target()
    gone = httpx.ConnectError("refused")
    b.before.append(lambda method, collection, key: gone if len(b.users) >= 50 else None)
    with pytest.raises(APIConnectionError) as caught:
        migrate_users(connect(a), connect(b, max_retries=0))
    assert len(b.users) == 50
    assert len(b.requests) < 150
    assert caught.value.__notes__


def test_the_same_server_is_rejected(connect: Connect) -> None:
    a = source(user("u1"))
    with pytest.raises(ConfigurationError, match="same server"):
        migrate_users(connect(a), connect(a))
    keys = {"client_id": "i", "client_secret": "s"}
    for one, other in [
        ("http://127.0.0.1:80", "http://localhost"),
        ("https://API.example.org:443", "https://api.example.org."),
        ("https://api.alpha-1edtech.com", "https://api.alpha-1edtech.ai"),
        ("https://staging.alpha-1edtech.com", "https://api.staging.alpha-1edtech.ai"),
    ]:
        clients = [TimeBackClient(api_url=url, token_url="https://token.example.org/t", **keys) for url in (one, other)]
        with pytest.raises(ConfigurationError, match="same server"):
            verify_migration(*clients)


@pytest.mark.parametrize(
    "wrong",
    [
        {"on_conflict": "replace"},
        {"concurrency": 0},
        {"concurrency": True},
        {"ids": "u1"},
        {"ids": [""]},
        {"ids": [1]},
        {"ids": ["u1"], "filter_expr": "status='active'"},
        {"filter_expr": ""},
        {"filter_expr": F.nonsense == 1},
    ],
)
def test_invalid_arguments_are_rejected(connect: Connect, wrong: dict[str, Any]) -> None:
    a, b = source(user("u1")), target()
    with pytest.raises(InvalidRequestError):
        migrate_users(connect(a), connect(b), **wrong)
    assert b.requests == []


def test_concurrency_grows_up_to_the_maximum(connect: Connect) -> None:
    a, b = source(*(user(f"u{number:03}") for number in range(300))), target(latency=0.12)
    report = migrate_users(connect(a), connect(b), concurrency=20)
    assert b.most_under_way == report.concurrency == 20


def test_concurrency_shrinks_for_an_overloaded_server(connect: Connect) -> None:
    a, b = source(*(user(f"u{number:03}") for number in range(150))), target(latency=0.004)
    busy = httpx.Response(429, headers={"retry-after": "0"})
    b.before.append(lambda method, collection, key: busy if b.under_way > 6 else None)
    report = migrate_users(connect(a), connect(b, max_retries=50))
    assert (report.created, report.failed) == (150, [])
    assert report.concurrency <= 16


def test_a_target_with_another_sort_order(connect: Connect) -> None:
    ids = ["a", "B", "c", "D", "é", "z1", "Z2"]
    a, b = source(*map(user, ids)), target(sort_key=str.casefold).add(*map(user, ids[1:5]))
    report = migrate_users(connect(a), connect(b), on_conflict="fail")
    assert (report.unchanged, report.created, report.failed) == (4, 3, [])
    assert sorted(path for method, path in b.writes()) == ["users"] * 3
    assert verify_migration(connect(a), connect(b))


def test_a_source_with_another_sort_order(connect: Connect) -> None:
    ids = ["a", "B", "c", "D", "é", "z1", "Z2"]
    a, b = source(*map(user, ids), sort_key=str.casefold), target().add(*map(user, ids[1:5]))
    report = migrate_users(connect(a), connect(b), on_conflict="fail")
    assert (report.unchanged, report.created, report.failed) == (4, 3, [])


def test_users_that_the_target_does_not_list(connect: Connect) -> None:
    a, b = source(user("u1"), user("u2")), target().add(user("u1", status="tobedeleted"), user("u9"))
    b.hidden.add("u1")
    report = migrate_users(connect(a), connect(b))
    assert (report.created, report.skipped) == (1, 1)
    assert "differs" in report.reasons["u1"]
    assert "status" in report.reasons["u1"]


def test_few_users_are_looked_up_one_by_one_on_a_large_target(connect: Connect) -> None:
    a, b = source(user("u1"), user("u500")), target().add(*(user(f"u{number}") for number in range(100, 600)))
    report = migrate_users(connect(a), connect(b))
    assert (report.created, report.unchanged) == (1, 1)
    assert ("GET", "users/u500") in b.requests
    assert sum(request == ("GET", "users") for request in b.requests) == 1


@pytest.mark.slow
@pytest.mark.parametrize("manners", [{"largest_page": 500}, {"counts": False}, {"largest_page": 100, "counts": False}])
def test_servers_with_limited_features(connect: Connect, manners: dict[str, Any]) -> None:
    a = source(*(user(f"u{number:04}") for number in range(1200)), **manners)
    b = target(**manners).add(*(user(f"u{number:04}") for number in range(0, 1200, 2)))
    report = migrate_users(connect(a), connect(b))
    assert (report.total, report.unchanged, report.created) == (1200, 600, 600)
    assert verify_migration(connect(a), connect(b))


def test_progress(connect: Connect) -> None:
    a, b = source(*(user(f"u{number}") for number in range(30)), user("far", org="o2")), target()
    seen: list[Progress] = []
    migrate_users(connect(a), connect(b), progress=seen.append)
    assert [progress.done for progress in seen] == list(range(1, 32))
    assert {progress.total for progress in seen} == {31}
    assert (seen[-1].failed, seen[-1].entity) == (1, "users")


def test_it_works_inside_a_running_event_loop(connect: Connect) -> None:
    a, b = source(user("u1")), target()

    async def notebook() -> Any:
        return migrate_users(connect(a), connect(b))

    assert asyncio.run(notebook()).created == 1


def test_the_async_variant_is_cancelled_with_its_task(connect: Connect) -> None:
    a, b = source(*(user(f"u{number:03}") for number in range(300))), target(latency=0.01)

    async def main() -> None:
        task = asyncio.create_task(migrate_users_async(connect(a), connect(b)))
        while len(b.users) < 10:  # noqa: ASYNC110 - what it waits for happens in the server
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert b.under_way == 0
        report = await migrate_users_async(connect(a), connect(b))
        assert report.successful == 300

    asyncio.run(main())


def test_a_synchronous_transport_is_used_for_every_request(connect: Connect) -> None:
    a, b = source(user("u1")), target()

    def synchronously(request: httpx.Request) -> httpx.Response:
        return asyncio.run(b(request))

    class Plain(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return synchronously(request)

    keys = {"client_id": "i", "client_secret": "s"}
    with TimeBackClient(api_url=b.url, token_url=f"{b.url}/token", transport=Plain(), **keys) as client:
        assert migrate_users(connect(a), client).created == 1
        assert client.rostering.users.get_user("u1").sourced_id == "u1"
