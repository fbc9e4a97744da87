"""``client.check()``: do the credentials work, what is reachable, how long does it take, and do the clocks agree."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, overload

from attrs import frozen

from timeback.settings import listed, suggestion
from timeback.settings.environments import host_of
from timeback_runtime.errors import APIError, ConfigurationError, InvalidRequestError, TimeBackError
from timeback_runtime.messages import Reply

if TYPE_CHECKING:
    from timeback.settings import Settings
    from timeback_runtime.messages import Request

# One cheap listing of each service, as module and function of the generated package.
_PROBES = {
    "rostering": ("orgs", "get_all_orgs"),
    "gradebook": ("categories", "get_all_categories"),
    "resources": ("resources", "get_all_resources"),
    "qti": ("assessment_items", "search_assessment_items"),
    "powerpath": ("test_assignments", "list_all_test_assignments"),
}
# The Date header counts whole seconds, and the reply takes its time.
_SKEW = 60.0


@frozen
class CheckLine:
    """What was found of one thing.

    Attributes:
        service: ``token``, the name of a service, or ``clock``.
        ok: whether nothing is wrong with it.
        status: the HTTP status that answered, or None.
        milliseconds: how long it took, or None.
        text: the finding, in words.
    """

    service: str
    ok: bool
    status: int | None
    milliseconds: float | None
    text: str

    def __str__(self) -> str:
        took = "" if self.milliseconds is None else f"{self.milliseconds:.0f} ms"
        return f"{'ok' if self.ok else 'FAILED':<7}{self.service:<10}{took:>9}  {self.text}"


@frozen
class Answer:
    """A reply, and when it was read."""

    reply: Reply
    at: datetime


class CheckReport(Sequence[CheckLine]):
    """What was found, line by line. True where nothing is wrong.

    Attributes:
        api_url: the address that was asked.
    """

    def __init__(self, settings: Settings, lines: Iterable[CheckLine]) -> None:
        self.api_url = settings.api_url
        self._environment = settings.environment or "a server of one's own"
        self._lines = tuple(lines)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
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
    """One check: what to ask, and what the answers mean. Whoever runs it does the asking.

    Attributes:
        TESTED: errors that are a finding of the check.
    """

    TESTED = (APIError, ConfigurationError)

    def __init__(self, settings: Settings, services: Iterable[str] | None) -> None:
        self._settings = settings
        self.services = list(_PROBES if services is None else [services] if isinstance(services, str) else services)
        for service in self.services:
            if service not in _PROBES:
                raise InvalidRequestError(
                    f"services: {service!r} is none of {listed(_PROBES)}{suggestion(str(service), _PROBES)}"
                )

    def probes(self) -> list[Callable[[], Request[Any]]]:
        """What to ask each service for, built when its turn comes."""
        return [lambda service=service: _probe(service) for service in self.services]  # type: ignore[misc]

    def report(self, token: Answer | Exception, answers: Sequence[Answer | Exception]) -> CheckReport:
        """What the answers say. Without a token nothing was asked of the services."""
        lines = [self._token_line(token)]
        if isinstance(token, Exception):
            lines += [CheckLine(service, False, None, None, "not tried without a token") for service in self.services]
        else:
            lines += map(self._service_line, self.services, answers)
            lines += self._clock_lines([token, *answers])
        return CheckReport(self._settings, lines)

    def _token_line(self, token: Answer | Exception) -> CheckLine:
        if isinstance(token, Exception):
            return CheckLine("token", False, getattr(token, "status", None), None, _told(token))
        reply, where = token.reply, host_of(self._settings.token_url)
        return CheckLine("token", True, reply.status, reply.elapsed * 1000, f"given by {where}")

    def _service_line(self, service: str, answer: Answer | Exception) -> CheckLine:
        if isinstance(answer, ConfigurationError):
            return CheckLine(service, True, None, None, f"not tried: {answer}")
        if isinstance(answer, Exception):
            return CheckLine(service, False, getattr(answer, "status", None), None, _told(answer))
        reply = answer.reply
        ok, text = _judged(_probe(service), reply)
        return CheckLine(service, ok, reply.status, reply.elapsed * 1000, text)

    def _clock_lines(self, answers: Sequence[Answer | Exception]) -> list[CheckLine]:
        known = [answer for answer in answers if isinstance(answer, Answer)]
        skews = [skew for answer in known if (skew := _skew(answer)) is not None]
        if not skews:
            return []
        skew = min(skews, key=abs)
        if abs(skew) <= _SKEW:
            return [CheckLine("clock", True, None, None, f"{abs(skew):.0f} s from the server's")]
        where = "behind" if skew < 0 else "ahead of"
        text = f"{abs(skew):.0f} s {where} the server's: set this machine's clock, or be careful with modified_since()"
        return [CheckLine("clock", False, None, None, text)]


def answer(reply: Reply) -> Answer:
    """A reply as it is, whatever its status."""
    return Answer(reply, datetime.now(UTC))


def _probe(service: str) -> Request[Any]:
    module, name = _PROBES[service]
    build = importlib.import_module(f"timeback_api.{service}.api.{module}.{name}").build
    request: Request[Any] = build(limit=1)
    return request


def _judged(request: Request[Any], reply: Reply) -> tuple[bool, str]:
    if 200 <= reply.status < 300:
        try:
            request.read_page(reply)
        except TimeBackError as error:
            return False, f"reachable, but {error}"
        return True, "reachable"
    match reply.status:
        case 403:
            return True, "reachable; these credentials may not read its listing (403)"
        case 429:
            return True, "reachable, and asks for fewer requests (429)"
        case 401:
            return False, "it does not accept the token (401): do token_url and api_url belong together?"
        case 404:
            return False, "no such path (404): the server lacks this service, or platform= or base_paths= is wrong"
    return False, f"it answered {reply.status}"


def _told(error: Exception) -> str:
    # What others raise may hold anything.
    return str(error) if isinstance(error, TimeBackError) else type(error).__name__


def _skew(answer: Answer) -> float | None:
    """Seconds by which this machine's clock is ahead of the server's."""
    try:
        there = parsedate_to_datetime(answer.reply.headers.get("date", ""))
    except ValueError:
        return None
    there = there if there.tzinfo else there.replace(tzinfo=UTC)
    # Somewhere within its second, and half of the way ago.
    return (answer.at - there).total_seconds() - 0.5 - answer.reply.elapsed / 2
