"""The pytest fixtures, in separate pytest runs: with pytest-asyncio in both modes, with anyio, and unused."""

from __future__ import annotations

import importlib.metadata

import pytest

pytestmark = pytest.mark.slow

pytest_plugins = ["pytester"]

ASYNC_BODY = """
    page = await timeback_async_client.rostering.users.list_users(limit=1)
    assert page.total_count == 3
"""
QUIET = ["-pno:schemathesis", "-pno:hypothesispytest", "-Werror", "-Wignore::pytest.PytestDeprecationWarning"]


@pytest.fixture
def run(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeini("[pytest]\ntimeback_sandbox_users = 3\n")
    return pytester


def passed(pytester: pytest.Pytester, code: str, *options: str, count: int = 1) -> None:
    pytester.makepyfile(code)
    result = pytester.runpytest_subprocess(*QUIET, *options)
    result.assert_outcomes(passed=count)
    assert result.ret == 0


def test_it_is_installed_as_a_plugin() -> None:
    (found,) = [e for e in importlib.metadata.entry_points(group="pytest11") if e.value.startswith("timeback.")]
    assert found.value == "timeback.sandbox.pytest_plugin"


def test_an_unused_plugin_imports_nothing(run: pytest.Pytester) -> None:
    code = """
        import sys

        def test_nothing(request):
            assert request.config.pluginmanager.has_plugin("timeback")
            heavy = {"httpx", "starlette", "uvicorn", "jsonschema_rs", "lxml", "sqlite3", "attrs", "timeback.client"}
            assert not heavy & set(sys.modules)
    """
    passed(run, code, "-pno:anyio", "-pno:asyncio")


def test_without_the_extra_only_the_fixture_fails(run: pytest.Pytester) -> None:
    run.makeconftest("import sys; sys.modules['uvicorn'] = None")
    run.makepyfile("def test_other(): pass\ndef test_this(timeback_sandbox): pass")
    result = run.runpytest_subprocess(*QUIET)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*pip install*timeback-client*sandbox*"])


def test_asyncio_strict(run: pytest.Pytester) -> None:
    passed(run, f"import pytest\n@pytest.mark.asyncio\nasync def test_reads(timeback_async_client):{ASYNC_BODY}")


def test_asyncio_auto_with_own_fixtures(run: pytest.Pytester) -> None:
    code = f"""
import pytest_asyncio

@pytest_asyncio.fixture
async def first(timeback_async_client):
    page = await timeback_async_client.rostering.users.list_users(limit=1)
    yield page.items[0]

class TestUsers:
    async def test_reads(self, first, timeback_async_client):
        assert (await timeback_async_client.rostering.users.get_user(first.sourced_id)).sourced_id == first.sourced_id

async def test_another_loop(timeback_async_client, timeback_client):{ASYNC_BODY}
"""
    passed(run, code, "--asyncio-mode=auto", "-pno:anyio", count=2)


def test_anyio(run: pytest.Pytester) -> None:
    code = f"""
import pytest

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.fixture
async def first(timeback_async_client):
    page = await timeback_async_client.rostering.users.list_users(limit=1)
    yield page.items[0]

@pytest.mark.anyio
async def test_reads(timeback_async_client):{ASYNC_BODY}

@pytest.mark.anyio
async def test_with_a_fixture(timeback_async_client, first):
    assert first.sourced_id
"""
    passed(run, code, "-pno:asyncio", count=2)
    passed(run, code, count=2)


def test_a_failing_test_fails_and_its_client_is_closed(run: pytest.Pytester) -> None:
    run.makepyfile(
        """
        seen = []

        async def test_fails(timeback_async_client):
            seen.append(timeback_async_client)
            await timeback_async_client.rostering.users.list_users(limit=1)
            assert 1 == 2

        async def test_was_closed(timeback_async_client):
            assert seen[0] is not timeback_async_client
            assert seen[0]._session.closed
            assert not timeback_async_client._session.closed
        """
    )
    result = run.runpytest_subprocess(*QUIET, "--asyncio-mode=auto")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*assert 1 == 2*"])


def test_settings_and_isolation(run: pytest.Pytester) -> None:
    passed(
        run,
        """
        import httpx, pytest
        from timeback.sandbox import Sandbox

        pytestmark = pytest.mark.timeback_sandbox(seed=3)
        USERS = "/ims/oneroster/rostering/v1p2/users"
        ORG = {"sourcedId": "mine", "status": "active", "name": "Mine", "type": "school"}

        def first(client):
            # The addresses in references have the port of the sandbox.
            user = client.rostering.users.list_users(limit=1).items[0]
            return user.given_name, user.family_name, user.username

        def test_ini(timeback_client):
            assert timeback_client.rostering.users.list_users(limit=1).total_count == 3

        @pytest.mark.parametrize("turn", [1, 2])
        def test_fresh_and_beside_another(timeback_sandbox, timeback_client, turn):
            timeback_client.rostering.orgs.create_org(ORG)
            with Sandbox() as other:
                assert other.port != timeback_sandbox.port
                assert not other.store.has("orgs", "mine")
                assert timeback_sandbox.store.has("orgs", "mine")

        @pytest.mark.timeback_sandbox(users=50, auth=False)
        class TestMany:
            def test_marker(self, timeback_sandbox, timeback_client):
                assert timeback_client.rostering.users.list_users(limit=1).total_count == 50
                assert httpx.get(timeback_sandbox.url + USERS).status_code == 200

            @pytest.mark.timeback_sandbox(users=2)
            def test_nearest_wins(self, timeback_client):
                assert timeback_client.rostering.users.list_users(limit=1).total_count == 2

            @pytest.mark.timeback_sandbox(seed=4)
            def test_seed(self, timeback_client):
                with Sandbox(users=50, seed=4) as same, same.client() as client:
                    assert first(timeback_client) == first(client)
                with Sandbox(users=50, seed=3) as other, other.client() as client:
                    assert first(timeback_client) != first(client)
        """,
        "--strict-markers",
        count=6,
    )


def test_invalid_settings_are_reported(run: pytest.Pytester) -> None:
    markers = ("timeback_sandbox(50)", "timeback_sandbox(user=50)", "timeback_sandbox(users=-1)")
    tests = [f"@pytest.mark.{each}\ndef test_{turn}(timeback_client): pass" for turn, each in enumerate(markers)]
    run.makepyfile("\n".join(["import pytest", *tests]))
    result = run.runpytest_subprocess(*QUIET)
    result.assert_outcomes(errors=3)
    expected = [
        "*timeback_sandbox takes keyword*",
        "*unexpected keyword argument 'user'*",
        "*users must not be negative*",
    ]
    result.stdout.fnmatch_lines(expected)


def test_the_provider_of_the_configuration_and_of_the_marker(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ntimeback_sandbox_provider = oneroster\n")
    code = """
        import pytest

        def test_the_standard(timeback_sandbox):
            assert timeback_sandbox.scope

        @pytest.mark.timeback_sandbox(provider="platform")
        def test_the_platform(timeback_sandbox):
            assert timeback_sandbox.scope is None
    """
    passed(pytester, code, count=2)
