"""The whole application, and a server that runs it in a thread of its own."""

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
from timeback.sandbox.app.h11_protocol import SandboxProtocol
from timeback.sandbox.app.middleware import FaultMiddleware, RequestLog, RequestLogMiddleware, ServerErrorMiddleware
from timeback.sandbox.app.origins import OriginMiddleware
from timeback.sandbox.app.pages import page_routes
from timeback.sandbox.errors import ApiError
from timeback.sandbox.faults import TOKEN_PATH, Faults
from timeback.sandbox.powerpath import powerpath_routes

__all__ = ["ThreadedServer", "application"]

HOST = "127.0.0.1"
_PATIENCE = 10
_TICK = 0.002
_ROUNDS = 3
_BACKLOG = 2048


class _Rest(BaseRoute):
    """Whatever no other route takes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        # Only partly, so that a route whose path fits, but not its method, comes first and answers 405.
        return (Match.PARTIAL, {}) if scope["type"] == "http" else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


class _Routes(Router):
    """Starlette's router without its application, which would answer failures in a form of its own."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # The sign by which routes know that exceptions are handled around them.
        scope["app"] = self
        await super().__call__(scope, receive, send)


async def _http_error(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return error_response(ApiError(status, "This address does not take that request.", headers=headers))


def application(
    api: ApiApp,
    authority: AuthorizationServer,
    faults: Faults,
    log: RequestLog,
    closing: asyncio.Event,
    allowed_hosts: Collection[str] = (),
) -> ASGIApp:
    """The routes, and around them the net for failures, the faults, the log, and who is served at all."""
    routes = [
        Route(TOKEN_PATH, authority.token, methods=["POST"]),
        *admin_routes(faults, log, api, authority),
        *page_routes(api.documented),
        *powerpath_routes(api.store, owner_only(authority)),
        _Rest(api),
    ]
    inner = ExceptionMiddleware(_Routes(routes, redirect_slashes=False), handlers={HTTPException: _http_error})
    served = RequestLogMiddleware(
        FaultMiddleware(ServerErrorMiddleware(inner, closing), faults, authority, closing), log
    )
    # The outer net is for mistakes of the log and the faults, which uvicorn would print with what was in hand.
    checked = OriginMiddleware(served, allowed_hosts=allowed_hosts, open_api=not authority.required)
    return ServerErrorMiddleware(checked, closing)


class _Server(Server):
    """uvicorn's server, which also tells others when it is up, and ends without waiting for its next tick."""

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
            # uvicorn counts tenths of a second, and does what is due every full one.
            counter += 10
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # uvicorn's own looks every tenth of a second whether all is done, and for the first time after one.
        # Connections that wait for a request are gone at once, and a test suite stops hundreds of servers.
        loop = asyncio.get_running_loop()
        for server in self.servers:
            # asyncio loses a connection that it has accepted and not yet attached to its server when that is closed.
            for listening in server.sockets:
                with contextlib.suppress(NotImplementedError):  # the loop of Windows has no readers
                    loop.remove_reader(listening)
        await asyncio.sleep(_TICK)
        for server in self.servers:
            server.close()
        state = self.server_state
        for connection in list(state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.config.timeout_graceful_shutdown):
                while state.connections or state.tasks:  # noqa: ASYNC110 - uvicorn tells nobody when it removes one
                    await asyncio.sleep(_TICK)
        for task in state.tasks:
            task.cancel()


def _listen(port: int) -> socket.socket:
    # asyncio turns off Nagle's algorithm only where the protocol is named; with it each answer would wait for 40 ms.
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


def _heed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what fails in the event loop itself, unless it is a client that went away: Windows has such exceptions."""
    if not isinstance(context.get("exception"), ConnectionError):
        loop.default_exception_handler(context)


class ThreadedServer:
    """Serves in a thread, on loopback only."""

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
        if not ready.wait(_PATIENCE) or self._failure is not None:
            self.stop()
            raise RuntimeError("the sandbox's server did not come up") from self._failure

    def _run(self, ready: threading.Event) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - whoever waits in start() raises it
            self._failure = error
        finally:
            ready.set()

    async def _serve(self) -> None:
        assert self._server is not None
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(_heed)
        await self._server.serve(sockets=[self._socket])
        # Clients that try again at once were accepted while others were shut down. One that was accepted is known, and
        # one that was aborted lets go of its socket, in one of the loop's next rounds.
        quiet = 0
        while quiet < _ROUNDS:
            connections = list(self._server.server_state.connections)
            quiet = 0 if connections else quiet + 1
            for connection in connections:
                connection.transport.abort()
            await asyncio.sleep(_TICK)

    def stop(self) -> None:
        """End the server and wait until its thread is gone. Requests that a fault holds up are cut."""
        if self._server is not None:
            self._server.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # the loop may end in between
                self._loop.call_soon_threadsafe(self.closing.set)
        if self._thread is not None:
            self._thread.join(_PATIENCE)
            self._thread = None
        self._socket.close()
