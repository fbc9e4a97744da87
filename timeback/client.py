"""The two clients: one for threads, one for an event loop. Same names, same settings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar

from timeback.settings import (
    MAX_RESPONSE_BYTES,
    UNCHANGED,
    ClientSecret,
    Settings,
    TokenAuth,
    Unchanged,
    resolve,
)
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

    import httpx  # noqa: F401 - in the quoted arguments of the generic base

    from timeback._health_check import CheckReport
    from timeback._http.session import AsyncSession, OnAttempt, SyncSession
    from timeback.services.gradebook import AsyncGradebook, Gradebook
    from timeback.services.powerpath import AsyncPowerPath, PowerPath
    from timeback.services.qti import QTI, AsyncQTI
    from timeback.services.resources import AsyncResources, Resources
    from timeback.services.rostering import AsyncRostering, Rostering

SessionT = TypeVar("SessionT", "SyncSession", "AsyncSession")
TransportT = TypeVar("TransportT")


class _Client(Generic[SessionT, TransportT]):
    """What both clients share: their settings, and one session for all services."""

    _session: SessionT

    @clears_locals
    def __init__(
        self,
        *,
        environment: str | None = None,
        client_id: str | None = None,
        client_secret: ClientSecret | None = None,
        client_secret_file: str | os.PathLike[str] | None = None,
        api_url: str | None = None,
        qti_api_url: str | None = None,
        token_url: str | None = None,
        scope: str | Iterable[str] | None = None,
        timeout: float = 30.0,
        max_retries: int = 4,
        transport: TransportT | None = None,
        allow_http: bool = False,
        token_auth: TokenAuth = "post",
        platform: str | None = None,
        base_paths: Mapping[str, str] | None = None,
        deadline: float | None = None,
        max_response_bytes: int | None = MAX_RESPONSE_BYTES,
        max_requests_per_second: float | None = None,
        proxy: str | None = None,
        verify: bool | str | os.PathLike[str] | ssl.SSLContext = True,
        http2: bool = False,
        trust_env: bool = True,
        token_cache: str | os.PathLike[str] | Literal[False] | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> None:
        """All settings are optional here; what is left out is read from the environment.

        Args:
            environment: ``staging`` or ``production``; else ``TIMEBACK_ENVIRONMENT``, or what ``api_url`` tells.
            client_id, client_secret: its credentials; else ``TIMEBACK_STAGING_CLIENT_ID`` and its like. The secret may
                be a function that gives it: it is asked each time that a token is fetched.
            client_secret_file: a file that holds the secret, read each time that a token is fetched; else
                ``TIMEBACK_STAGING_CLIENT_SECRET_FILE`` and its like.
            api_url: address of OneRoster and PowerPath; needed only for a server that is not the platform's.
            qti_api_url: address of the QTI service, its ``/api`` included.
            token_url: address of the OAuth2 token endpoint.
            scope: scopes to ask for, as text or a list; none unless told.
            timeout: seconds to wait for a connection, for the head of a reply, and for each next part of its body.
            max_retries: how often a call that may be repeated is sent again.
            transport: an httpx transport that carries every request, the token's too.
            allow_http: whether ``http://`` is allowed to another machine than this one.
            token_auth: id and secret in the form (``post``), or as HTTP Basic (``basic``).
            platform: name of a generation of the platform, which sets the base paths.
            base_paths: base paths of your own by package, such as ``{"rostering": "/rostering/1.0"}``.
            deadline: seconds for a call with all its tries and waits; else ``TIMEBACK_STAGING_DEADLINE`` and its like,
                else ``TIMEBACK_DEADLINE``, else no limit.
            max_response_bytes: the most of a reply that is read into memory, decoded; None for no limit. What is saved
                to a file has none.
            max_requests_per_second: a limit that all threads and tasks share.
            verify: True to check the certificates of servers, the path of a file or folder of authorities to trust, an
                ``ssl.SSLContext``, or False to check nothing.
            proxy, http2, trust_env: as for httpx.
            token_cache: a file that keeps the access token for other processes too, such as cron jobs and workers; else
                ``TIMEBACK_STAGING_TOKEN_CACHE`` and its like, else ``TIMEBACK_TOKEN_CACHE``, else none. False switches
                it off.
            extra_headers: headers to send with every request.

        Raises:
            ConfigurationError: a setting is missing, unsafe, or contradicts another one.
        """
        settings = resolve(
            environment=environment,
            client_id=client_id,
            client_secret=client_secret,
            client_secret_file=client_secret_file,
            api_url=api_url,
            qti_api_url=qti_api_url,
            token_url=token_url,
            scope=scope,
            token_auth=token_auth,
            platform=platform,
            base_paths=base_paths,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            max_response_bytes=max_response_bytes,
            max_requests_per_second=max_requests_per_second,
            allow_http=allow_http,
            proxy=proxy,
            verify=verify,
            http2=http2,
            trust_env=trust_env,
            token_cache=token_cache,
        )
        self._session = self._open(settings, transport, extra_headers)

    @classmethod
    def _open(cls, settings: Settings, transport: Any, extra_headers: Mapping[str, str] | None = None) -> SessionT:
        raise NotImplementedError  # pragma: no cover

    @classmethod
    def _over(cls, session: SessionT) -> Self:
        client = cls.__new__(cls)
        client._session = session
        return client

    @clears_locals
    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        deadline: float | Unchanged | None = UNCHANGED,
        max_response_bytes: int | Unchanged | None = UNCHANGED,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Self:
        """A cheap copy with other options, over the same connections, token and rate limit.

        What is not given stays; ``deadline=None`` takes a deadline off, ``max_response_bytes=None`` the limit of bytes,
        and headers are added to those that are there.

        Raises:
            ConfigurationError, InvalidRequestError: an option is of the wrong kind.
        """
        session = self._session.with_options(
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            max_response_bytes=max_response_bytes,
            extra_headers=extra_headers,
        )
        return self._over(session)

    @classmethod
    @clears_locals
    def from_profile(
        cls,
        name: str,
        *,
        config_file: str | os.PathLike[str] | None = None,
        transport: TransportT | None = None,
        **settings: Any,
    ) -> Self:
        """A client with the settings that a file keeps under a name: see ``timeback.profiles``.

        Args:
            name: name of the profile, such as ``staging``.
            config_file: the file; else ``TIMEBACK_CONFIG``, or ``config.toml`` in the user's folder of settings.
            transport: an httpx transport that carries every request.
            settings: settings that win over those of the file.

        Raises:
            ConfigurationError: there is no such file or profile, or what it says is wrong.
        """
        from timeback.profiles import load

        headers, resolved = load(name, config_file, settings)
        return cls._over(cls._open(resolved, transport, headers))

    @property
    def settings(self) -> Settings:
        """What the client was told, complete."""
        return self._session.settings

    @property
    def environment(self) -> str | None:
        """``staging``, ``production``, or None for a server of one's own."""
        return self.settings.environment

    def as_async(self, *, on_attempt: OnAttempt | None = None) -> AsyncTimeBackClient:
        """A client for the running event loop with the same settings and options, and connections of its own.

        A ``transport=`` of yours is shared with it, and stays open; a synchronous one is run in threads.

        Args:
            on_attempt: called with the status (None where no reply came) and the seconds of every try, those that are
                repeated included.
        """
        return AsyncTimeBackClient._over(self._session.as_async(on_attempt))

    def __repr__(self) -> str:
        settings = self.settings
        return f"<{type(self).__name__} {settings.environment or 'custom'} {settings.api_url}>"


