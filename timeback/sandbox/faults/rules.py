"""Faults on demand: which requests fail or are answered in an odd manner, and how.

Rules are looked at in the order in which they were added. The first one that fits a request and whose lot falls on it
decides; a rule that only slows down or changes the manner of the answer lets the later ones have their say.
"""

from __future__ import annotations

import base64
import itertools
import json
import random
import re
import threading
from typing import Any, Literal, Protocol

import attrs

from timeback.sandbox.faults.quirks import NO_QUIRKS, ErrorForm, ServerQuirks

__all__ = ["TOKEN_PATH", "Fault", "FaultControl", "Faults", "Outcome", "Rule"]

Cut = Literal["before", "after"]
TOKEN_PATH = "/oauth2/token"

# Manners are put on where they can show, so that `times` counts requests that were told apart.
_MANNERS = {
    "revoke_token": None,
    "error_form": None,
    "reallocate": "POST",
    "shuffle": "GET",
    "ignore_offset": "GET",
    "cap": "GET",
    "no_counters": "GET",
}


class FaultControl(Protocol):
    """What a sandbox offers as `faults`."""

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
        """Let requests fail from now on.

        method: the method that is meant; None for any
        path: the path that is meant, whole, with * for any text
        status: answer with this status instead of carrying the request out
        body: body of that answer: text or bytes as they are, anything else as JSON; alone it comes with status 200
        retry_after: the Retry-After of that answer, in seconds or as the text to send; alone it comes with status 429
        latency: seconds to wait first
        cut: close the connection without an answer, "before" or "after" the request is carried out
        truncate: send half of the answer, under the length of the whole, and close the connection
        html: answer with a page of HTML; alone it comes with status 502
        revoke_token: make all tokens that were given invalid first
        reallocate: give what is created on the OneRoster services another sourcedId than the one that was sent;
            demographics keep theirs, which is that of their user
        shuffle: order lists of the OneRoster services anew for each request, so that objects move between pages;
            with `sort`, only those that it does not tell apart
        ignore_offset: answer every page of a list with its first one
        cap: let no page of a list hold more objects than this, without a word
        no_counters: leave out the counters of lists, and the headers X-Total-Count and Link
        error_form: form of the imsx payload of errors: "root" as in the standard, "status_info" wrapped in
            imsx_StatusInfo, "flat" with imsx_codeMinor as one text
        probability: how often the rule takes a request that fits; the lots follow from `seed`
        times: how many requests the rule takes before it is spent; None for no end

        The manners, from `revoke_token` to `error_form`, go with each other and with all else. A rule of manners alone
        takes only requests that they can show in: GET for those of lists, POST for `reallocate`.
        """

    def clear(self) -> None:
        """Remove all rules."""


def _upper(method: str | None) -> str | None:
    return method.upper() if method else None


@attrs.frozen
class Fault:
    """One rule, checked when it is made."""

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
            (self.cut is not None and self.truncate, "cut and truncate exclude each other"),
            (self.cap is not None and self.cap < 1, "cap must be at least 1, or None"),
            (self.error_form not in (None, "root", "status_info", "flat"),
             'error_form must be "root", "status_info", "flat" or None'),
            (isinstance(self.retry_after, str) and not re.fullmatch(r"[\x20-\x7e]*", self.retry_after),
             "retry_after must be plain ASCII"),
        ):  # fmt: skip
            if wrong:
                raise ValueError(problem)
        if not isinstance(self.body, bytes | str):
            json.dumps(self.body)

    @property
    def answers(self) -> bool:
        """Whether the answer is the rule's own, so that the request is not carried out."""
        return self.status is not None or self.body is not None or self.retry_after is not None or self.html

    @property
    def answer_status(self) -> int:
        if self.status is not None:
            return self.status
        return 502 if self.html else 429 if self.retry_after is not None else 200

    @property
    def decides(self) -> bool:
        """Whether the request fails; else it is carried out, late or in an odd manner."""
        return bool(self.answers or self.cut or self.truncate)

    @property
    def manners(self) -> list[str]:
        return [name for name in _MANNERS if getattr(self, name)]

    @property
    def summary(self) -> str:
        """What the rule does, in a few words."""
        words = [name for name in self.manners if name not in ("cap", "error_form")]
        words += [f"{name} {getattr(self, name)}" for name in ("cap", "error_form") if name in self.manners]
        words += [f"cut {self.cut}"] * bool(self.cut) + ["truncate"] * self.truncate
        if self.answers:
            words.append(f"status {self.answer_status}")
        return ", ".join(words + [f"latency {self.latency:g} s"] * bool(self.latency)) or "nothing"

    def fits(self, method: str, paths: tuple[str, ...]) -> bool:
        if self.method is not None and self.method != method:
            return False
        if self.manners and not self.decides and not self.latency:
            if TOKEN_PATH in paths or not {None, method} & {_MANNERS[name] for name in self.manners}:
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
        """The rule as JSON, without what is as it always is."""
        usual = Fault().to_dict()
        return {name: value for name, value in self.to_dict().items() if value != usual[name]}

    @classmethod
    def from_dict(cls, described: dict[str, Any]) -> Fault:
        body = described.get("body")
        if isinstance(body, dict) and set(body) == {"$base64"}:
            described = {**described, "body": base64.b64decode(body["$base64"])}
        return cls(**described)


@attrs.frozen
class Outcome:
    """What becomes of one request."""

    latency: float = 0
    fault: Fault | None = None
    manner: ServerQuirks = NO_QUIRKS
    revokes: bool = False
    taken: tuple[Fault, ...] = ()
    """All rules that took the request."""


@attrs.define(eq=False)
class Rule:
    """A fault in force."""

    number: int
    fault: Fault
    lots: random.Random
    left: int | None

    def takes(self, method: str, paths: tuple[str, ...]) -> bool:
        if self.left == 0 or not self.fault.fits(method, paths):
            return False
        if self.fault.probability < 1 and self.lots.random() >= self.fault.probability:
            return False
        if self.left is not None:
            self.left -= 1
        return True

    def added_to(self, manner: ServerQuirks) -> ServerQuirks:
        """The manner with what this rule wants; where two rules want different things, the earlier one has its way."""
        fault = self.fault
        return ServerQuirks(
            reallocate=manner.reallocate or fault.reallocate,
            shuffle=self.lots.getrandbits(30) if manner.shuffle is None and fault.shuffle else manner.shuffle,
            ignore_offset=manner.ignore_offset or fault.ignore_offset,
            cap=fault.cap if manner.cap is None else manner.cap,
            no_counters=manner.no_counters or fault.no_counters,
            error_form=manner.error_form or fault.error_form,
        )


class Faults:
    """The rules of a sandbox in this process."""

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
        """Remove one rule; False where there is none of that number."""
        with self._lock:
            left = [rule for rule in self._rules if rule.number != number]
            found = len(left) < len(self._rules)
            self._rules = left
        return found

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def decide(self, method: str, *paths: str) -> Outcome:
        """Draw the lots for a request; `paths` are the forms in which its path can be written."""
        if not self._rules:
            return Outcome()
        taken: list[Fault] = []
        manner = NO_QUIRKS
        decisive: Fault | None = None
        with self._lock:
            for rule in self._rules:
                if rule.takes(method, paths):
                    taken.append(rule.fault)
                    manner = rule.added_to(manner)
                    if rule.fault.decides:
                        decisive = rule.fault
                        break
        return Outcome(
            latency=sum(fault.latency for fault in taken),
            fault=decisive,
            manner=manner,
            revokes=any(fault.revoke_token for fault in taken),
            taken=tuple(taken),
        )
