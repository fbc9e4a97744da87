"""The complete ASGI application, and a uvicorn server that runs it in a thread."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import threading
from collections.abc import Collection
from typing import Any

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn import Config, Server

from timeback.sandbox.app.admin import admin_routes, owner_only
from timeback.sandbox.app.api import ApiApp, error_response
from timeback.sandbox.app.auth import AuthorizationServer
from timeback.sandbox.app.compression import CompressionMiddleware
from timeback.sandbox.app.error_middleware import ServerErrorMiddleware
from timeback.sandbox.app.h11_protocol import SandboxProtocol
from timeback.sandbox.app.middleware import FaultMiddleware
from timeback.sandbox.app.origins import OriginMiddleware
from timeback.sandbox.app.pages import page_routes
from timeback.sandbox.app.request_log import RequestLog, RequestLogMiddleware
from timeback.sandbox.app.routing import is_sandbox_path
from timeback.sandbox.errors import ApiError
from timeback.sandbox.faults import TOKEN_PATH, Faults

__all__ = ["ThreadedServer", "application"]

HOST = "127.0.0.1"
_TIMEOUT = 10  # seconds for start and stop
_POLL_INTERVAL = 0.002
_IDLE_ROUNDS = 3
_BACKLOG = 2048


class _FallbackRoute(BaseRoute):
    """Matches every path that no other route matches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        # A partial match, so that a route that matches the path but not the method goes first and answers 405.
        return (Match.PARTIAL, {}) if scope["type"] == "http" else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


class _Routes(Router):
    """Starlette's router without the Starlette application, which has an error form of its own."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # If this is set, routes leave the handling of exceptions to the middleware.
        scope["app"] = self
        await super().__call__(scope, receive, send)


async def _http_error(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return error_response(ApiError(status, "request: not supported at this path.", headers=headers))


def application(
    api: ApiApp,
    authority: AuthorizationServer,
    faults: Faults,
    log: RequestLog,
    closing: asyncio.Event,
    allowed_hosts: Collection[str] = (),
) -> ASGIApp:
    """The routes within the middleware: from the inside, errors, faults, compression, request log and origin checks."""
    guard = owner_only(authority)
    routes = [
        Route(TOKEN_PATH, authority.token, methods=["POST"]),
        *admin_routes(faults, log, api, authority),
        *page_routes(api.documented),
        *(route for extension in api.extensions for route in extension.admin_routes(guard)),
        _FallbackRoute(api),
    ]
    own = ExceptionMiddleware(_Routes(routes, redirect_slashes=False), handlers={HTTPException: _http_error})

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        # The routes are tried one after the other, so requests to the API do not pass them.
        path = scope["path"]
        await (own if path == TOKEN_PATH or is_sandbox_path(path) else api)(scope, receive, send)

    faulty = FaultMiddleware(ServerErrorMiddleware(inner, closing), faults, authority, closing)
    served = RequestLogMiddleware(CompressionMiddleware(faulty), log)
    # The outer middleware handles exceptions of log and faults. uvicorn would print them with their values.
    checked = OriginMiddleware(served, allowed_hosts=allowed_hosts, open_api=not authority.required)
    return ServerErrorMiddleware(checked, closing)


class _Server(Server):
    """uvicorn's server, which sets an event once it has started, and stops without waiting for its next tick."""

    def __init__(self, config: Config, ready: threading.Event, closing: asyncio.Event) -> None:
        super().__init__(config)
        self._ready = ready
        self._closing = closing

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()

    async def main_loop(self) -> None:
        counter = 0
        while not await self.on_tick(counter):
            # uvicorn counts tenths of a second, and does its periodic work every ten of them.
            counter += 10
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # uvicorn polls every tenth of a second, and waits that long before the first poll. Idle connections close
        # at once, and a test suite stops hundreds of servers, so this method polls more often.
        loop = asyncio.get_running_loop()
        for server in self.servers:
            # If the server is closed now, asyncio loses connections that it accepted but has not attached to it.
            for listening in server.sockets:
                with contextlib.suppress(NotImplementedError):  # the loop of Windows has no readers
                    loop.remove_reader(listening)
        await asyncio.sleep(_POLL_INTERVAL)
        for server in self.servers:
            server.close()
        state = self.server_state
        for connection in list(state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.config.timeout_graceful_shutdown):
                while state.connections or state.tasks:  # noqa: ASYNC110 - uvicorn has no event for the removal of a connection
                    await asyncio.sleep(_POLL_INTERVAL)
        for task in state.tasks:
            task.cancel()


def _listen(port: int) -> socket.socket:
    # asyncio sets TCP_NODELAY only if the protocol is given. Without it each response would take 40 ms longer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise OSError(error.errno, f"the sandbox cannot listen on port {port}: {error.strerror}") from error
    listener.listen(_BACKLOG)
    return listener


def _log_loop_exception(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log exceptions of the event loop, except for a client that disconnected, which raises one on Windows."""
    if not isinstance(context.get("exception"), ConnectionError):
        loop.default_exception_handler(context)


class ThreadedServer:
    """Serves in a thread, on the loopback interface only."""

    def __init__(self, port: int) -> None:
        self._socket = _listen(port)
        self.port: int = self._socket.getsockname()[1]
        self.closing = asyncio.Event()
        self._thread: threading.Thread | None = None
        self._server: _Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._failure: BaseException | None = None

    def start(self, app: ASGIApp) -> None:
        ready = threading.Event()
        config = Config(
            app,
            http=SandboxProtocol,
            ws="none",
            lifespan="off",
            loop="asyncio",
            interface="asgi3",
            log_config=None,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=120,
            timeout_graceful_shutdown=2,
            backlog=_BACKLOG,
        )
        self._server = _Server(config, ready, self.closing)
        self._thread = threading.Thread(target=self._run, args=(ready,), name=f"sandbox-{self.port}", daemon=True)
        self._thread.start()
        if not ready.wait(_TIMEOUT) or self._failure is not None:
            self.stop()
            raise RuntimeError("the server of the sandbox did not start") from self._failure

    def _run(self, ready: threading.Event) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - start() raises it
            self._failure = error
        finally:
            ready.set()

    async def _serve(self) -> None:
        assert self._server is not None
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(_log_loop_exception)
        await self._server.serve(sockets=[self._socket])
        # Clients that retry at once may have been accepted during the shutdown. It takes a few rounds of the event
        # loop until an accepted connection is registered and until an aborted one has closed its socket.
        idle_rounds = 0
        while idle_rounds < _IDLE_ROUNDS:
            connections = list(self._server.server_state.connections)
            idle_rounds = 0 if connections else idle_rounds + 1
            for connection in connections:
                connection.transport.abort()
            await asyncio.sleep(_POLL_INTERVAL)

    def stop(self) -> None:
        """Stop the server and wait for its thread. The connections of requests that a fault delays are reset."""
        if self._server is not None:
            self._server.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # the loop may close in the meantime
                self._loop.call_soon_threadsafe(self.closing.set)
        if self._thread is not None:
            self._thread.join(_TIMEOUT)
            self._thread = None
        self._socket.close()