class TimeBackClient(_Client["SyncSession", "httpx.BaseTransport"]):
    """A client for threads.

        with TimeBackClient(environment="staging") as client:
            user = client.rostering.users.get_user("u1")

    One client serves any number of threads. Use it in a ``with`` block, or call ``close()``.
    """

    @classmethod
    def _open(cls, settings: Settings, transport: Any, extra_headers: Mapping[str, str] | None = None) -> SyncSession:
        from timeback._http.session import SyncSession

        return SyncSession(settings, transport, extra_headers=extra_headers)

    # Each service loads when it is first touched.

    @cached_property
    def rostering(self) -> Rostering:
        """Organisations, people, courses, classes, enrollments."""
        from timeback.services.rostering import Rostering

        return Rostering(self._session)

    @cached_property
    def gradebook(self) -> Gradebook:
        """What is graded, by which scale, and who got what."""
        from timeback.services.gradebook import Gradebook

        return Gradebook(self._session)

    @cached_property
    def resources(self) -> Resources:
        """The material that courses and classes use."""
        from timeback.services.resources import Resources

        return Resources(self._session)

    @cached_property
    def qti(self) -> QTI:
        """Assessment items, tests and stimuli."""
        from timeback.services.qti import QTI

        return QTI(self._session)

    @cached_property
    def powerpath(self) -> PowerPath:
        """Syllabus, lesson plans, attempts, placement and mastery."""
        from timeback.services.powerpath import PowerPath

        return PowerPath(self._session)

    @clears_locals
    def check(self, services: Iterable[str] | None = None, *, timeout: float = 10.0) -> CheckReport:
        """Try the credentials and each service, and tell in words what was found: ``print(client.check())``.

        Nothing is tried twice, and what is wrong is told, not raised.

        Args:
            services: names of the services to try, such as ``["rostering"]``; all of them unless told.
            timeout: seconds for each thing that is tried.
        """
        from timeback._health_check import Check, answer
        from timeback._resources.batch import RequestBatch, send_batch

        check = Check(self.settings, services)
        session = self._session.with_options(max_retries=0, deadline=timeout)
        try:
            token = answer(session.check_token())
        except check.TESTED as error:
            return check.report(error, ())
        return check.report(
            token, send_batch(RequestBatch(check.probes()), lambda request: session.call(request, answer))
        )

    def close(self) -> None:
        """Close all connections. Calls in flight in other threads end with ClientStateError; none is sent again."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncTimeBackClient(_Client["AsyncSession", "httpx.AsyncBaseTransport"]):
    """A client for one event loop.

        async with AsyncTimeBackClient(environment="staging") as client:
            user = await client.rostering.users.get_user("u1")

    One client serves any number of tasks. Use it in an ``async with`` block, or await ``aclose()``.
    """

    @classmethod
    def _open(cls, settings: Settings, transport: Any, extra_headers: Mapping[str, str] | None = None) -> AsyncSession:
        from timeback._http.session import AsyncSession

        return AsyncSession(settings, transport, extra_headers=extra_headers)

    # Each service loads when it is first touched.

    @cached_property
    def rostering(self) -> AsyncRostering:
        """Organisations, people, courses, classes, enrollments."""
        from timeback.services.rostering import AsyncRostering

        return AsyncRostering(self._session)

    @cached_property
    def gradebook(self) -> AsyncGradebook:
        """What is graded, by which scale, and who got what."""
        from timeback.services.gradebook import AsyncGradebook

        return AsyncGradebook(self._session)

    @cached_property
    def resources(self) -> AsyncResources:
        """The material that courses and classes use."""
        from timeback.services.resources import AsyncResources

        return AsyncResources(self._session)

    @cached_property
    def qti(self) -> AsyncQTI:
        """Assessment items, tests and stimuli."""
        from timeback.services.qti import AsyncQTI

        return AsyncQTI(self._session)

    @cached_property
    def powerpath(self) -> AsyncPowerPath:
        """Syllabus, lesson plans, attempts, placement and mastery."""
        from timeback.services.powerpath import AsyncPowerPath

        return AsyncPowerPath(self._session)

    @clears_locals
    async def check(self, services: Iterable[str] | None = None, *, timeout: float = 10.0) -> CheckReport:  # noqa: ASYNC109
        """Try the credentials and each service, and tell in words what was found; see ``TimeBackClient.check``."""
        from timeback._health_check import Check, answer
        from timeback._resources.batch import RequestBatch, send_batch_async

        check = Check(self.settings, services)
        session = self._session.with_options(max_retries=0, deadline=timeout)
        try:
            token = answer(await session.check_token())
        except check.TESTED as error:
            return check.report(error, ())
        probes = RequestBatch(check.probes())
        return check.report(token, await send_batch_async(probes, lambda request: session.call(request, answer)))

    async def aclose(self) -> None:
        """Close all connections. Calls in flight in other tasks end with ClientStateError; none is sent again."""
        await self._session.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
