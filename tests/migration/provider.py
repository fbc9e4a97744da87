"""A small provider of OneRoster 1.2 over HTTP, whose objects and replies are what a test gives it."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from timeback import TimeBackClient

Object = dict[str, Any]
Answer = tuple[int, str, str]
"""Status, media type and body."""

BASE = re.compile(r"/ims/oneroster/(?:rostering|gradebook|resources)/v1p2/(?P<name>\w+)(?:/(?P<id>.+))?")
SINGULAR = {"classes": "class", "categories": "category", "demographics": "demographics"}


class Provider:
    """Lists objects in pages, returns single ones, and answers 404 for the collections that it does not have.

    answers: by collection, a reply to all of its requests instead of the objects
    single: whether single objects can be requested by their ids
    unlisted: how many more objects the totals count than the pages have
    largest: a request for more objects on a page is rejected
    """

    def __init__(
        self,
        objects: Mapping[str, list[Object]],
        *,
        answers: Mapping[str, Answer] | None = None,
        single: bool = True,
        sorts: bool = True,
        unlisted: int = 0,
        largest: int | None = None,
    ) -> None:
        self.objects = dict(objects)
        self.answers = dict(answers or {})
        self.requests: list[tuple[str, str]] = []
        self._single, self._sorts, self._unlisted = single, sorts, unlisted
        self._largest = largest
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_GET(self) -> None:
                self.answer()

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("content-length") or 0))
                self.answer()

            do_PUT = do_POST  # noqa: N815 - the name that http.server calls

            def answer(self) -> None:
                status, media_type, text = provider.answer(self.command, self.path)
                body = text.encode()
                self.send_response(status)
                self.send_header("content-type", media_type)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def token_url(self) -> str:
        return f"{self.url}/token"

    def client(self, **settings: Any) -> TimeBackClient:
        return TimeBackClient(
            api_url=self.url,
            token_url=self.token_url,
            client_id="id",
            client_secret="secret",
            token_cache=False,
            max_retries=0,
            **settings,
        )

    def answer(self, method: str, address: str) -> Answer:
        parts = urlsplit(address)
        if parts.path == "/token":
            return _json(200, {"access_token": "t", "token_type": "Bearer", "expires_in": 3600})
        found = BASE.fullmatch(parts.path)
        self.requests.append((method, parts.path))
        name = found["name"] if found else ""
        if name in self.answers:
            return self.answers[name]
        if name not in self.objects:
            return _json(404, {"imsx_codeMajor": "failure"})
        if method != "GET":
            return _json(405, {"imsx_codeMajor": "unsupported"})
        assert found is not None
        if found["id"] is not None:
            one = [item for item in self.objects[name] if self._single and str(item["sourcedId"]) == found["id"]]
            return _json(200, {SINGULAR.get(name, name[:-1]): one[0]}) if one else _json(404, {})
        return self._page(name, dict(parse_qsl(parts.query)))

    def _page(self, name: str, query: dict[str, str]) -> Answer:
        if "sort" in query and not self._sorts:
            return _json(400, {"imsx_codeMajor": "failure"})
        if self._largest is not None and int(query.get("limit", 0)) > self._largest:
            return _json(400, {"imsx_codeMajor": "failure"})
        items = self.objects[name]
        if "sort" in query:
            is_reversed = query.get("orderBy") == "desc"
            items = sorted(items, key=lambda item: str(item[query["sort"]]), reverse=is_reversed)
        if "filter" in query:
            compared = re.fullmatch(r"(\w+)([<=>]+)'(.*)'", query["filter"])
            assert compared is not None, query
            items = [item for item in items if _meets(str(item.get(compared[1])), compared[2], compared[3])]
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 100))
        return _json(200, {name: items[offset : offset + limit], "totalCount": len(items) + self._unlisted})


def _meets(value: str, operator: str, wanted: str) -> bool:
    if value == wanted:
        return "=" in operator
    return operator[0] == (">" if value > wanted else "<")


def _json(status: int, data: Any) -> Answer:
    return status, "application/json", json.dumps(data)
