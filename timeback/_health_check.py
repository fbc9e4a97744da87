"""``client.check()``: tests the credentials, the reachability and latency of each service, and the clock."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, overload

from attrs import evolve, frozen

from timeback.settings import address_setting, listed, suggestion
from timeback.settings.environments import NOT_SERVED, host_of, is_loopback
from timeback_runtime.errors import (
    APIError,
    APIStatusError,
    AuthenticationError,
    ConfigurationError,
    DecodingError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    TimeBackError,
)
from timeback_runtime.messages import Reply
from timeback_runtime.retry_after import http_date

if TYPE_CHECKING:
    from timeback.settings import Settings
    from timeback_runtime.messages import Request

# The Date header has whole seconds, and the latency of a reply is not known in each direction.
_MAX_CLOCK_SKEW = 60.0
# The base paths of the standard begin with it; those of the platform's own services do not.
_STANDARD_PATHS = "/ims/oneroster/"
# What servers answer to a request for a service that they do not have, besides 404, and 200 with a page of their own.
_NOT_SERVED = (400, 405, 501)


@frozen
class CheckLine:
    """The result of one test.

    Attributes:
        service: ``token``, the name of a service, or ``clock``.
        ok: whether the test passed.
        status: the HTTP status of the reply, or None.
        milliseconds: duration of the request, or None.
        text: the result in words.
        served: False for a service that is not set, and for one that the server does not have.
    """

    service: str
    ok: bool
    status: int | None
    milliseconds: float | None
    text: str
    served: bool = True

    def __str__(self) -> str:
        took = "" if self.milliseconds is None else f"{self.milliseconds:.0f} ms"
        label = "FAILED" if not self.ok else "ok" if self.served else "-"
        return f"{label:<7}{self.service:<10}{took:>9}  {self.text}"


@frozen
class Answer:
    """A reply, and the time at which it was received."""

    reply: Reply
    at: datetime


class CheckReport(Sequence[CheckLine]):
    """The results of all tests, one line each. It is true if all of them passed.

    Attributes:
        api_url: the address of the API.
    """

    def __init__(self, settings: Settings, lines: Iterable[CheckLine]) -> None:
        self.api_url = settings.api_url
        self._environment = settings.environment or "custom server"
        self._lines = tuple(lines)

    @property
    def ok(self) -> bool:
        """Whether all tests passed."""
        return all(line.ok for line in self._lines)

    def __bool__(self) -> bool:
        return self.ok

    @overload
    def __getitem__(self, index: int) -> CheckLine: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[CheckLine]: ...

    def __getitem__(self, index: int | slice) -> CheckLine | Sequence[CheckLine]:
        return self._lines[index]

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[CheckLine]:
        return iter(self._lines)

    def __str__(self) -> str:
        return "\n".join([f"{self._environment}, {self.api_url}", *map(str, self._lines)])

    def __repr__(self) -> str:
        return f"<CheckReport: {'ok' if self.ok else 'failed'}, {len(self)} lines>"


class Check:
    """The requests of a health check, and the interpretation of their replies. The caller sends the requests.

    On a host that is not the platform's, the services of OneRoster are tested, and others only if they have an address
    of their own. A server need not have all of them: one that is not required may answer that it does not exist, as
    long as another one exists. Those that the caller names, or that are in ``base_paths``, are required.

    Attributes:
        TESTED: errors that are a result of the check. All other errors are raised.
    """

    TESTED = (APIError, ConfigurationError)

    def __init__(self, settings: Settings, services: Iterable[str] | None, known: Collection[str]) -> None:
        """Check the names.

        Args:
            services: names of the services to test; None for all.
            known: names of all services of the client.
        """
        self._settings = settings
        self._named = services is not None
        self.services = list(known if services is None else [services] if isinstance(services, str) else services)
        for service in self.services:
            if service not in known:
                raise InvalidRequestError(
                    f"services: {service!r} is none of {listed(known)}{suggestion(str(service), known)}"
                )

    def probes(self) -> list[Callable[[], Request[Any]]]:
        """The request for each service that is set, built when it is sent."""
        return [lambda service=service: _probe(service) for service in self._set_services()]  # type: ignore[misc]

    def _set_services(self) -> list[str]:
        return [service for service in self.services if self._missing_setting(service) is None]

    def _missing_setting(self, service: str) -> str | None:
        """Return the setting without which a service is not tested; None if the service is set."""
        settings, package = self._settings, _package(service).PACKAGE
        if service in settings.base_paths:
            return None
        if package.service != "api" and package.name not in NOT_SERVED[settings.platform]:
            name = address_setting(package.service)
            return None if getattr(settings, name) is not None else name
        is_standard = package.base_path.startswith(_STANDARD_PATHS)
        is_known = is_standard or self._named or settings.is_platform or is_loopback(host_of(settings.api_url))
        return None if is_known else "base_paths"

    def _is_required(self, service: str) -> bool:
        settings = self._settings
        if self._named or settings.is_platform or service in settings.base_paths:
            return True
        # On loopback the addresses follow from api_url.
        return _package(service).PACKAGE.service != "api" and not is_loopback(host_of(settings.api_url))

    def report(self, token: Answer | Exception, answers: Sequence[Answer | Exception]) -> CheckReport:
        """The report. If there is no token, the services were not tested."""
        lines = [self._token_line(token)]
        tested = self._set_services()
        if isinstance(token, Exception):
            found = [CheckLine(service, False, None, None, "not tested: there is no token") for service in tested]
        else:
            found = self._with_unserved(list(map(self._service_line, tested, answers)))
        by_service = {line.service: line for line in found}
        lines += [by_service.get(service) or self._unset_line(service) for service in self.services]
        if not isinstance(token, Exception):
            lines += self._clock_lines([token, *answers])
        return CheckReport(self._settings, lines)

    def _token_line(self, token: Answer | Exception) -> CheckLine:
        if isinstance(token, Exception):
            return CheckLine("token", False, getattr(token, "status", None), None, _error_text(token))
        reply, where = token.reply, host_of(self._settings.token_url)
        return CheckLine("token", True, reply.status, reply.elapsed * 1000, f"issued by {where}")

    def _service_line(self, service: str, answer: Answer | Exception) -> CheckLine:
        if isinstance(answer, ConfigurationError):
            return CheckLine(service, True, None, None, f"not tested: {answer}")
        if isinstance(answer, Exception):
            return CheckLine(service, False, getattr(answer, "status", None), None, _error_text(answer))
        reply = answer.reply
        ok, text, served = _assess(_probe(service), reply)
        return CheckLine(service, ok, reply.status, reply.elapsed * 1000, text, served)

    def _unset_line(self, service: str) -> CheckLine:
        text = f"not set; to test it, set {self._missing_setting(service)}"
        return CheckLine(service, True, None, None, text, served=False)

    def _with_unserved(self, lines: list[CheckLine]) -> list[CheckLine]:
        """Return the lines; a service that the server need not have, and does not have, is no failure."""
        if not any(line.ok and line.status is not None for line in lines):
            return lines
        return [
            line
            if line.served or self._is_required(line.service)
            else evolve(line, ok=True, text=f"not served by this server: {line.text}")
            for line in lines
        ]

    def _clock_lines(self, answers: Sequence[Answer | Exception]) -> list[CheckLine]:
        known = [answer for answer in answers if isinstance(answer, Answer)]
        skews = [skew for answer in known if (skew := _skew(answer)) is not None]
        if not skews:
            return []
        skew = min(skews, key=abs)
        if abs(skew) <= _MAX_CLOCK_SKEW:
            return [CheckLine("clock", True, None, None, f"{abs(skew):.0f} s from the server's clock")]
        where = "behind" if skew < 0 else "ahead of"
        text = (
            f"{abs(skew):.0f} s {where} the server's clock: correct this machine's clock before using modified_since()"
        )
        return [CheckLine("clock", False, None, None, text)]


def answer(reply: Reply) -> Answer:
    """The reply of any status, with the current time."""
    return Answer(reply, datetime.now(UTC))


def _probe(service: str) -> Request[Any]:
    """One cheap listing, which the document of the service names (``x-health-check``)."""
    name = _package(service).HEALTH_CHECK
    if name is None:
        raise ConfigurationError("the service has no listing that a check could request")
    build = importlib.import_module(f"timeback_api.{service}.{name}").build
    request: Request[Any] = build(limit=1)
    return request


def _package(service: str) -> Any:
    return importlib.import_module(f"timeback_api.{service}._package")


def _assess(request: Request[Any], reply: Reply) -> tuple[bool, str, bool]:
    """Return whether a service works, the result in words, and whether the server has the service at all."""
    try:
        request.read_page(reply)
    except DecodingError as error:
        return False, f"reachable, but {error}", reply.status != 200
    except APIStatusError as error:
        # A success that reports a failure means what the status of its code does.
        is_success = 200 <= reply.status < 300
        text = f"reachable, but {error}" if is_success else f"unexpected status {reply.status}"
        return _assess_error(error, text, reply.status)
    return True, "reachable", True


def _assess_error(error: APIStatusError, text: str, status: int) -> tuple[bool, str, bool]:
    match error:
        case PermissionDeniedError():
            return True, f"reachable, but this token may not read it (scope): the server answered {status}", True
        case RateLimitError():
            return True, f"reachable, but the rate limit is exceeded ({status})", True
        case AuthenticationError():
            where = "token_url and api_url must be of the same environment"
            return False, f"the token is not accepted ({status}): {where}", True
        case NotFoundError() if status == 404:
            where = "the service does not exist, or platform= or base_paths= is wrong"
            return False, f"path not found ({status}): {where}", False
    return False, text, not isinstance(error, NotFoundError) and status not in _NOT_SERVED


def _error_text(error: Exception) -> str:
    # The text of a foreign error may contain personal data.
    return str(error) if isinstance(error, TimeBackError) else type(error).__name__


def _skew(answer: Answer) -> float | None:
    """Return the seconds by which this machine's clock is ahead of the server's; None if the server sent no date."""
    server_time = http_date(answer.reply.headers.get("date", ""))
    if server_time is None:
        return None
    # On average the header is half a second old when it is written, and the reply takes half of the round trip.
    return (answer.at - server_time).total_seconds() - 0.5 - answer.reply.elapsed / 2
