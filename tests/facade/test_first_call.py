"""What the first call of a process loads. It is most of the time that such a call takes."""

import json
import subprocess
import sys

from timeback.sandbox import Sandbox

# Modules of others that a first call does not need, and that take long to import.
HEAVY = {
    *("asyncio", "attr", "attrs", "concurrent.futures", "csv", "dateutil", "decimal", "h2", "html"),
    *("importlib.metadata", "multiprocessing", "numpy", "opentelemetry", "pandas", "pkgutil"),
    *("heapq", "platform", "polars", "pyarrow", "sniffio", "sqlite3", "sysconfig", "tomllib", "zipfile"),
}
# Our own modules that it does not need.
OTHERS = {
    *("timeback._http.asyncio_backend", "timeback._http.download", "timeback._http.error_mapping"),
    *("timeback._http.http2", "timeback._http.proxy_errors", "timeback._http.proxy_transports"),
    *("timeback._http.rate_limit", "timeback._http.threads", "timeback._http.token_cache"),
    *("timeback._pagination.paginator", "timeback._pagination.prefetch", "timeback._resources.batch"),
    *("timeback._resources.changes", "timeback._resources.conditions", "timeback._resources.search"),
    *("timeback._resources.write_batch", "timeback._spec.documents", "timeback.filters", "timeback.page"),
    *("timeback.profiles", "timeback.settings.scopes", "timeback.tables", "timeback_runtime.content_codings"),
    *("timeback_runtime.error_payloads", "timeback_runtime.error_sentences", "timeback_runtime.retry_after"),
}


def loaded_by(box: Sandbox, call: str) -> set[str]:
    """The modules that ran in a process by the end of a call, without those that bare httpx loads."""
    settings = {"environment": "staging", "client_id": box.client_id, "client_secret": box.client_secret}
    settings |= {"api_url": box.url, "token_url": f"{box.url}/oauth2/token"}
    return modules_of(
        f"from timeback import TimeBackClient\nwith TimeBackClient(**{settings!r}) as client:\n    {call}\n"
    )


def loaded_by_command(box: Sandbox, *arguments: str) -> set[str]:
    """The same of a run of the command line."""
    options = ["--environment", "staging", "--api-url", box.url, "--token-url", f"{box.url}/oauth2/token"]
    command = ["timeback", *arguments, *options, "--client-id", box.client_id]
    return modules_of(
        f"import os; os.environ['TIMEBACK_STAGING_CLIENT_SECRET'] = {box.client_secret!r}\n"
        "from timeback.cli import main\n"
        f"sys.argv = {command!r}\ntry:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
    )


def modules_of(program: str) -> set[str]:
    code = (
        # httpx imports its command line if it finds click and rich. orjson, which is optional, imports others.
        "import json, sys; sys.modules.update({'httpx._main': None, 'orjson': None, 'rich': None})\n"
        f"import httpx; httpx.Client().close(); own = set(sys.modules)\n{program}"
        "ran = {name for name, module in sys.modules.items() if type(module).__name__ != '_DeferredModule'}\n"
        "print(json.dumps(sorted(ran - own)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_a_first_call_loads_no_more_than_it_needs(district: Sandbox) -> None:
    loaded = loaded_by(district, "client.rostering.orgs.get_org('org-district')")
    assert "timeback_api.common.models.org" in loaded
    assert loaded & (HEAVY | OTHERS) == set()
    assert {name for name in loaded if ".api.orgs." in name} == {"timeback_api.rostering.api.orgs.get_org"}
    assert len([name for name in loaded if name.startswith("timeback_api.")]) < 15


def test_a_page_loads_no_batches_and_no_tables(district: Sandbox) -> None:
    loaded = loaded_by(district, "client.rostering.users.list_users(limit=1)")
    needed = {"timeback.page", "timeback._pagination.paginator"}
    assert needed <= loaded
    assert loaded & (OTHERS - needed) == set()


def test_a_listing_on_the_command_line_loads_no_more_than_it_needs(district: Sandbox) -> None:
    loaded = loaded_by_command(district, "get", "orgs", "--limit", "1", "--output", "jsonl")
    needed = {"timeback._pagination.paginator", "timeback._pagination.prefetch"}
    assert needed <= loaded
    # click imports platform.
    assert loaded & (HEAVY | OTHERS) == {*needed, "platform"}
    assert loaded & {"click.shell_completion", "shlex", "timeback.cli.output.table"} == set()
