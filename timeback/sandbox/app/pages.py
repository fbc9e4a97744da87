"""Web pages: the sandbox's page at `/`, and Swagger UI with the OpenAPI documents at `/docs`.

All files are served locally, and the Content-Security-Policy forbids loading others. The files contain no data of the
sandbox. The page requests that from the admin routes (`app.admin`), with the client's secret.
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


def _page_response(content: bytes, media_type: str, *, policy: str | None = None) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
    if policy is not None:
        headers["Content-Security-Policy"] = policy
    return Response(content, 200, headers, media_type)


@lru_cache
def _page_file(name: str) -> bytes:
    return files("timeback.sandbox").joinpath("page", name).read_bytes()


def _file_response(name: str, policy: str | None = None) -> Response:
    return _page_response(_page_file(name), _TYPES[name.rpartition(".")[2]], policy=policy)


@lru_cache
def _swagger(name: str) -> bytes:
    try:
        folder = next(files("swagger_ui_bundle").joinpath("vendor").iterdir())
    except ImportError:
        text = missing_package("the page of the OpenAPI documents", "swagger-ui-bundle-v2", "sandbox")
        raise ApiError(404, text) from None
    return folder.joinpath(name).read_bytes()


def _document(document: Document, origin: str) -> dict[str, Any]:
    """The document with this server as its only server, so that Swagger UI sends nothing to the platform."""
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
        return _file_response("index.html", _POLICY.format(style=""))

    async def docs(_: Request) -> Response:
        _swagger(_SWAGGER[0])
        # Swagger UI sets inline styles.
        return _file_response("docs.html", _POLICY.format(style=" 'unsafe-inline'"))

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ("page.css", "page.js", "docs.js"):
            raise ApiError(404, "name: unknown file.")
        return _file_response(name)

    async def docs_file(request: Request) -> Response:
        name: str = request.path_params["name"]
        if name == "documents":
            return _page_response(as_json(sorted(documents)), "application/json")
        if name in _SWAGGER:
            return _page_response(_swagger(name), _TYPES[name.rpartition(".")[2]])
        document = documents.get(name.removesuffix(".json"))
        if document is None:
            raise ApiError(404, f"name: unknown document; must be one of {', '.join(sorted(documents))}.")
        return _page_response(as_json(_document(document, f"http://{request.headers['host']}")), "application/json")

    return [
        Route("/", handle_api_errors(page), methods=["GET"]),
        Route("/docs", handle_api_errors(docs), methods=["GET"]),
        Route("/docs/{name}", handle_api_errors(docs_file), methods=["GET"]),
        Route("/_sandbox/files/{name}", handle_api_errors(static), methods=["GET"]),
    ]
