"""TimeBackClient and its services, with the older client's names."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import cached_property
from types import FunctionType
from typing import TYPE_CHECKING, Any, ClassVar, Self

from timeback.errors import ConfigurationError
from timeback_client._connect import AddressArgument, Connection, connect, shared, with_api
from timeback_client._errors import translated
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from types import TracebackType

    from timeback_runtime.messages import Request


class TimeBackService:
    """Base class of services and API classes: a base URL, and the connection that sends the requests."""

    _address: ClassVar[AddressArgument] = "api_url"
    """The argument of the client that the base URL is."""

    def __init_subclass__(cls) -> None:
        # Clears the local variables of each method in tracebacks, since arguments may be personal data.
        for name, member in list(vars(cls).items()):
            if isinstance(member, FunctionType) and not name.startswith("__"):
                setattr(cls, name, clears_locals(member))

    def __init__(
        self, base_url: str, service: str, client_id: str | None = None, client_secret: str | None = None
    ) -> None:
        self.base_url = (base_url or "").rstrip("/")
        self.service = service
        self._credentials = (client_id, client_secret)
        self.api_path = _base_path(service)

    @cached_property
    def _connection(self) -> Connection:
        return shared(self.base_url, *self._credentials, argument=self._address)

    def _over(self, connection: Connection) -> Self:
        self.__dict__["_connection"] = connection
        return self

    @property
    def environment(self) -> str:
        """``staging`` or ``production``; production if nothing selects another environment."""
        return self._connection.settings.environment or "production"

    @clears_locals
    def send(self, build: Callable[..., Request[Any]], args: tuple[Any, ...], keywords: Mapping[str, Any]) -> Any:
        """Build a request and send it; return the decoded reply, or raise an exception of ``requests``."""
        with translated():
            request = build(args, keywords)
        return self._connection.call(request)

    def _request(self, build: Callable[..., Request[Any]], *args: Any, **keywords: Any) -> Any:
        return self.send(lambda args, keywords: build(*args, **keywords), args, keywords)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"


class API(TimeBackService):
    """Methods on one type of object. Usable without a client; without credentials it sends no token."""

    _service: ClassVar[str] = "rostering"

    def __init__(self, base_url: str, client_id: str | None = None, client_secret: str | None = None) -> None:
        super().__init__(base_url, self._service, client_id, client_secret)


class QTIAPI(API):
    """Methods of the QTI service, which has its own base URL."""

    _service = "qti"
    _address = "qti_api_url"

    def __init__(self, base_url: str, client_id: str | None = None, client_secret: str | None = None) -> None:
        super().__init__(base_url, client_id, client_secret)
        self.qti_url = self.base_url


class _Group(TimeBackService):
    """A service: its API classes by attribute name, each loaded on first access."""

    _service: ClassVar[str]
    _apis: ClassVar[dict[str, str]] = {}

    def __init__(self, base_url: str, client_id: str | None = None, client_secret: str | None = None) -> None:
        super().__init__(base_url, self._service, client_id, client_secret)

    def _api(self, name: str) -> Any:
        module, _, class_name = self._apis[name].partition(".")
        api_class = getattr(importlib.import_module(f"timeback_client.api.{module}"), class_name)
        base_url = self.qti_url if isinstance(self, QTIService) else self.base_url
        api = api_class(base_url, *self._credentials)._over(self._connection)
        self.__dict__[name] = api
        return api

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    else:

        def __getattr__(self, name):
            if name in self._apis:
                return self._api(name)
            if not name.startswith("_"):
                # In the older client, methods of the API classes could be called on the service too.
                for api in (getattr(self, each) for each in self._apis):
                    if hasattr(type(api), name):
                        return getattr(api, name)
            raise AttributeError(
                f"{type(self).__name__} has no attribute {name!r}; its attributes are {', '.join(self._apis)}"
            )

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._apis})


class RosteringService(_Group):
    """Users, organisations, courses, classes and enrollments."""

    _service = "rostering"
    _apis: ClassVar[dict[str, str]] = {
        "users": "users.UsersAPI",
        "orgs": "orgs.OrgsAPI",
        "courses": "courses.CoursesAPI",
        "components": "components.ComponentsAPI",
        "component_resources": "component_resources.ComponentResourcesAPI",
        "academic_sessions": "academic_sessions.AcademicSessionsAPI",
        "classes": "classes.ClassesAPI",
        "enrollments": "enrollments.EnrollmentsAPI",
        "students": "students.StudentsAPI",
        "resources": "resources.ResourcesAPI",
        "applications": "applications.ApplicationsAPI",
        "subject_tracks": "subject_tracks.SubjectTracksAPI",
    }


class GradebookService(_Group):
    """Line items and results."""

    _service = "gradebook"
    _apis: ClassVar[dict[str, str]] = {
        "assessment_results": "assessment_results.AssessmentResultsAPI",
        "line_items": "line_items.LineItemsAPI",
    }


class ResourcesService(_Group):
    """Learning resources."""

    _service = "resources"
    _apis: ClassVar[dict[str, str]] = {"resources": "resources.ResourcesAPI"}


class PowerPathService(_Group):
    """PowerPath. Its methods are available on the service itself."""

    _service = "powerpath"
    _apis: ClassVar[dict[str, str]] = {"powerpath": "powerpath.PowerPathAPI"}


class QTIService(_Group):
    """Assessment items, tests and stimuli."""

    _service = "qti"
    _address = "qti_api_url"
    _apis: ClassVar[dict[str, str]] = {
        "assessment_items": "assessment_items.AssessmentItemsAPI",
        "assessment_tests": "assessment_tests.AssessmentTestAPI",
        "stimuli": "qti_stimulus.StimulusAPI",
    }

    DEFAULT_QTI_URL = "https://alpha-qti-api-43487de62e73.herokuapp.com/api"
    DEFAULT_QTI_STAGING_URL = "https://qti-staging.alpha-1edtech.ai/api"
    DEFAULT_QTI_PRODUCTION_URL = "https://qti.alpha-1edtech.ai/api"

    def __init__(
        self, base_url: str, qti_api_url: str, client_id: str | None = None, client_secret: str | None = None
    ) -> None:
        super().__init__(base_url, client_id, client_secret)
        self.qti_url = with_api(qti_api_url)

    @cached_property
    def _connection(self) -> Connection:
        return shared(self.qti_url, *self._credentials, argument=self._address)


class CaseService(_Group):
    """Learning standards. Its methods are available on the service itself."""

    _service = "case"
    _apis: ClassVar[dict[str, str]] = {"case": "case.CaseAPI"}


class CaliperService(_Group):
    """Caliper events. Its methods are available on the service itself."""

    _service = "caliper"
    _address = "caliper_api_url"
    _apis: ClassVar[dict[str, str]] = {"caliper": "caliper.CaliperAPI"}

    def __init__(self, caliper_api_url: str, client_id: str | None = None, client_secret: str | None = None) -> None:
        super().__init__(caliper_api_url, client_id, client_secret)


class TimeBackClient:
    """A client with the older client's services. Closing it, or using it in a ``with`` block, is optional."""

    DEFAULT_STAGING_URL = "http://staging.alpha-1edtech.com/"
    DEFAULT_PRODUCTION_URL = "https://alpha-1edtech.com/"
    DEFAULT_QTI_URL = "https://qti.alpha-1edtech.com"
    DEFAULT_CALIPER_STAGING_URL = "https://caliper-staging.alpha-1edtech.ai"
    DEFAULT_CALIPER_PRODUCTION_URL = "https://caliper.alpha-1edtech.ai"

    @clears_locals
    def __init__(
        self,
        api_url: str | None = None,
        qti_api_url: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        environment: str | None = None,
        *,
        caliper_api_url: str | None = None,
        token_url: str | None = None,
    ) -> None:
        """Create a client. Arguments that are not passed are read from the ``TIMEBACK_*`` environment variables.

        Args:
            api_url, qti_api_url, caliper_api_url: base URLs. Default: those of the platform.
            client_id, client_secret: OAuth2 client credentials. Without any, here or in the environment, requests are
                sent without a token.
            environment: ``staging`` or ``production``. Default: ``production``.
            token_url: URL of the OAuth2 token endpoint.

        Raises:
            ConfigurationError: a setting is unsafe, or contradicts another one (a ValueError).
        """
        if client_id and "://" in client_id:
            raise ConfigurationError(
                "client_id is a URL; in this version the third argument is client_id: pass caliper_api_url= by its name"
            )
        connection = self._connection = connect(
            api_url=api_url,
            qti_api_url=with_api(qti_api_url) if qti_api_url else None,
            caliper_api_url=caliper_api_url,
            client_id=client_id,
            client_secret=client_secret,
            environment=environment,
            token_url=token_url,
        )
        settings = connection.settings
        self.environment = settings.environment or "production"
        self.api_url = (api_url or settings.api_url).rstrip("/")
        self.qti_api_url = (qti_api_url or settings.qti_api_url or "").rstrip("/")
        self.caliper_api_url = (caliper_api_url or settings.events_url or "").rstrip("/")
        self.rostering = RosteringService(self.api_url)._over(connection)
        self.gradebook = GradebookService(self.api_url)._over(connection)
        self.resources = ResourcesService(self.api_url)._over(connection)
        self.qti = QTIService(self.api_url, self.qti_api_url)._over(connection)
        self.powerpath = PowerPathService(self.api_url)._over(connection)
        self.case = CaseService(self.api_url)._over(connection)
        self.caliper = CaliperService(self.caliper_api_url)._over(connection)

    def close(self) -> None:
        """Close all connections. A client that is not closed is closed when it is garbage collected."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<TimeBackClient {self.environment} {self.api_url}>"


# Services whose generated package has another name.
_PACKAGES = {"caliper": "events"}


def _base_path(service: str) -> str:
    try:
        package = importlib.import_module(f"timeback_api.{_PACKAGES.get(service, service)}._package").PACKAGE
    except ModuleNotFoundError:
        return f"/{service}"
    return str(package.base_path)
