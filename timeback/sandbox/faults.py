"""Faults on demand: which requests fail, and how.

Rules are looked at in the order in which they were added. The first one that fits a request and whose lot falls on it
decides; a rule that only slows down lets the later ones have their say.
"""

from __future__ import annotations

import base64
import json
import random
import re
import threading
from typing import Any, Literal, Protocol

import attrs

__all__ = ["Fault", "FaultControl", "Faults", "Outcome"]

Cut = Literal["before", "after"]


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
        probability: how often the rule takes a request that fits; the lots follow from `seed`
        times: how many requests the rule takes before it is spent; None for no end
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
    body: Any = None
    retry_after: float | str | None = attrs.field(default=None)
    latency: float = attrs.field(default=0)
    cut: Cut | None = attrs.field(default=None)
    truncate: bool = False
    html: bool = False
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
    def only_slows(self) -> bool:
        return not (self.answers or self.cut or self.truncate)

    def fits(self, method: str, paths: tuple[str, ...]) -> bool:
        if self.method is not None and self.method != method:
            return False
        pattern = re.compile(".*".join(re.escape(part) for part in self.path.split("*")), re.DOTALL)
        return any(pattern.fullmatch(form) for path in paths for form in (path, path.rstrip("/")))

    def to_dict(self) -> dict[str, Any]:
        """The rule as JSON."""
        described = attrs.asdict(self)
        if isinstance(self.body, bytes):
            described["body"] = {"$base64": base64.b64encode(self.body).decode()}
        return described

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


@attrs.define(eq=False)
class _Rule:
    fault: Fault
    lots: random.Random
    left: int | None


class Faults:
    """The rules of a sandbox in this process."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()

    def add(self, method: str | None = None, path: str = "*", **rule: Any) -> None:
        self.add_fault(Fault(method, path, **rule))

    def add_fault(self, fault: Fault) -> None:
        with self._lock:
            self._rules.append(_Rule(fault, random.Random(fault.seed), fault.times))

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def decide(self, method: str, *paths: str) -> Outcome:
        """Draw the lots for a request; `paths` are the forms in which its path can be written."""
        latency = 0.0
        if not self._rules:
            return Outcome()
        with self._lock:
            for rule in self._rules:
                fault = rule.fault
                if rule.left == 0 or not fault.fits(method, paths):
                    continue
                if fault.probability < 1 and rule.lots.random() >= fault.probability:
                    continue
                if rule.left is not None:
                    rule.left -= 1
                latency += fault.latency
                if not fault.only_slows:
                    return Outcome(latency, fault)
        return Outcome(latency)
