"""Loads an OpenAPI document from a file or a URL; errors are one line with the reason."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import yaml

LIMIT = 16 * 1024 * 1024
SECONDS = 60.0
DEPTH = 500
INDENTED = re.compile(rf"^[ \t?-]{{{DEPTH // 2}}}", re.MULTILINE)
URL = re.compile(r"https?://", re.IGNORECASE)
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableError(Exception):
    """The input is not a document that can be compared. The text is one line with the reason."""


class _Loader(_BASE):  # type: ignore[misc]
    """YAML with the scalar types of JSON only: `no` and 2024-01-01 are strings."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.[0-9]+)$"),
    list("-+.0123456789"),
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^(?:<<)$"), ["<"])


def read(source: str, limit: int = LIMIT) -> dict[str, Any]:
    """Load the document at a path or an http(s) URL.

    Raises:
        UnreadableError: it cannot be fetched, or is not an OpenAPI document.
    """
    data = fetch(source, limit) if URL.match(source) else _file(source, limit)
    return document(data, shown(source))


def shown(source: str) -> str:
    """Return the source without the parts of a URL that may be secret: user, password and query."""
    if not URL.match(source):
        return source
    try:
        parts = urlsplit(source)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    except ValueError:
        return "the URL"


def _file(source: str, limit: int) -> bytes:
    try:
        with Path(source).expanduser().open("rb") as handle:
            data = handle.read(limit + 1)
    except FileNotFoundError:
        raise UnreadableError(f"{source}: there is no such file") from None
    except IsADirectoryError:
        raise UnreadableError(f"{source}: is a folder; pass a file or a URL") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise UnreadableError(f"{source}: cannot be read ({_line(error)})") from None
    if len(data) > limit:
        raise UnreadableError(_too_large(source, limit))
    return data


def fetch(url: str, limit: int = LIMIT, seconds: float = SECONDS) -> bytes:
    """Fetch the body at a URL, with limits for size and time. A web page is rejected.

    Raises:
        UnreadableError: no reply, a status other than 200, a web page, or a body that is too large.
    """
    import httpx

    name, started, data = shown(url), time.monotonic(), bytearray()
    try:
        timeout = httpx.Timeout(min(20.0, seconds))
        accept = {"Accept": "application/yaml, application/json, text/yaml, text/plain;q=0.5, */*;q=0.1"}
        with (
            httpx.Client(timeout=timeout, follow_redirects=True, headers=accept) as client,
            client.stream("GET", url) as reply,
        ):
            if reply.status_code != 200:
                raise UnreadableError(f"{name}: the server returned status {reply.status_code} instead of 200")
            if "html" in reply.headers.get("content-type", "").lower():
                raise UnreadableError(f"{name}: the server returned a web page (HTML) instead of an OpenAPI document")
            for chunk in reply.iter_bytes(64 * 1024):
                data += chunk
                if len(data) > limit:
                    raise UnreadableError(_too_large(name, limit))
                if time.monotonic() - started > seconds:
                    raise UnreadableError(f"{name}: is not complete after {seconds:g} seconds")
    except httpx.TimeoutException:
        raise UnreadableError(f"{name}: the server did not reply in time") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError, OSError) as error:
        raise UnreadableError(f"{name}: cannot be fetched ({_line(error)})") from None
    return bytes(data)


def document(data: bytes, name: str) -> dict[str, Any]:
    """Parse the OpenAPI document in these bytes.

    Raises:
        UnreadableError: the bytes are not an OpenAPI document.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"{name}: is not text in UTF-8") from None
    if not text.strip():
        raise UnreadableError(f"{name}: is empty")
    if text.lstrip().startswith("<"):
        raise UnreadableError(f"{name}: is HTML or XML, not an OpenAPI document in YAML or JSON")
    content = _decoded(text, name)
    if not isinstance(content, dict):
        raise UnreadableError(f"{name}: is not an OpenAPI document (its root is not a mapping)")
    version = content.get("openapi")
    if version is None:
        if "swagger" in content:
            raise UnreadableError(f"{name}: is a Swagger 2 document; OpenAPI 3.0 or 3.1 is required")
        raise UnreadableError(f"{name}: is not an OpenAPI document (it has no `openapi` version)")
    if not str(version).startswith("3"):
        raise UnreadableError(f"{name}: has `openapi: {_line(version)}`; version 3.0 or 3.1 is required")
    if not isinstance(content.get("paths"), dict) or not content["paths"]:
        raise UnreadableError(f"{name}: is an OpenAPI document without paths")
    return content


def _decoded(text: str, name: str) -> Any:
    try:
        if text.lstrip()[:1] in "{[":
            try:
                return json.loads(text)
            except ValueError as error:
                # JSON is nearly a subset of YAML, and invalid JSON is often valid YAML.
                first = f"{name}: is not valid JSON ({_line(error)})"
                if len(text) > LIMIT // 8:
                    raise UnreadableError(first) from None
                try:
                    return _yaml(text, name)
                except (yaml.YAMLError, ValueError, TypeError):
                    raise UnreadableError(first) from None
        return _yaml(text, name)
    except RecursionError:
        raise UnreadableError(f"{name}: is nested too deeply to be read") from None
    except (yaml.YAMLError, ValueError, TypeError, OverflowError) as error:
        raise UnreadableError(f"{name}: is neither YAML nor JSON ({_line(error)})") from None


def _yaml(text: str, name: str) -> Any:
    # libyaml's loader has no limit for nesting and crashes the process on a deeply nested document. Its events are
    # safe, so the levels are counted first if the text could have many.
    if _brackets(text) > DEPTH or INDENTED.search(text):
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEPTH:
                raise UnreadableError(f"{name}: is nested too deeply to be read")
    return yaml.load(text, Loader=_Loader)  # noqa: S506


def _brackets(text: str) -> int:
    depth = most = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth += 1 if bracket in "[{" else -1
        most = max(most, depth)
    return most


def _too_large(name: str, limit: int) -> str:
    return f"{name}: is larger than {limit // (1024 * 1024)} MiB, the limit for a document"


def _line(error: object) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None)
    if mark is not None and problem:
        return f"line {mark.line + 1}: {problem}"[:160]
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:160]
