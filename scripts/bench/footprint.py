"""Benchmarks of the package as a dependency: import time, first call, installed size, generated lines."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from bench.measure import OURS, Plan, Samples, alternate, run, seconds
from bench.paths import GENERATED, MADE, ROOT
from bench.servers import USERS, server

# httpx also imports its command line if click and rich are installed. Without them, as in most environments, its import
# is nearly twice as fast, and that is the cost to compare with.
BARE = "import sys; sys.modules['click'] = sys.modules['rich'] = None; "

# What an installation without extras brings.
NEEDED = ("attrs", "httpx", "platformdirs", "python-dateutil", "sniffio", "tzdata")

FIRST = {
    # A process of its own does not know that the row is measured without orjson.
    OURS: f"{BARE}sys.modules['orjson'] = None\n"
    "from timeback import TimeBackClient\n"
    "with TimeBackClient(environment='staging', client_id='i', client_secret='s', api_url={url!r}, "
    "token_url={url!r} + '/t') as c:\n    print(c.rostering.users.get_user('u000000001').given_name)",
    "bare httpx": f"{BARE}import httpx, json\n"
    "with httpx.Client() as c:\n"
    "    t = json.loads(c.post({url!r} + '/t').content)['access_token']\n"
    "    r = c.get({url!r} + {users!r} + '/u000000001', headers={{'Authorization': 'Bearer ' + t}})\n"
    "    print(json.loads(r.content)['user']['givenName'])",
    "timeback-core": "import asyncio\nfrom timeback_core import TimebackClient\n"
    "async def main():\n"
    "    c = TimebackClient(base_url={url!r}, auth_url={url!r} + '/t', client_id='i', client_secret='s')\n"
    "    print((await c.oneroster.users.get('u000000001')).given_name)\n"
    "    await c.close()\n"
    "asyncio.run(main())",
}

# One page of one object on the command line, and the same two requests without it.
COMMAND = {
    OURS: "import sys\nsys.modules['orjson'] = None\nfrom timeback.cli import main\n"
    "sys.argv = ['timeback', 'get', 'users', '-n', '1', '--environment', 'staging', '--client-id', 'i', "
    "'--api-url', {url!r}, '--token-url', {url!r} + '/t']\n"
    "import os\nos.environ['TIMEBACK_STAGING_CLIENT_SECRET'] = 's'\nmain()",
    "bare httpx": f"{BARE}import httpx, json\n"
    "with httpx.Client() as c:\n"
    "    t = json.loads(c.post({url!r} + '/t').content)['access_token']\n"
    "    r = c.get({url!r} + {users!r}, params={{'limit': 1}}, headers={{'Authorization': 'Bearer ' + t}})\n"
    "    print(json.dumps(json.loads(r.content)['users'][0]))",
}


def imports(plan: Plan) -> Samples:
    """Measure the seconds of an import with its dependencies by -X importtime, each in a new interpreter."""
    modules = {OURS: "timeback", "httpx": "httpx", **({"timeback-core": "timeback_core"} if plan.peers else {})}
    for module in modules.values():
        # The first import may compile bytecode.
        _import(module)
    return alternate({side: partial(_import, module) for side, module in modules.items()}, 2 * plan.runs + 1)


def _import(module: str) -> float:
    report = run(sys.executable, "-X", "importtime", "-c", f"{BARE}import {module}").stderr
    for line in reversed(report.splitlines()):
        _, cumulative, name = line.removeprefix("import time:").split("|")
        if name.strip() == module:
            return int(cumulative) / 1e6
    raise RuntimeError(f"-X importtime did not mention {module}")


def first_call(plan: Plan) -> Samples:
    """Measure the seconds from the start of the interpreter to the first user: import, token, GET."""
    return _in_fresh_processes(plan, FIRST)


def command(plan: Plan) -> Samples:
    """Measure the seconds from the start of the interpreter to the first object that ``timeback get`` prints."""
    return _in_fresh_processes(plan, COMMAND)


def _in_fresh_processes(plan: Plan, programs: Mapping[str, str]) -> Samples:
    programs = {side: text for side, text in programs.items() if plan.peers or side != "timeback-core"}
    with server() as url:
        commands = {
            side: (sys.executable, "-c", program.format(url=url, users=USERS)) for side, program in programs.items()
        }
        for command in commands.values():
            run(*command)
        return alternate(
            {side: partial(seconds, partial(run, *command)) for side, command in commands.items()}, plan.runs
        )


def size(plan: Plan) -> Samples:
    """Return the megabytes of the files in the wheel."""
    samples: Samples = {OURS: [_megabytes(_own_files())]}
    if plan.peers:
        samples["timeback-core with its parts"] = [_megabytes(_files(_closure("timeback-core", "timeback-")))]
        samples["default templates, client alone"] = [_megabytes((MADE / "default_templates").rglob("*.py"))]
    return samples


def size_with_needs(plan: Plan) -> Samples:
    """Return the megabytes including all dependencies."""
    if not plan.peers:
        return {OURS: [1.0]}
    needs = {name for need in NEEDED for name in _closure(need)}
    ours = _megabytes(_own_files()) + _megabytes(_files(needs))
    return {OURS: [ours], "timeback-core with its parts": [_megabytes(_files(_closure("timeback-core")))]}


def lines(plan: Plan) -> Samples:
    """Count the lines of the generated code."""
    samples: Samples = {OURS: [_lines((GENERATED / "timeback_api").rglob("*.py"))]}
    if plan.peers:
        samples["default templates"] = [_lines((MADE / "default_templates").rglob("*.py"))]
    return samples


def _own_files() -> Iterable[Path]:
    for folder in (ROOT / "timeback", ROOT / "timeback_client", GENERATED / "timeback_api"):
        yield from (path for path in folder.rglob("*") if path.is_file())


def _closure(name: str, prefix: str = "") -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one in found or not one.startswith(prefix):
            continue
        try:
            needs = importlib.metadata.requires(one) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        found.add(one)
        plain = (need.partition(";") for need in needs if "extra ==" not in need)
        waiting += [match[0].lower() for text, _, _ in plain if (match := re.match(r"[\w.-]+", text))]
    return found


def _files(names: Iterable[str]) -> Iterable[Path]:
    for name in names:
        for path in importlib.metadata.files(name) or []:
            yield Path(str(path.locate()))


def _megabytes(paths: Iterable[Path]) -> float:
    return sum(p.stat().st_size for p in paths if "__pycache__" not in p.parts and p.is_file()) / 1e6


def _lines(paths: Iterable[Path]) -> float:
    return float(sum(path.read_bytes().count(b"\n") for path in paths))
