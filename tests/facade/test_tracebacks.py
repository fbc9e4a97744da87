"""Error trackers record the local variables of traceback frames. Those of this package contain no personal data."""

from __future__ import annotations

import asyncio
import functools
import io
import socket
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import timeback
import timeback_api
import timeback_client
from timeback import AsyncTimeBackClient, F, TimeBackClient, broadcast, migrate_users, verify_migration
from timeback.bundles import BundleWriter
from timeback.errors import ConfigurationError, TimeBackError
from timeback.migration import Migration, verify
from timeback.sandbox import Sandbox
from timeback_api.rostering.api.users import get_all_users, get_user
from timeback_api.rostering.client import AuthenticatedClient
from timeback_api.rostering.models import User
from timeback_runtime.frames import clear_locals, clears_locals

NAME, EMAIL, SECRET, BEARER = "Canary-Name", "canary@example.org", "canary-secret", "canary-bearer"
CANARIES = (NAME, EMAIL, SECRET, BEARER, "Canary-Body", "Canary%2DName")

ROOTS = tuple(str(Path(str(package.__file__)).parent) for package in (timeback, timeback_api, timeback_client))
LIBRARIES = ("/httpx/", "/httpcore/", "/h11/", "/anyio/", "<attrs generated")

ADDRESS = {"api_url": "http://127.0.0.1:9", "token_url": "http://127.0.0.1:9/token"}
CREDENTIALS = {"client_id": "id", "client_secret": SECRET, "max_retries": 0, "trust_env": False}

DESCRIPTION = {"imsx_codeMajor": "failure", "imsx_description": f"{NAME} <{EMAIL}> is there already"}


