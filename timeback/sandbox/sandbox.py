"""`Sandbox`: configures, starts and stops the server, in a thread or in a process of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from timeback.sandbox.app.api import ApiApp
from timeback.sandbox.app.auth import AuthorizationServer
from timeback.sandbox.app.origins import host_names
from timeback.sandbox.app.request_log import RequestLog, SandboxRequest
from timeback.sandbox.app.server import HOST, ThreadedServer, application
from timeback.sandbox.edubridge import EduBridgeControl
from timeback.sandbox.events import EventsControl
from timeback.sandbox.faults import FaultControl, Faults
from timeback.sandbox.powerpath import PowerPathControl
from timeback.sandbox.providers.choice import provider_of
from timeback.sandbox.providers.provider import ProviderName
from timeback.sandbox.remote import ChildServer, RemoteFaults
from timeback.sandbox.storage.object_form import ObjectForm
from timeback.sandbox.storage.store import Store
from timeback.sandbox.webhooks import WebhooksControl
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback import AsyncTimeBackClient, TimeBackClient

__all__ = ["Sandbox"]


class Sandbox:
    """A server on this machine that behaves like the platform, or like another provider of OneRoster 1.2.

    provider: "platform"; or "oneroster" for a server that has the OneRoster standard alone: its operations, scopes,
        properties and queries, without QTI, PowerPath and the extensions of the platform
    users: number of people in the generated district that it starts with; 0 for an empty store
    seed: seed of the generated district; the same seed gives the same district
    port: the port to listen on; 0 for a free port
    bundle: a OneRoster CSV bundle (zip file or folder) to start with instead of a generated district
    root_org: sourcedId of the organisation of academic sessions for which the bundle names none; needed if a session
        needs it and the bundle has no single root organisation
    db: ":memory:", or a file that stores the objects; a file that already contains objects is used as it is
    auth: whether requests to the API need a token; the page and the admin routes need the secret in both cases
    client_id, client_secret: the accepted credentials; generated if omitted
    token_lifetime: lifetime of a token in seconds
    allowed_hosts: further host names by which it is reached, such as the name of a reverse proxy; requests with
        another Host are answered with status 421
    process: run in a process of its own instead of a thread

    It listens on the loopback interface only. Use it as a context manager, or call `start` and `stop`. After `stop`
    it can be started again, with a new store unless `db` is a file.
    """

    @clears_locals
    def __init__(
        self,
        *,
        provider: ProviderName = "platform",
        users: int = 0,
        seed: int = 1,
        port: int = 0,
        bundle: str | Path | None = None,
        root_org: str | None = None,
        db: str | Path = ":memory:",
        auth: bool = True,
        client_id: str | None = None,
        client_secret: str | None = None,
        token_lifetime: float = 3600,
        allowed_hosts: Iterable[str] = (),
        process: bool = False,
    ) -> None:
        self._provider = provider_of(provider)
        if users < 0:
            raise ValueError("users must not be negative")
        if users and bundle is not None:
            raise ValueError("users and bundle cannot be used together: a generated district, or the one in the bundle")
        if root_org is not None and bundle is None:
            raise ValueError("root_org is the organisation of sessions in a bundle; pass bundle too, or leave it out")
        if token_lifetime <= 0:
            raise ValueError("token_lifetime must be more than 0 seconds")
        self.client_id = client_id or f"sandbox-{secrets.token_hex(8)}"
        self.client_secret = client_secret or secrets.token_hex(
            16
        )  # hex, since a leading dash would be read as an option on a command line
        self._settings: dict[str, Any] = {
            "provider": provider,
            "users": users,
            "seed": seed,
            "port": port,
            "bundle": None if bundle is None else str(bundle),
            "root_org": root_org,
            "db": str(db),
            "auth": auth,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "token_lifetime": token_lifetime,
            "allowed_hosts": host_names(allowed_hosts),
        }
        self._process = process
        self._server: ThreadedServer | None = None
        self._child: ChildServer | None = None
        self._store: Store | None = None
        self._api: ApiApp | None = None
        self._faults: FaultControl | None = None
        self._log = RequestLog()

    def __repr__(self) -> str:
        return f"<Sandbox {self.url if self._port else 'stopped'}>"

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @clears_locals
    def start(self) -> Sandbox:
        """Start the server, and return once it accepts requests."""
        if self._port:
            return self
        if self._process:
            self._child = ChildServer(self._settings)
            self._faults = RemoteFaults(self._child)
            return self
        try:
            self._start_thread()
        except BaseException:
            self.stop()
            raise
        return self

    def _start_thread(self) -> None:
        settings, provider = self._settings, self._provider
        self._log.clear()
        # The addresses of objects, which are stored, contain the port.
        self._server = ThreadedServer(settings["port"])
        form = ObjectForm(provider.name, self.url, provider.completion(self.url))
        self._store = Store(settings["db"], provider.collections, form)
        if not self._store.counts():
            self._fill(self._store)
        authority = AuthorizationServer(
            self.client_id,
            self.client_secret,
            lifetime=settings["token_lifetime"],
            required=settings["auth"],
            scopes=provider.scopes,
        )
        faults = Faults()
        self._faults = faults
        self._api = app = ApiApp(provider, self._store, authority)
        closing = self._server.closing
        self._server.start(application(app, authority, faults, self._log, closing, settings["allowed_hosts"]))

    def _fill(self, store: Store) -> None:
        settings = self._settings
        # A district depends on nothing else, so that the second sandbox of a process can copy that of the first.
        content = f"district {settings['seed']} {settings['users']}"
        if settings["users"] and store.restore(content):
            return
        with store.storage_errors(), store.transaction():
            if settings["users"]:
                from timeback.sandbox.fake_data.district import generate

                for collection, objects in generate(
                    settings["seed"], settings["users"], administrator=self._provider.administrator
                ):
                    if collection in store.layouts:
                        store.load(collection, objects)
            if settings["bundle"] is not None:
                from timeback.bundles import Bundle

                with Bundle.open(settings["bundle"], root_org=settings["root_org"]) as bundle:
                    bundle.validate()
                    if not bundle.has_given_root():
                        raise InvalidRequestError("root_org: orgs.csv has no organisation with this id; check the id")
                    for collection in bundle.collections:
                        if collection in store.layouts:
                            store.load(collection, bundle.read(collection))
        if settings["users"]:
            store.keep(content)

    def stop(self) -> None:
        """Stop the server. `requests` stays available, unless the sandbox ran in a process of its own."""
        if self._child is not None:
            self._child.stop()
            self._child = None
        if self._server is not None:
            self._server.stop()
            self._server = None
        if self._api is not None:
            self._api.close()
            self._api = None
        if self._store is not None:
            self._store.close()
            self._store = None
        self._faults = None

    @property
    def _port(self) -> int | None:
        running = self._server or self._child
        return running.port if running is not None else None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        port = self._port
        if port is None:
            raise RuntimeError("the sandbox is not running; use it in a with statement, or call start() first")
        return port

    @property
    def url(self) -> str:
        """Base URL of the OneRoster and PowerPath services."""
        return f"http://{HOST}:{self.port}"

    @property
    def page_url(self) -> str:
        """URL of the web page. Its fragment contains the client's secret, so anyone who has the URL is logged in."""
        return f"{self.url}/#secret={quote(self.client_secret, safe='')}"

    @property
    def qti_url(self) -> str:
        """Base URL of the QTI service."""
        return f"{self.url}/api"

    @property
    def events_url(self) -> str:
        """Base URL of events and webhooks."""
        return self.url

    @property
    def token_url(self) -> str:
        """URL of the token endpoint."""
        return f"{self.url}/oauth2/token"

    @property
    def scope(self) -> str | None:
        """The scopes that `client` asks for, separated by spaces; None if a token needs none."""
        return " ".join(sorted(self._provider.scopes)) or None

    @property
    def faults(self) -> FaultControl:
        """Rules that make requests fail or change their responses."""
        if self._faults is None:
            raise RuntimeError("the sandbox is not running; start it before you add faults")
        return self._faults

    @property
    def requests(self) -> list[SandboxRequest]:
        """The latest requests, oldest first: at most 100,000, and at most 64 MB of paths and queries."""
        return self._child.requests() if self._child is not None else self._log.all()

    @property
    def store(self) -> Store:
        """The stored objects, to inspect and to load."""
        if self._store is None:
            where = "runs in a process of its own" if self._child is not None else "is not running"
            raise RuntimeError(f"the store is not available, since the sandbox {where}")
        return self._store

    @property
    def powerpath(self) -> PowerPathControl:
        """Provides the data that PowerPath gets from test providers. Another process uses PUT requests instead."""
        self._require_platform("PowerPath")
        return PowerPathControl(self.store)

    @property
    def events(self) -> EventsControl:
        """The stored events, and the states of jobs. For a process of its own, use the admin routes instead."""
        self._require_platform("events")
        return EventsControl(self.store)

    @property
    def edubridge(self) -> EduBridgeControl:
        """Provides the data that EduBridge gets from other systems. Another process uses PUT requests instead."""
        self._require_platform("EduBridge")
        return EduBridgeControl(self.store)

    @property
    def webhooks(self) -> WebhooksControl:
        """The deliveries of webhooks, and their form. For a process of its own, use the admin routes instead."""
        self._require_platform("webhooks")
        return WebhooksControl(self.store)

    def _require_platform(self, name: str) -> None:
        if self._provider.name != "platform":
            raise RuntimeError(f"the provider {self._provider.name!r} has no {name}")

    def client(self, **settings: Any) -> TimeBackClient:
        """A client of this sandbox. `settings` are passed to the client, and override those of the sandbox."""
        from timeback import TimeBackClient

        return TimeBackClient(**{**self._client_settings(), **settings})

    def async_client(self, **settings: Any) -> AsyncTimeBackClient:
        """An async client of this sandbox. `settings` are passed to the client, and override those of the sandbox."""
        from timeback import AsyncTimeBackClient

        return AsyncTimeBackClient(**{**self._client_settings(), **settings})

    def _client_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = {
            "environment": "staging",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "api_url": self.url,
            # Also if the provider lacks these services: a URL from the environment would send the token elsewhere.
            "qti_api_url": self.qti_url,
            "events_url": self.events_url,
            "token_url": self.token_url,
            # Those of the environment are for another server.
            "scope": "",
            "base_paths": {},
            "filter_quotes": "double",
            "token_auth": "post",
            # Tokens of a sandbox do not belong in the token cache that the environment configures.
            "token_cache": False,
        }
        if self.scope is not None:
            settings["scope"] = self.scope
        return settings
