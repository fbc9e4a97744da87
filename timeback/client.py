"""TimeBackClient for threads and AsyncTimeBackClient for an event loop, with the same methods and settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, ParamSpec, Self, TypeVar

from timeback.settings import (
    MAX_RESPONSE_BYTES,
    UNCHANGED,
    ClientSecret,
    FilterQuotes,
    Settings,
    TokenAuth,
    Unchanged,
    resolve,
)
from timeback_runtime.constructor_errors import explain
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

    import httpx  # noqa: F401 - in the quoted arguments of the generic base

    from timeback._health_check import CheckReport
    from timeback._http.session import AsyncSession, OnAttempt, SyncSession
    from timeback.services.case import AsyncCase, Case
    from timeback.services.clr import AsyncClr, Clr
    from timeback.services.edubridge import AsyncEduBridge, EduBridge
    from timeback.services.events import AsyncEvents, Events
    from timeback.services.gradebook import AsyncGradebook, Gradebook
    from timeback.services.powerpath import AsyncPowerPath, PowerPath
    from timeback.services.qti import QTI, AsyncQTI
    from timeback.services.resources import AsyncResources, Resources
    from timeback.services.rostering import AsyncRostering, Rostering
    from timeback.services.webhooks import AsyncWebhooks, Webhooks
    from timeback_runtime.unknown_properties import UnknownProperties

P = ParamSpec("P")
SessionT = TypeVar("SessionT", "SyncSession", "AsyncSession")
TransportT = TypeVar("TransportT")


def _explains_settings(init: Callable[P, None]) -> Callable[P, None]:
    plain: Any = init
    return clears_locals(init, explain("the client", "setting", lambda: plain.__kwdefaults__))


class _Client(Generic[SessionT, TransportT]):
    """Base class of both clients: the settings, and one session for all services."""

    _session: SessionT

    @_explains_settings
    def __init__(
        self,
        *,
        environment: str | None = None,
        client_id: str | None = None,
        client_secret: ClientSecret | None = None,
        client_secret_file: str | os.PathLike[str] | None = None,
        api_url: str | None = None,
        qti_api_url: str | None = None,
        events_url: str | None = None,
        token_url: str | None = None,
        scope: str | Iterable[str] | None = None,
        timeout: float = 30.0,
        max_retries: int = 4,
        transport: TransportT | None = None,
        allow_http: bool = False,
        token_auth: TokenAuth | None = None,
        platform: str | None = None,
        base_paths: Mapping[str, str] | None = None,
        filter_quotes: FilterQuotes | None = None,
        unknown_properties: UnknownProperties | None = None,
        sensor: str | None = None,
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
        """Create a client. Settings that are not passed are read from environment variables.

        The names of variables below are those of ``staging``; for ``production`` they start with
        ``TIMEBACK_PRODUCTION_``, and for another server with ``TIMEBACK_``.

        Args:
            environment: ``staging`` or ``production``. Default: ``TIMEBACK_ENVIRONMENT``, else derived from
                ``api_url``.
            client_id, client_secret: OAuth2 client credentials. Default: ``TIMEBACK_STAGING_CLIENT_ID`` and
                ``TIMEBACK_STAGING_CLIENT_SECRET``. The secret may be a function that returns it, which is called each
                time a token is fetched.
            client_secret_file: path of a file that contains the secret, read each time a token is fetched. Default:
                ``TIMEBACK_STAGING_CLIENT_SECRET_FILE``.
            api_url: base URL of OneRoster and PowerPath, without the path of a service; needed only for servers other
                than the platform's.
            qti_api_url: base URL of the QTI service, including ``/api``.
            events_url: base URL of events and webhooks. Default: ``TIMEBACK_STAGING_EVENTS_URL``, else that of the
                environment, and on this machine ``api_url``.
            token_url: URL of the OAuth2 token endpoint.
            scope: OAuth2 scopes to request, as text or a list; ``OneRosterScope`` has those of the standard. Default:
                ``TIMEBACK_STAGING_SCOPE``, else none.
            timeout: seconds to wait for a connection, for the headers of a response, and for each part of its body.
            max_retries: how many times an idempotent call is retried.
            transport: an httpx transport for all requests, including token requests.
            allow_http: whether to allow ``http://`` to hosts other than this machine.
            token_auth: how to send the client credentials: in the form (``post``), as HTTP Basic with id and secret
                form-encoded (``basic``, RFC 6749, section 2.3.1), or as HTTP Basic unchanged (``basic-raw``).
                Default: ``TIMEBACK_STAGING_TOKEN_AUTH``, else ``post``.
            platform: name of a platform generation, which determines the base paths.
            base_paths: custom base paths by service, such as ``{"rostering": "/rostering/1.0"}``. A full URL such as
                ``https://grades.example.org/v1p2`` is a service on another host, which receives the token too. Default:
                ``TIMEBACK_STAGING_BASE_PATHS``, such as ``rostering=/or/v1p2 gradebook=https://grades.example.org/v1p2``.
            filter_quotes: how a single quote in the value of a filter that the client builds is written: twice
                (``double``, as in the standard), or with a backslash before it (``backslash``). ``none``: the server
                cannot read such a value, and the call raises InvalidRequestError. Default:
                ``TIMEBACK_STAGING_FILTER_QUOTES``, else ``double``.
            unknown_properties: what is done about properties in a dictionary that the document does not define: they
                are sent with a warning, once in a process (``warn``), sent without it (``allow``), or refused
                (``refuse``). Default: ``TIMEBACK_STAGING_UNKNOWN_PROPERTIES``, else ``warn``.
            sensor: IRI that names the application in the events that it sends, such as ``https://app.example.org``; it
                need not be an address that can be opened. Default: ``TIMEBACK_STAGING_SENSOR``, else
                ``TIMEBACK_SENSOR``, else none.
            deadline: seconds for a call including all retries and waits. Default: ``TIMEBACK_STAGING_DEADLINE``, else
                ``TIMEBACK_DEADLINE``, else no limit.
            max_response_bytes: the largest decoded response, in bytes, that is read into memory; None for no limit.
                Responses that are saved to a file are not limited.
            max_requests_per_second: rate limit shared by all threads and tasks of the client.
            verify: True to verify server certificates, the path of a file or folder of trusted certificate authorities,
                an ``ssl.SSLContext``, or False for no verification.
            proxy, http2, trust_env: as for httpx.
            token_cache: path of a file that shares the access token with other processes, such as cron jobs and
                workers. Default: ``TIMEBACK_STAGING_TOKEN_CACHE``, else ``TIMEBACK_TOKEN_CACHE``, else none. False
                disables it.
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
            events_url=events_url,
            token_url=token_url,
            scope=scope,
            token_auth=token_auth,
            platform=platform,
            base_paths=base_paths,
            filter_quotes=filter_quotes,
            unknown_properties=unknown_properties,
            sensor=sensor,
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
        """Return a copy of the client with other options. It shares connections, token and rate limit.

        Options that are not passed stay unchanged. Creating a copy is cheap. Closing either client closes both.

        Args:
            timeout: seconds to wait for a connection, for the headers of a response, and for each part of its body.
            max_retries: how many times an idempotent call is retried.
            deadline: seconds for a call including all retries and waits; None removes the limit.
            max_response_bytes: the largest response in bytes that is read into memory; None removes the limit.
            extra_headers: headers to add to those that the client already sends.

        Raises:
            ConfigurationError, InvalidRequestError: an option has the wrong type or is out of range.
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
        """Create a client with the settings of a profile in the configuration file; see ``timeback.profiles``.

        Args:
            name: the name of the profile, such as ``staging``.
            config_file: the path of the file. Default: ``TIMEBACK_CONFIG``, else ``config.toml`` in the user's
                configuration folder.
            transport: an httpx transport for all requests.
            settings: settings that override those of the profile.

        Raises:
            ConfigurationError: the file or the profile does not exist, or contains an invalid setting.
        """
        from timeback.profiles import load

        headers, resolved = load(name, config_file, settings)
        return cls._over(cls._open(resolved, transport, headers))

    @property
    def settings(self) -> Settings:
        """The resolved settings of the client, including those from the environment and the defaults."""
        return self._session.settings

    @property
    def environment(self) -> str | None:
        """``staging`` or ``production``, or None for a custom server."""
        return self.settings.environment

    def as_async(self, *, on_attempt: OnAttempt | None = None) -> AsyncTimeBackClient:
        """Return an async client for the running event loop, with the same settings and options.

        It has its own connections, and is closed by itself. A custom ``transport=`` is shared and stays open; a
        synchronous transport runs in threads.

        Args:
            on_attempt: called after every attempt, including those that are retried, with the status (None if there
                was no response) and the duration in seconds.
        """
        return AsyncTimeBackClient._over(self._session.as_async(on_attempt))

    def _without_warnings(self) -> Self:
        return self._over(self._session.without_warnings())

    def __repr__(self) -> str:
        settings = self.settings
        return f"<{type(self).__name__} {settings.environment or 'custom'} {settings.api_url}>"


class TimeBackClient(_Client["SyncSession", "httpx.BaseTransport"]):
    """A synchronous client. Several threads may share it.

        with TimeBackClient(environment="staging") as client:
            user = client.rostering.users.get_user("u1")

    Use it in a ``with`` block, or call ``close()``.
    """

    @classmethod
    def _open(cls, settings: Settings, transport: Any, extra_headers: Mapping[str, str] | None = None) -> SyncSession:
        from timeback._http.session import SyncSession

        return SyncSession(settings, transport, extra_headers=extra_headers)

    # One cached property for each service. Its annotation names the class, whose modules load on first access.

    @cached_property
    def rostering(self) -> Rostering:
        """Organisations, people, courses, classes and enrollments (OneRoster 1.2)."""
        from timeback.services.rostering import Rostering

        return Rostering(self._session)

    @cached_property
    def gradebook(self) -> Gradebook:
        """Graded work, score scales and results (OneRoster 1.2)."""
        from timeback.services.gradebook import Gradebook

        return Gradebook(self._session)

    @cached_property
    def resources(self) -> Resources:
        """Learning content used by courses and classes (OneRoster 1.2)."""
        from timeback.services.resources import Resources

        return Resources(self._session)

    @cached_property
    def qti(self) -> QTI:
        """Assessment items, tests and stimuli (QTI 3)."""
        from timeback.services.qti import QTI

        return QTI(self._session)

    @cached_property
    def powerpath(self) -> PowerPath:
        """Syllabus, lesson plans, attempts, placement and mastery."""
        from timeback.services.powerpath import PowerPath

        return PowerPath(self._session)

    @cached_property
    def events(self) -> Events:
        """Learning events and the jobs that store them (Caliper 1.2)."""
        from timeback.services.events import Events

        return Events(self._session)

    @cached_property
    def webhooks(self) -> Webhooks:
        """Addresses to which the platform posts events, and their filters."""
        from timeback.services.webhooks import Webhooks

        return Webhooks(self._session)

    @cached_property
    def edubridge(self) -> EduBridge:
        """Enrollment by course, analytics, subject tracks and learning reports."""
        from timeback.services.edubridge import EduBridge

        return EduBridge(self._session)

    @cached_property
    def case(self) -> Case:
        """Frameworks of learning standards (CASE 1.1)."""
        from timeback.services.case import Case

        return Case(self._session)

    @cached_property
    def clr(self) -> Clr:
        """Signed learner records (CLR 2.0)."""
        from timeback.services.clr import Clr

        return Clr(self._session)

    @clears_locals
    def check(self, services: Iterable[str] | None = None, *, timeout: float = 10.0) -> CheckReport:
        """Test the credentials and each service; return a report in plain words: ``print(client.check())``.

        Nothing is retried. Failures are part of the report and are not raised.

        Args:
            services: names of the services to test, such as ``["rostering"]``. Default: all.
            timeout: seconds for each test.

        Raises:
            InvalidRequestError: ``services`` contains an unknown name.
            ClientStateError: the client is closed.
        """
        from timeback._health_check import Check, answer
        from timeback._resources.batch import RequestBatch
        from timeback._resources.service import declared_services
        from timeback._resources.sync_batch import run_batch

        check = Check(self.settings, services, declared_services(TimeBackClient))
        session = self._session.without_warnings().with_options(max_retries=0, deadline=timeout)
        try:
            token = answer(session.check_token())
        except check.TESTED as error:
            return check.report(error, ())
        probes = RequestBatch(check.probes())
        return check.report(token, run_batch(probes, session, lambda one: lambda request: one.call(request, answer)))

    def close(self) -> None:
        """Close all connections. Calls in flight in other threads raise ClientStateError; none is retried."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncTimeBackClient(_Client["AsyncSession", "httpx.AsyncBaseTransport"]):
    """An asynchronous client for one event loop. Several tasks may share it.

        async with AsyncTimeBackClient(environment="staging") as client:
            user = await client.rostering.users.get_user("u1")

    Use it in an ``async with`` block, or await ``aclose()``.
    """

    @classmethod
    def _open(cls, settings: Settings, transport: Any, extra_headers: Mapping[str, str] | None = None) -> AsyncSession:
        from timeback._http.session import AsyncSession

        return AsyncSession(settings, transport, extra_headers=extra_headers)

    # One cached property for each service. Its annotation names the class, whose modules load on first access.

    @cached_property
    def rostering(self) -> AsyncRostering:
        """Organisations, people, courses, classes and enrollments (OneRoster 1.2)."""
        from timeback.services.rostering import AsyncRostering

        return AsyncRostering(self._session)

    @cached_property
    def gradebook(self) -> AsyncGradebook:
        """Graded work, score scales and results (OneRoster 1.2)."""
        from timeback.services.gradebook import AsyncGradebook

        return AsyncGradebook(self._session)

    @cached_property
    def resources(self) -> AsyncResources:
        """Learning content used by courses and classes (OneRoster 1.2)."""
        from timeback.services.resources import AsyncResources

        return AsyncResources(self._session)

    @cached_property
    def qti(self) -> AsyncQTI:
        """Assessment items, tests and stimuli (QTI 3)."""
        from timeback.services.qti import AsyncQTI

        return AsyncQTI(self._session)

    @cached_property
    def powerpath(self) -> AsyncPowerPath:
        """Syllabus, lesson plans, attempts, placement and mastery."""
        from timeback.services.powerpath import AsyncPowerPath

        return AsyncPowerPath(self._session)

    @cached_property
    def events(self) -> AsyncEvents:
        """Learning events and the jobs that store them (Caliper 1.2)."""
        from timeback.services.events import AsyncEvents

        return AsyncEvents(self._session)

    @cached_property
    def webhooks(self) -> AsyncWebhooks:
        """Addresses to which the platform posts events, and their filters."""
        from timeback.services.webhooks import AsyncWebhooks

        return AsyncWebhooks(self._session)

    @cached_property
    def edubridge(self) -> AsyncEduBridge:
        """Enrollment by course, analytics, subject tracks and learning reports."""
        from timeback.services.edubridge import AsyncEduBridge

        return AsyncEduBridge(self._session)

    @cached_property
    def case(self) -> AsyncCase:
        """Frameworks of learning standards (CASE 1.1)."""
        from timeback.services.case import AsyncCase

        return AsyncCase(self._session)

    @cached_property
    def clr(self) -> AsyncClr:
        """Signed learner records (CLR 2.0)."""
        from timeback.services.clr import AsyncClr

        return AsyncClr(self._session)

    @clears_locals
    async def check(self, services: Iterable[str] | None = None, *, timeout: float = 10.0) -> CheckReport:  # noqa: ASYNC109
        """Test the credentials and each service; return a report in plain words; see ``TimeBackClient.check``."""
        from timeback._health_check import Check, answer
        from timeback._resources.batch import RequestBatch, run_batch_async
        from timeback._resources.service import declared_services

        check = Check(self.settings, services, declared_services(AsyncTimeBackClient))
        session = self._session.without_warnings().with_options(max_retries=0, deadline=timeout)
        try:
            token = answer(await session.check_token())
        except check.TESTED as error:
            return check.report(error, ())
        probes = RequestBatch(check.probes())
        return check.report(token, await run_batch_async(probes, lambda request: session.call(request, answer)))

    async def aclose(self) -> None:
        """Close all connections. Calls in flight in other tasks raise ClientStateError; none is retried."""
        await self._session.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
