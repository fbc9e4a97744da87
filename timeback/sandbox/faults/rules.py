"""Fault injection rules: which requests fail or get a response with quirks, and how.

Rules apply in the order in which they were added. The first rule that matches a request, and that its probability
selects, decides the response. A rule that only adds latency or quirks lets later rules apply as well.
"""

from __future__ import annotations

import base64
import itertools
import json
import random
import re
import threading
from typing import Any, Final, Literal, Protocol

import attrs

from timeback.sandbox.faults.quirks import NO_QUIRKS, ErrorForm, ServerQuirks

__all__ = ["TOKEN_PATH", "Fault", "FaultControl", "Faults", "Outcome", "Rule"]

Cut = Literal["before", "after"]
TOKEN_PATH = "/oauth2/token"

# The method that each quirk can affect (None for all). A rule of quirks only matches these requests, so that `times`
# counts the requests that were really affected.
_QUIRK_METHODS: Final = {
    "revoke_token": None,
    "error_form": None,
    "reallocate": "POST",
    "shuffle": "GET",
    "ignore_offset": "GET",
    "cap": "GET",
    "no_counters": "GET",
}


class FaultControl(Protocol):
    """The interface of `Sandbox.faults`."""

    def add(
        self,
        method: str | None = None,
        path: str = "*",
        *,
        status: int | None = None,
        body: Any = None,
        retry_after: float | str | None = None,
        latency: float = 0,
        cut: Cut | None = None,
        truncate: bool = False,
        html: bool = False,
        revoke_token: bool = False,
        reallocate: bool = False,
        shuffle: bool = False,
        ignore_offset: bool = False,
        cap: int | None = None,
        no_counters: bool = False,
        error_form: ErrorForm | None = None,
        probability: float = 1.0,
        times: int | None = None,
        seed: int = 0,
    ) -> None:
        """Add a rule that makes matching requests fail from now on.

        method: the method to match; None for any
        path: the whole path to match, with * for any text
        status: respond with this status instead of executing the request
        body: body of that response: str or bytes as they are, any other value as JSON; the default status is 200
        retry_after: Retry-After header of that response, in seconds or as literal text; the default status is 429
        latency: seconds to wait first
        cut: close the connection without a response, "before" or "after" the request is executed
        truncate: send half of the response body with the Content-Length of the whole, and close the connection
        html: respond with an HTML page; the default status is 502
        revoke_token: invalidate all issued tokens first
        reallocate: give objects that are created on the OneRoster services another sourcedId than the one sent;
            demographics keep theirs, since it is the sourcedId of their user
        shuffle: use another order of OneRoster lists for each request, so that objects move between pages;
            with `sort`, only objects with equal values change places
        ignore_offset: answer every page of a list with its first page
        cap: the maximum number of objects on a page, whatever limit is requested
        no_counters: omit the counters of lists, and the headers X-Total-Count and Link
        error_form: form of the imsx payload of errors: "root" as in the standard, "status_info" wrapped in
            imsx_StatusInfo, "flat" with imsx_codeMinor as a string
        probability: probability with which the rule applies to a matching request; `seed` makes it reproducible
        times: number of requests to which the rule applies; None for no limit

        The quirks, from `revoke_token` to `error_form`, can be combined with each other and with everything else. A
        rule that has only quirks matches only requests that they can affect: GET for quirks of lists, POST for
        `reallocate`.
        """

    def clear(self) -> None:
        """Remove all rules."""


def _upper(method: str | None) -> str | None:
    return method.upper() if method else None


