"""Reprs contain ids, counts and states only, because error trackers, log lines and notebooks show them."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import io
import pkgutil
from collections.abc import Iterator
from typing import Any

import attrs
import httpx
import pytest

import timeback
import timeback_client
import timeback_runtime
from timeback._http.download import DownloadTarget
from timeback._http.exchange import RawReply
from timeback._http.flow import Send
from timeback._http.oauth import SyncTokenProvider
from timeback._http.request_builder import PreparedRequest
from timeback._http.token_renewal import Token
from timeback._pagination.paginator import PageItems
from timeback.filters import F
from timeback.settings import resolve
from timeback_runtime.messages import RawPage, Reply

CANARY = "Canary"

# Names of fields with values from a caller or a server.
HOLDING = frozenset(
    {"value", "values", "body", "content", "data", "items", "raw", "item", "record", "cells", "container"}
    | {
        "headers",
        "url",
        "query",
        "filter",
        "filters",
        "secret",
        "token",
        "bearer",
        "password",
        "literal",
        "left",
        "right",
    }
    | {
        "client_secret",
        "proxy",
        "cookies",
        "parsed",
        "response",
        "responses",
        "resource",
        "key",
        "roots",
        "components",
        "metadata",
    }
    | {"json_only", "fallback", "test", "part"}
)
# Fields in which these names mean something else, and the content of questions.
HARMLESS = frozenset(
    {
        "timeback.bundles.header.Header.metadata",
        "timeback._spec.entities.Entity.filters",
        "timeback._spec.entities.Entity.resource",
        "timeback.cli.nested_listings.NestedListing.resource",
        "timeback.qti.processing.context.ProcessingContext.item",
        "timeback.qti.validation.names.Names.item",
        "timeback.qti.validation.names.Names.responses",
        "timeback.qti.model.AreaMapEntry.value",
        "timeback.qti.model.MapEntry.key",
        "timeback.qti.model.MapEntry.value",
        "timeback.qti.processing.pattern_syntax.Repetition.part",
        "timeback.sandbox.spec.openapi.Operation.body",
        "timeback.sandbox.spec.openapi.Operation.item",
        "timeback.sandbox.faults.rules.Rule.left",
        "timeback.sandbox.powerpath.questions.Question.url",
        "timeback.sandbox.qti.repository.DocumentCollection.json_only",
        "timeback_runtime.decoding.ResponseDecoder.parse_item",
    }
)


def classes() -> Iterator[type[Any]]:
    for package in (timeback, timeback_client, timeback_runtime):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.endswith("__main__") or ".services." in found.name:
                continue
            if found.name == "timeback.spark.data_source" and importlib.util.find_spec("pyspark") is None:
                # pyspark is in the environment of `make spark`. The module has no attrs or data classes.
                continue
            module = importlib.import_module(found.name)
            for member in vars(module).values():
                if isinstance(member, type) and member.__module__ == found.name:
                    yield member


def shown(kind: type[Any]) -> list[str]:
    """Return the fields in the repr that attrs, dataclasses or NamedTuple generates for a class."""
    made = vars(kind).get("__repr__")
    if made is None or made.__code__.co_filename == importlib.import_module(kind.__module__).__file__:
        return []
    if attrs.has(kind):
        return [field.name for field in attrs.fields(kind) if field.repr is True]
    if dataclasses.is_dataclass(kind):
        return [field.name for field in dataclasses.fields(kind) if field.repr]
    return list(getattr(kind, "_fields", ()))


def test_no_generated_repr_shows_what_a_caller_or_a_server_gave() -> None:
    found = {
        f"{kind.__module__}.{kind.__qualname__}.{name}" for kind in classes() for name in shown(kind) if name in HOLDING
    }
    assert found - HARMLESS == set()


def objects() -> dict[str, Any]:
    request = httpx.Request("GET", f"https://a.example/users?filter=givenName='{CANARY}'")
    call = PreparedRequest(
        "GET", f"https://a.example/?{CANARY}", "/users", [("x", CANARY)], CANARY.encode(), True, True, "id"
    )
    settings = resolve(
        api_url="http://localhost:1",
        client_id="id",
        client_secret=CANARY,
        proxy=f"http://a:{CANARY}@b",
        allow_http=True,
        environ={},
    )
    tokens = SyncTokenProvider(lambda until: Token(CANARY, 1.0), lambda: 0.0)
    tokens.set(Token(f"Bearer {CANARY}", 1.0))
    return {
        "RawReply": RawReply(200, httpx.Headers({"x": CANARY}), CANARY.encode()),
        "PreparedRequest": call,
        "Send": Send(request, None),
        "Token": Token(f"Bearer {CANARY}", 1.0),
        "tokens": tokens,
        "Settings": settings,
        "Reply": Reply(200, {"x": CANARY}, CANARY.encode()),
        "RawPage": RawPage([{"givenName": CANARY}]),
        "Batch": PageItems([{"givenName": CANARY}]),
        "Expression": F.given_name == CANARY,
        "terms": (F.given_name == CANARY)._terms,
        "DownloadTarget": DownloadTarget(io.BytesIO(CANARY.encode())),
    }


@pytest.mark.parametrize("name", objects())
def test_reprs_show_no_value(name: str) -> None:
    assert CANARY not in repr(objects()[name])
