"""Objects that are gone: known ids that the server has no more."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.changes.kit import Feeds, Server, changed_url, remove, store
from timeback.errors import ClientStateError, IncompleteListingError, InvalidRequestError, PermissionDeniedError
from timeback.sandbox import Sandbox


def test_ids_that_the_feed_returned_and_that_are_gone(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *"abcde")
    assert feeds.run(file, vanished=True).gone == []
    remove(feeds.box, "b", "d")
    store(feeds.box, "f", changed=datetime.now(UTC))
    second = feeds.run(file, vanished=True)
    assert (second.ids, second.gone) == (["f"], ["b", "d"])
    # The commit has removed them from the known ids.
    remove(feeds.box, "f")
    assert feeds.run(file, vanished=True).gone == ["f"]
    assert feeds.run(file, vanished=True).gone == []


def test_without_a_commit_they_come_again(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *"abc")
    feeds.run(file)
    remove(feeds.box, "b")
    assert feeds.run(file, vanished=True, commit=False).gone == ["b"]
    assert feeds.run(file, vanished=True).gone == ["b"]
    assert feeds.run(file, vanished=True).gone == []


def test_an_object_of_a_run_that_was_not_committed_is_known(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *"abc")
    feeds.run(file, commit=False)
    # The copy has it, although no checkpoint says so.
    remove(feeds.box, "b")
    assert feeds.run(file, vanished=True).gone == ["b"]


def test_the_ids_of_a_copy(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *"abc")
    assert feeds.run(vanished=["a", "b", "x", "y", "x"]).gone == ["x", "y"]
    assert feeds.run(file, vanished=iter(["x"])).gone == ["x"]
    assert feeds.run(vanished=[]).gone == []


def test_the_ids_of_a_copy_need_no_iteration(box: Sandbox) -> None:
    store(box, "a")
    with box.client() as client:
        assert list(client.rostering.users.changes().vanished(["a", "b"])) == ["b"]


@pytest.mark.parametrize("known", ["ab", b"ab", 5, {"a": 1}])
def test_known_ids_of_another_kind_are_refused(box: Sandbox, known: Any) -> None:
    with box.client() as client, pytest.raises(InvalidRequestError, match=r"^vanished: "):
        client.rostering.users.changes().vanished(known)


def test_an_id_that_is_no_text_is_refused(box: Sandbox) -> None:
    with box.client() as client, pytest.raises(InvalidRequestError, match=r"^vanished: .*a number"):
        known: list[Any] = ["a", 5]
        list(client.rostering.users.changes().vanished(known))


def test_odd_ids(feeds: Feeds) -> None:
    odd = ["ä b", "a/b", "x\N{GRINNING FACE}", "%2e"]
    store(feeds.box, odd[0])
    assert sorted(feeds.run(vanished=odd).gone) == sorted(odd[1:])


def test_without_a_checkpoint_there_are_no_known_ids(feeds: Feeds) -> None:
    with pytest.raises(InvalidRequestError, match="pass the ids of your copy"):
        feeds.run(vanished=True)


def test_it_comes_before_the_commit(box: Sandbox, file: Path) -> None:
    with box.client() as client:
        feed = client.rostering.users.changes(file)
        assert list(feed) == []
        feed.commit()
        with pytest.raises(ClientStateError, match=r"before commit\(\)"):
            feed.vanished()


def test_an_iterator_that_outlives_the_commit_says_so(box: Sandbox, file: Path) -> None:
    store(box, "a", "b")
    with box.client() as client:
        feed = client.rostering.users.changes(file)
        list(feed)
        remove(box, "a", "b")
        gone = feed.vanished()
        later = feed.vanished()
        assert next(gone) == "a"
        feed.commit()
        del gone
        with pytest.raises(ClientStateError, match="closed"):
            next(later)


def test_only_what_was_yielded_is_forgotten(box: Sandbox, file: Path) -> None:
    store(box, *"abcd")
    with box.client() as client:
        users = client.rostering.users
        with users.changes(file) as feed:
            list(feed)
            feed.commit()
        remove(box, *"abcd")
        with users.changes(file) as feed:
            list(feed)
            for identity in feed.vanished():
                if identity == "b":
                    break
            feed.commit()
        with users.changes(file) as feed:
            list(feed)
            # The reader stopped at b, and may not have removed it.
            assert list(feed.vanished()) == ["b", "c", "d"]


def test_a_removed_file_of_ids_is_noticed(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *"abc")
    feeds.run(file)
    file.with_name("users.feed.ids").unlink()
    with pytest.raises(ClientStateError, match="their file was removed"):
        feeds.run(file, vanished=True)
    # The ids of the copy help, and so does a run that reads everything.
    assert feeds.run(file, vanished=["a", "x"]).gone == ["x"]
    file.unlink()
    assert feeds.run(file, vanished=True).gone == []
    remove(feeds.box, "a")
    assert feeds.run(file, vanished=True).gone == ["a"]


@pytest.mark.parametrize("known", [True, ["a", "b", "x"]])
def test_a_listing_that_disagrees_with_its_total_yields_nothing(feeds: Feeds, file: Path, known: Any) -> None:
    store(feeds.box, *"abcdefghijkl")
    feeds.run(file)

    def stingy(request: httpx.Request) -> httpx.Response | httpx.Request:
        query = request.url.params
        if query.get("limit") == "1" or query.get("fields") != "sourcedId":
            return request
        if "offset" in query or "filter" in query:
            # Later pages are empty, as with a server that stops at a cap.
            return httpx.Response(200, json={"users": [], "totalCount": 0})
        response = httpx.get(request.url, headers=request.headers)
        return httpx.Response(200, json={**response.json(), "users": response.json()["users"][:3]})

    with pytest.raises(IncompleteListingError, match=r"12 objects before .* but sent \d "):
        feeds.run(file, server=Server(request=stingy), vanished=known)
    remove(feeds.box, "b")
    assert "b" in feeds.run(file, vanished=known).gone


def test_an_object_that_a_page_left_out_is_not_gone(feeds: Feeds, file: Path) -> None:
    # Without totals, and with a page that leaves out objects, only the request for the object tells.
    store(feeds.box, *"abc")
    feeds.run(file)
    remove(feeds.box, "c")
    feeds.box.faults.add("GET", "*/users", no_counters=True)
    leaving_out = Server(
        request=lambda request: (
            changed_url(request, filter="sourcedId!='b'")
            if "fields" in request.url.params and request.url.path.endswith("/users")
            else request
        )
    )
    assert feeds.run(file, server=leaving_out, vanished=True).gone == ["c"]


def test_a_deleted_object_that_is_not_listed_is_gone(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *"abc")
    feeds.run(file)
    store(feeds.box, "b", status="tobedeleted")
    hiding = Server(
        request=lambda request: (
            changed_url(request, filter="status='active'")
            if "fields" in request.url.params and request.url.path.endswith("/users")
            else request
        )
    )
    with hidden_totals(feeds):
        assert feeds.run(file, server=hiding, vanished=True).gone == ["b"]


class hidden_totals:  # noqa: N801 - used as a function
    def __init__(self, feeds: Feeds) -> None:
        self._faults = feeds.box.faults

    def __enter__(self) -> None:
        self._faults.add("GET", "*/users", no_counters=True)

    def __exit__(self, *_: object) -> None:
        self._faults.clear()


def test_an_error_of_the_request_for_an_object_yields_nothing(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *"abc")
    feeds.run(file)
    remove(feeds.box, "b")
    feeds.box.faults.add("GET", "*/users/b", status=403)
    with pytest.raises(PermissionDeniedError):
        feeds.run(file, vanished=True)


def test_a_server_that_cannot_select_properties_sends_whole_objects(feeds: Feeds, file: Path) -> None:
    store(feeds.box, *"abc")
    feeds.run(file)
    remove(feeds.box, "b")
    whole = Server(
        request=lambda request: (
            httpx.Response(400, json={})
            if "fields" in request.url.params and request.url.path.endswith("/users")
            else request
        )
    )
    assert feeds.run(file, server=whole, vanished=True).gone == ["b"]


def test_objects_that_are_removed_while_ids_are_listed(feeds: Feeds) -> None:
    ids = [f"u{number:03}" for number in range(60)]
    store(feeds.box, *ids)
    seen: list[int] = []

    def churn(request: httpx.Request) -> None:
        if request.url.params.get("fields") == "sourcedId":
            seen.append(0)
            if len(seen) == 2:
                remove(feeds.box, "u010", "u050")

    assert feeds.run(vanished=[*ids, "x"], server=Server(page=churn)).gone in (
        ["u010", "u050", "x"],
        ["u050", "x"],
        ["x"],
    )


def test_many_ids(feeds: Feeds, file: Path) -> None:
    ids = [f"u{number:04}" for number in range(700)]
    store(feeds.box, *ids)
    feeds.run(file)
    remove(feeds.box, *ids[100:500])
    assert feeds.run(file, vanished=True).gone == ids[100:500]


def test_a_server_that_fails_at_a_later_page_by_id_is_listed_by_offset(feeds: Feeds) -> None:
    ids = [f"u{number:04}" for number in range(2500)]
    store(feeds.box, *ids)
    server = Server(
        request=lambda request: (
            httpx.Response(422, json={}) if "sourcedId>'u1999'" in request.url.params.get("filter", "") else request
        )
    )
    assert feeds.run(vanished=[*ids, "x"], server=server).gone == ["x"]
    assert any("offset" in query for query in server.queries)