def chain(error: BaseException) -> Iterator[traceback.FrameSummary]:
    """The frames, with local variables, of an error and its causes and contexts."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        yield from traceback.TracebackException.from_exception(found, capture_locals=True).stack
        waiting += [found.__cause__, found.__context__, *getattr(found, "exceptions", ())]


def assert_clean(error: BaseException) -> None:
    ours = 0
    for frame in chain(error):
        path = frame.filename
        if path.startswith(ROOTS):
            ours += 1
        elif not any(library in path for library in LIBRARIES):
            continue
        for name, text in (frame.locals or {}).items():
            assert not any(canary in text for canary in CANARIES), f"{path}:{frame.name} shows {name}"
    assert ours, "no frame of this library was in the traceback"
    assert not any(canary in repr(error) for canary in CANARIES)


def failed(work: Callable[[], object]) -> BaseException:
    try:
        work()
    except BaseException as error:  # noqa: BLE001
        return error
    raise AssertionError("it did not fail")


def answering(status: int, **content: Any) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return httpx.Response(200, json={"access_token": BEARER, "expires_in": 3600})
        return httpx.Response(status, **content)

    return answer


def refusing_token(status: int, **content: Any) -> Callable[[httpx.Request], httpx.Response]:
    return lambda request: httpx.Response(status, **content)


def raising(error: type[httpx.TransportError]) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return httpx.Response(200, json={"access_token": BEARER})
        raise error(f"{NAME} {BEARER}", request=request)

    return answer


def second_page_fails(request: httpx.Request) -> httpx.Response:
    if "offset=0" in str(request.url) or "offset" not in str(request.url):
        return answering(
            200, json={"users": [{"sourcedId": f"u{n}", "givenName": NAME} for n in range(2)], "total": 9}
        )(request)
    return answering(500, json=DESCRIPTION)(request)


PERSON = {"sourcedId": "u1", "givenName": NAME, "familyName": NAME, "email": EMAIL, "enabledUser": True, "roles": []}
BY_NAME = F.given_name == NAME

REPLIES: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "not found": answering(404, json=DESCRIPTION),
    "refused": answering(422, json=DESCRIPTION),
    "server error": answering(500, text="Canary-Body"),
    "undecodable": answering(200, text="Canary-Body"),
    "half": answering(200, content=b'{"users": [{"givenName": "Canary-Name"'),
    "other shape": answering(200, json=NAME),
    "html": answering(200, html="<p>Canary-Body"),
    "damaged": answering(200, content=b"Canary-Body", headers={"content-encoding": "gzip"}),
    "redirect": answering(307, headers={"location": f"https://other.example/?name={NAME}"}),
    "timeout": raising(httpx.ReadTimeout),
    "reset": raising(httpx.ReadError),
    "refused header": raising(httpx.LocalProtocolError),
    "token refused": refusing_token(401, json={"error": "invalid_client", "error_description": SECRET}),
    "token undecodable": refusing_token(200, text="Canary-Body"),
    "token without text": refusing_token(200, json={"access_token": 5, "note": BEARER}),
    "second page": second_page_fails,
}

CALLS: dict[str, Callable[[Any], Any]] = {
    "get": lambda client: client.rostering.users.get_user("u1"),
    "list": lambda client: client.rostering.users.list_users(filter_expr=BY_NAME, limit=2, offset=3),
    "list by text": lambda client: client.rostering.users.list_users(filter_expr=f"email='{EMAIL}'", limit=2, offset=3),
    "create": lambda client: client.rostering.users.create_user(dict(PERSON)),
    "create a model": lambda client: client.rostering.users.create_user(User.from_dict(PERSON)),
    "update": lambda client: client.rostering.users.update_user("u1", dict(PERSON)),
    "find": lambda client: client.rostering.users.find(email=EMAIL),
    "upsert": lambda client: client.rostering.users.upsert(dict(PERSON)),
    "raw": lambda client: client.rostering.users.with_raw_response.list_users(filter_expr=BY_NAME, offset=3),
    "refused argument": lambda client: client.rostering.users.list_users(filter_expr=BY_NAME, sort=NAME),
    "refused body": lambda client: client.rostering.users.create_user({"givenName": NAME, "email": 5}),
    "python's own": lambda client: client.rostering.users.create_user(dict(PERSON), email=EMAIL),
}


CASES = sorted(
    {("list", reply) for reply in REPLIES} | {(call, reply) for call in CALLS for reply in ("refused", "reset")}
)


@pytest.mark.parametrize(("call", "reply"), CASES)
def test_a_call_that_fails_shows_no_value(call: str, reply: str) -> None:
    with TimeBackClient(**ADDRESS, **CREDENTIALS, transport=httpx.MockTransport(REPLIES[reply])) as client:
        try:
            CALLS[call](client)
        except Exception as error:  # noqa: BLE001
            assert_clean(error)
        else:
            raise AssertionError("it did not fail")


@pytest.mark.parametrize(("call", "reply"), CASES)
async def test_an_async_call_that_fails_shows_no_value(call: str, reply: str) -> None:
    async with AsyncTimeBackClient(**ADDRESS, **CREDENTIALS, transport=httpx.MockTransport(REPLIES[reply])) as client:
        try:
            await CALLS[call](client)
        except Exception as error:  # noqa: BLE001
            assert_clean(error)
        else:
            raise AssertionError("it did not fail")


def test_listings_show_no_value() -> None:
    transport = httpx.MockTransport(second_page_fails)
    with TimeBackClient(**ADDRESS, **CREDENTIALS, transport=transport) as client:
        users = client.rostering.users
        assert_clean(failed(lambda: list(users.iter_users(filter_expr=BY_NAME, page_size=2))))
        page = users.list_users(filter_expr=BY_NAME, limit=2)
        assert_clean(failed(lambda: page.next_page()))
        assert_clean(failed(lambda: users.iter_users(filter_expr=BY_NAME, page_size=0)))
        assert_clean(failed(lambda: client.with_options(extra_headers={"x-name": f"{NAME}\n"})))


async def test_async_listings_show_no_value() -> None:
    transport = httpx.MockTransport(second_page_fails)
    async with AsyncTimeBackClient(**ADDRESS, **CREDENTIALS, transport=transport) as client:
        users = client.rostering.users
        with pytest.raises(TimeBackError) as caught:
            [user async for user in users.iter_users(filter_expr=BY_NAME, page_size=2)]
        assert_clean(caught.value)
        page = await users.list_users(filter_expr=BY_NAME, limit=2)
        with pytest.raises(TimeBackError) as caught:
            await page.next_page()
        assert_clean(caught.value)


def test_errors_that_are_handed_over_show_no_value() -> None:
    transport = httpx.MockTransport(answering(422, json=DESCRIPTION))
    with TimeBackClient(**ADDRESS, **CREDENTIALS, transport=transport) as client:
        created = client.rostering.users.create_many([dict(PERSON), {"givenName": NAME, "email": 5}])
        assert len(created.failed) == 2
        for _, error in created.failed:
            assert_clean(error)
        assert_clean(failed(lambda: client.rostering.users.get_many(["u1"])))
        outcome = broadcast([client], lambda each: each.rostering.users.find(email=EMAIL))[0]
        assert outcome.error is not None
        assert_clean(outcome.error)


def test_low_level_functions_show_no_value() -> None:
    with TimeBackClient(
        **ADDRESS, **CREDENTIALS, transport=httpx.MockTransport(answering(422, json=DESCRIPTION))
    ) as client:
        api = client.rostering.api
        assert_clean(failed(lambda: get_all_users.sync(client=api, filter_expr=BY_NAME)))
        assert_clean(failed(lambda: get_all_users.sync_detailed(client=api, filter_expr=BY_NAME, sort=NAME)))
        assert_clean(failed(lambda: get_all_users.build(filter_expr=BY_NAME, sort=NAME)))
    plain = AuthenticatedClient(base_url="http://127.0.0.1:9", token=BEARER, headers={"x-name": NAME})
    with plain:
        assert_clean(failed(lambda: get_user.sync("u1", client=plain)))
        assert_clean(failed(lambda: get_all_users.sync(client=plain, filter_expr=BY_NAME)))


def test_objects_and_filters_that_are_refused_show_no_value() -> None:
    assert_clean(failed(lambda: User(sourced_id=5, given_name=NAME)))  # type: ignore[arg-type, call-arg]
    assert_clean(failed(lambda: User.from_dict([NAME])))  # type: ignore[arg-type]
    assert_clean(failed(lambda: F.given_name == f"{NAME}\0"))
    assert_clean(failed(lambda: F.given_name.is_in(NAME)))
    assert_clean(failed(lambda: BY_NAME & f"email='{EMAIL}'"))  # type: ignore[operator]
    assert_clean(failed(lambda: F.given_name + NAME))


def test_settings_that_are_refused_show_no_secret(tmp_path: Path) -> None:
    assert_clean(failed(lambda: TimeBackClient(api_url=f"ftp://{NAME}", client_id="id", client_secret=SECRET)))
    assert_clean(failed(lambda: TimeBackClient(**ADDRESS, client_id="a", client_secret=f"{SECRET} {SECRET}")))
    file = tmp_path / "config.toml"
    file.write_text(
        f"[here]\nclient_id = 'id'\nclient_secret = '{SECRET}'\ntimeout = -1\napi_url = 'https://a.example'\n"
    )
    file.chmod(0o600)
    assert_clean(failed(lambda: TimeBackClient.from_profile("here", config_file=file)))
    file.write_text(f"[here]\nclient_secret = '{SECRET}'\nclient_secret = 1\n")
    assert_clean(failed(lambda: TimeBackClient.from_profile("here", config_file=file)))


async def listed_async(addresses: dict[str, str]) -> None:
    async with AsyncTimeBackClient(**addresses, **CREDENTIALS, timeout=0.1) as client:
        await CALLS["list"](client)


def test_real_connections_that_fail_show_no_value() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
        closed.close()
        for url in (f"http://127.0.0.1:{port}", f"http://127.0.0.1:{silent.getsockname()[1]}"):
            addresses = {"api_url": url, "token_url": f"{url}/token"}
            with TimeBackClient(**addresses, **CREDENTIALS, timeout=0.1, deadline=0.3) as client:
                assert_clean(failed(lambda: CALLS["list"](client)))

            running = listed_async(addresses)
            assert_clean(failed(functools.partial(asyncio.run, running)))


async def test_a_cancelled_call_shows_no_value() -> None:
    begun = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return httpx.Response(200, json={"access_token": BEARER})
        begun.set()
        await asyncio.sleep(30)
        raise AssertionError

    async with AsyncTimeBackClient(**ADDRESS, **CREDENTIALS, transport=httpx.MockTransport(answer)) as client:
        task = asyncio.create_task(CALLS["list"](client))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
        assert_clean(caught.value)


def test_migrations_show_no_value(tmp_path: Path) -> None:
    refusing = httpx.MockTransport(answering(422, json=DESCRIPTION))
    person = {"users": [{**PERSON, "roles": []}], "totalCount": 1}

    def answer(request: httpx.Request) -> httpx.Response:
        return answering(200, json=person)(request)

    with (
        TimeBackClient(**ADDRESS, **CREDENTIALS, transport=httpx.MockTransport(answer)) as source,
        TimeBackClient(
            api_url="http://127.0.0.1:10", token_url="http://127.0.0.1:10/token", **CREDENTIALS, transport=refusing
        ) as target,
    ):
        filters = {"users": BY_NAME}
        assert_clean(failed(lambda: Migration(source, source, ["users"], filters)))
        assert_clean(failed(lambda: Migration(target, source, ["users"], filters).run()))
        assert_clean(failed(lambda: verify(target, source, ["users"])))
        assert_clean(failed(lambda: migrate_users(target, source, filter_expr=BY_NAME)))
        assert_clean(failed(lambda: verify_migration(target, source, filter_expr=BY_NAME)))

        def stop(progress: object) -> None:
            raise ValueError("stop")

        assert_clean(failed(lambda: Migration(source, str(tmp_path / "b"), ["users"], progress=stop).run()))
    with BundleWriter(tmp_path / "c.zip") as writer:
        assert_clean(failed(lambda: writer.write("users", [NAME])))


def test_the_older_client_shows_no_value() -> None:
    from timeback_client.core.client import TimeBackClient as OlderClient

    with Sandbox() as box, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client = OlderClient(api_url=box.url, client_id=box.client_id, client_secret=box.client_secret)
        users = client.rostering.users
        assert_clean(failed(lambda: users.get_user("u-none")))
        assert_clean(failed(lambda: users.create_user({"givenName": NAME, "email": EMAIL})))
        assert_clean(failed(lambda: users.list_users(filter_expr=f"nothing='{NAME}'")))
        assert_clean(failed(lambda: OlderClient(api_url="ftp://x", client_id="a", client_secret=SECRET)))
        client.close()


def test_commands_show_no_value() -> None:
    from click.testing import CliRunner

    from timeback.cli.app import timeback as command

    with Sandbox() as box:
        environment = {
            "TIMEBACK_API_URL": box.url,
            "TIMEBACK_CLIENT_ID": box.client_id,
            "TIMEBACK_CLIENT_SECRET": box.client_secret,
        }
        result = CliRunner().invoke(command, ["get", "users", "--filter", f"nothing='{NAME}'"], env=environment)
    assert result.exit_code == 1
    assert result.exc_info is not None
    assert_clean(result.exc_info[1])


def test_callbacks_of_the_caller_keep_their_variables() -> None:
    def secret() -> str:
        mine = "kept"
        raise ValueError(len(mine))

    with TimeBackClient(**ADDRESS, client_id="id", client_secret=secret, max_retries=0) as client:
        error = failed(lambda: client.rostering.users.get_user("u1"))
    assert isinstance(error, ConfigurationError)
    frames = [frame for frame in chain(error) if frame.name == "secret" and frame.filename == __file__]
    assert frames
    assert "'kept'" in (frames[0].locals or {})["mine"]


def test_frames_that_still_run_are_left_alone() -> None:
    @clears_locals
    def counting(text: str) -> Iterator[int]:
        for number in range(3):
            try:
                yield number
            except ValueError as error:
                clear_locals(error)
        raise LookupError(len(text))

    numbers = counting(NAME)
    assert next(numbers) == 0
    assert numbers.throw(ValueError("first")) == 1  # type: ignore[attr-defined]
    assert next(numbers) == 2
    with pytest.raises(LookupError) as caught:
        next(numbers)
    assert not any(NAME in str(frame.locals) for frame in chain(caught.value) if frame.filename.startswith(ROOTS))


def test_errors_of_other_threads_and_groups_are_cleared() -> None:
    @clears_locals
    def grouped() -> None:
        errors = []
        with TimeBackClient(
            **ADDRESS, **CREDENTIALS, transport=httpx.MockTransport(answering(422, json=DESCRIPTION))
        ) as client:

            def one() -> None:
                errors.append(failed(lambda: CALLS["list"](client)))

            threads = [threading.Thread(target=one) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        raise BaseExceptionGroup("all", errors)

    assert_clean(failed(grouped))


def test_saving_to_a_file_that_fails_shows_no_value() -> None:
    class Full(io.BytesIO):
        def write(self, piece: Any) -> int:
            raise OSError(28, "No space left on device")

    transport = httpx.MockTransport(answering(200, content=b"Canary-Body", headers={"content-type": "application/zip"}))
    with TimeBackClient(**ADDRESS, **CREDENTIALS, transport=transport) as client:
        assert_clean(failed(lambda: client.resources.resources.save_resource(Full(), "r1")))