@attrs.frozen
class Fault:
    """The definition of a fault; its values are validated on construction."""

    method: str | None = attrs.field(default=None, converter=_upper)
    path: str = "*"
    status: int | None = attrs.field(default=None)
    body: Any = attrs.field(default=None, repr=False)
    retry_after: float | str | None = attrs.field(default=None)
    latency: float = attrs.field(default=0)
    cut: Cut | None = attrs.field(default=None)
    truncate: bool = False
    html: bool = False
    revoke_token: bool = False
    reallocate: bool = False
    shuffle: bool = False
    ignore_offset: bool = False
    cap: int | None = attrs.field(default=None)
    no_counters: bool = False
    error_form: ErrorForm | None = attrs.field(default=None)
    probability: float = attrs.field(default=1.0)
    times: int | None = attrs.field(default=None)
    seed: int = 0

    def __attrs_post_init__(self) -> None:
        for wrong, problem in (
            (self.status is not None and not 200 <= self.status <= 599, "status must be between 200 and 599"),
            (self.cut not in (None, "before", "after"), 'cut must be "before", "after" or None'),
            (not 0 <= self.probability <= 1, "probability must be between 0 and 1"),
            (self.latency < 0, "latency must not be negative"),
            (self.times is not None and self.times < 1, "times must be at least 1, or None"),
            (self.cut is not None and self.truncate, "cut and truncate cannot be used together"),
            (self.cap is not None and self.cap < 1, "cap must be at least 1, or None"),
            (self.error_form not in (None, "root", "status_info", "flat"),
             'error_form must be "root", "status_info", "flat" or None'),
            (isinstance(self.retry_after, str) and not re.fullmatch(r"[\x20-\x7e]*", self.retry_after),
             "retry_after must be printable ASCII"),
        ):  # fmt: skip
            if wrong:
                raise ValueError(problem)
        if not isinstance(self.body, bytes | str):
            json.dumps(self.body)

    @property
    def answers(self) -> bool:
        """Whether the rule supplies the response, so that the request is not executed."""
        return self.status is not None or self.body is not None or self.retry_after is not None or self.html

    @property
    def answer_status(self) -> int:
        """Status of the response that the rule supplies."""
        if self.status is not None:
            return self.status
        return 502 if self.html else 429 if self.retry_after is not None else 200

    @property
    def decides(self) -> bool:
        """Whether the request fails. Otherwise it is executed, with latency or quirks."""
        return bool(self.answers or self.cut or self.truncate)

    @property
    def manners(self) -> list[str]:
        """Names of the server quirks that the rule sets."""
        return [name for name in _QUIRK_METHODS if getattr(self, name)]

    @property
    def summary(self) -> str:
        """A short description of the effects."""
        words = [name for name in self.manners if name not in ("cap", "error_form")]
        words += [f"{name} {getattr(self, name)}" for name in ("cap", "error_form") if name in self.manners]
        words += [f"cut {self.cut}"] * bool(self.cut) + ["truncate"] * self.truncate
        if self.answers:
            words.append(f"status {self.answer_status}")
        return ", ".join(words + [f"latency {self.latency:g} s"] * bool(self.latency)) or "nothing"

    def fits(self, method: str, paths: tuple[str, ...]) -> bool:
        """Whether the rule matches a request; `paths` are the decoded and the raw form of its path."""
        if self.method is not None and self.method != method:
            return False
        if self.manners and not self.decides and not self.latency:
            if TOKEN_PATH in paths or not {None, method} & {_QUIRK_METHODS[name] for name in self.manners}:
                return False
        pattern = re.compile(".*".join(re.escape(part) for part in self.path.split("*")), re.DOTALL)
        return any(pattern.fullmatch(form) for path in paths for form in (path, path.rstrip("/")))

    def to_dict(self) -> dict[str, Any]:
        """The rule as JSON."""
        described = attrs.asdict(self)
        if isinstance(self.body, bytes):
            described["body"] = {"$base64": base64.b64encode(self.body).decode()}
        return described

    def told(self) -> dict[str, Any]:
        """The rule as JSON, without properties that have their default value."""
        defaults = Fault().to_dict()
        return {name: value for name, value in self.to_dict().items() if value != defaults[name]}

    @classmethod
    def from_dict(cls, described: dict[str, Any]) -> Fault:
        body = described.get("body")
        if isinstance(body, dict) and set(body) == {"$base64"}:
            described = {**described, "body": base64.b64decode(body["$base64"])}
        return cls(**described)


@attrs.frozen
class Outcome:
    """The combined effect of all rules on one request; `manner` holds the server quirks."""

    latency: float = 0
    fault: Fault | None = None
    manner: ServerQuirks = NO_QUIRKS
    revokes: bool = False
    taken: tuple[Fault, ...] = ()
    """All faults that apply to the request."""


@attrs.define(eq=False)
class Rule:
    """An active fault, with its random numbers (`lots`) and the number of uses that are left."""

    number: int
    fault: Fault
    lots: random.Random
    left: int | None

    def takes(self, method: str, paths: tuple[str, ...]) -> bool:
        """Whether the rule applies to a request; counts the use if it does."""
        if self.left == 0 or not self.fault.fits(method, paths):
            return False
        if self.fault.probability < 1 and self.lots.random() >= self.fault.probability:
            return False
        if self.left is not None:
            self.left -= 1
        return True

    def added_to(self, quirks: ServerQuirks) -> ServerQuirks:
        """The quirks plus those of this rule; on a conflict the earlier rule wins."""
        fault = self.fault
        return ServerQuirks(
            reallocate=quirks.reallocate or fault.reallocate,
            shuffle=self.lots.getrandbits(30) if quirks.shuffle is None and fault.shuffle else quirks.shuffle,
            ignore_offset=quirks.ignore_offset or fault.ignore_offset,
            cap=fault.cap if quirks.cap is None else quirks.cap,
            no_counters=quirks.no_counters or fault.no_counters,
            error_form=quirks.error_form or fault.error_form,
        )


class Faults:
    """The fault rules of a sandbox in this process."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def add(self, method: str | None = None, path: str = "*", **rule: Any) -> None:
        self.add_fault(Fault(method, path, **rule))

    def add_fault(self, fault: Fault) -> int:
        with self._lock:
            number = next(self._numbers)
            self._rules.append(Rule(number, fault, random.Random(fault.seed), fault.times))
        return number

    def all(self) -> list[Rule]:
        with self._lock:
            return list(self._rules)

    def remove(self, number: int) -> bool:
        """Remove a rule; False if there is no rule with this number."""
        with self._lock:
            left = [rule for rule in self._rules if rule.number != number]
            found = len(left) < len(self._rules)
            self._rules = left
        return found

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def decide(self, method: str, *paths: str) -> Outcome:
        """Decide which rules apply to a request; `paths` are the decoded and the raw form of its path."""
        if not self._rules:
            return Outcome()
        taken: list[Fault] = []
        quirks = NO_QUIRKS
        decisive: Fault | None = None
        with self._lock:
            for rule in self._rules:
                if rule.takes(method, paths):
                    taken.append(rule.fault)
                    quirks = rule.added_to(quirks)
                    if rule.fault.decides:
                        decisive = rule.fault
                        break
        return Outcome(
            latency=sum(fault.latency for fault in taken),
            fault=decisive,
            manner=quirks,
            revokes=any(fault.revoke_token for fault in taken),
            taken=tuple(taken),
        )
