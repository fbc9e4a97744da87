"""What a person sees in a browser: the sandbox's page at `/`, and its documents at `/docs`.

All files come from this machine, and the pages' policy lets them load no others. They are the same for every sandbox:
what one holds is asked for by the page, with the client's secret (see control.py).
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from timeback.sandbox.app.admin import handle_api_errors
from timeback.sandbox.errors import ApiError
from timeback.sandbox.faults import TOKEN_PATH
from timeback.sandbox.operations.requests import as_json
from timeback.sandbox.spec.openapi import Api, Document
from timeback_runtime.extras import missing_package

__all__ = ["page_routes"]

_TYPES: Final = {"html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
                 "js": "text/javascript; charset=utf-8"}  # fmt: skip
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self'{style}; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_SWAGGER: Final = ("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js")


def _reply(content: bytes, kind: str, *, policy: str | None = None) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
    if policy is not None:
        headers["Content-Security-Policy"] = policy
    return Response(content, 200, headers, kind)


@lru_cache
def _own(name: str) -> bytes:
    return files("timeback.sandbox").joinpath("page", name).read_bytes()


def _file(name: str, policy: str | None = None) -> Response:
    return _reply(_own(name), _TYPES[name.rpartition(".")[2]], policy=policy)


@lru_cache
def _swagger(name: str) -> bytes:
    try:
        folder = next(files("swagger_ui_bundle").joinpath("vendor").iterdir())
    except ImportError:
        text = missing_package("the page of the OpenAPI documents", "swagger-ui-bundle-v2", "sandbox")
        raise ApiError(404, text) from None
    return folder.joinpath(name).read_bytes()


def _document(document: Document, origin: str) -> dict[str, Any]:
    """A document that speaks of this server: what a page sends must not reach the platform."""
    components = dict(document.content.get("components", {}))
    schemes = json.loads(json.dumps(components.get("securitySchemes", {})))
    for scheme in schemes.values():
        for flow in scheme.get("flows", {}).values():
            flow["tokenUrl"] = origin + TOKEN_PATH
    servers = [{"url": origin + document.base_path, "description": "This sandbox."}]
    return {**document.content, "servers": servers, "components": {**components, "securitySchemes": schemes}}


def page_routes(api: Api) -> list[Route]:
    documents = {operation.document.name: operation.document for operation in api.operations}

    async def page(_: Request) -> Response:
        return _file("index.html", _POLICY.format(style=""))

    async def docs(_: Request) -> Response:
        _swagger(_SWAGGER[0])
        # Swagger UI sets styles of its own as it goes.
        return _file("docs.html", _POLICY.format(style=" 'unsafe-inline'"))

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ("page.css", "page.js", "docs.js"):
            raise ApiError(404, "There is no such file.")
        return _file(name)

    async def docs_file(request: Request) -> Response:
        name: str = request.path_params["name"]
        if name == "documents":
            return _reply(as_json(sorted(documents)), "application/json")
        if name in _SWAGGER:
            return _reply(_swagger(name), _TYPES[name.rpartition(".")[2]])
        document = documents.get(name.removesuffix(".json"))
        if document is None:
            raise ApiError(404, f"There is no such document; those are {', '.join(sorted(documents))}.")
        return _reply(as_json(_document(document, f"http://{request.headers['host']}")), "application/json")

    return [
        Route("/", handle_api_errors(page), methods=["GET"]),
        Route("/docs", handle_api_errors(docs), methods=["GET"]),
        Route("/docs/{name}", handle_api_errors(docs_file), methods=["GET"]),
        Route("/_sandbox/files/{name}", handle_api_errors(static), methods=["GET"]),
    ]
