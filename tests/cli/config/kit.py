"""The command `timeback config` in this process, and a configuration with secrets."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from timeback.cli.app import timeback

SECRET = "s3cret-of-a-client"
FILE = """\
# Profiles of the district.

[staging]  # for tests
client_id = "me"
client_secret = "s3cret-of-a-client"
timeout = 10 # seconds

# The provider.
[district]
api_url = "https://roster.example"
token_url = "https://login.example/token"
client_id = "other"
extra_headers = { X-Key = "s3cret-of-a-client" }
proxy = "http://user:s3cret-of-a-client@proxy.example:8080"

[district.base_paths]
rostering = "/or/v1p2"
"""


def run(*arguments: str, stdin: str | None = None, **variables: str) -> Result:
    result = CliRunner().invoke(timeback, ["config", *arguments], input=stdin, env=variables, prog_name="timeback")
    assert SECRET not in result.output
    return result


def ok(*arguments: str, stdin: str | None = None, **variables: str) -> Result:
    result = run(*arguments, stdin=stdin, **variables)
    assert result.exit_code == 0, result.output
    return result


# list and show


def shown(*arguments: str, **variables: str) -> dict[str, tuple[Any, str]]:
    rows = json.loads(ok("show", *arguments, "-o", "json", **variables).stdout)["settings"]
    return {row["setting"]: (row["value"], row["source"]) for row in rows}
