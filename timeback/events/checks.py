"""Checks of the fields of events. An error names the field and what to do, and quotes neither a name nor an address."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn, TypeVar

from timeback.services.events.context import is_iri
from timeback.settings import listed, suggestion
from timeback_api.common.models import Subject
from timeback_runtime.constructor_errors import explain
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals
from timeback_runtime.validators import describe_type

T = TypeVar("T")

_EVENT_ID = re.compile(r"urn:uuid:[^\s]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def explained(cls: type[T]) -> type[T]:
    """Decorate a class whose constructor takes fields by name, so that an unknown or missing one is named."""
    plain: Any = cls
    names: Callable[[], list[str]] = lambda: [field.name for field in plain.__attrs_attrs__]  # noqa: E731
    plain.__init__ = clears_locals(plain.__init__, explain(cls.__name__, "field", names))
    return cls


def invalid(owner: object, field: str, problem: str) -> NoReturn:
    """Raise the error for a field.

    Raises:
        InvalidRequestError: always.
    """
    raise InvalidRequestError(f"{type(owner).__name__}.{field} {problem}")


def check_text(owner: object, field: str, value: object) -> None:
    """Check that a field is text and not empty."""
    if not isinstance(value, str):
        invalid(owner, field, f"must be text, not {describe_type(value)}")
    if not value.strip():
        invalid(owner, field, "is empty")


def check_id(owner: object, field: str, value: object) -> None:
    """Check that a field is an id or an IRI."""
    check_text(owner, field, value)
    text = str(value)
    if not text.isprintable() or text != text.strip():
        invalid(owner, field, "holds a control character, or a space at its start or end")
    if " " in text and is_iri(text):
        invalid(owner, field, "is an IRI that holds a space: write it as %20")


def check_event_id(owner: object, value: object) -> None:
    """Check the id of an event."""
    if not isinstance(value, str) or not _EVENT_ID.fullmatch(value):
        invalid(owner, "id", "must be 'urn:uuid:' and a UUID; omit it to get a new one")


def check_email(owner: object, field: str, value: object) -> None:
    """Check an e-mail address. The error does not quote it."""
    if not isinstance(value, str) or not _EMAIL.fullmatch(value):
        invalid(owner, field, "must be an e-mail address, such as 'student@school.example'")


def check_time(owner: object, field: str, value: object) -> None:
    """Check a point in time, which must have a zone."""
    if not isinstance(value, datetime):
        invalid(owner, field, f"must be a datetime with a time zone, not {describe_type(value)}")
    if value.utcoffset() is None:
        invalid(owner, field, "has no time zone: use datetime.now(UTC), or add one with replace(tzinfo=...)")


def check_subject(owner: object, value: object) -> None:
    """Check a subject. The platform knows no others."""
    known = [str(subject) for subject in Subject]
    if not isinstance(value, str) or value not in known:
        name = value if isinstance(value, str) else ""
        same = next((one for one in known if one.casefold() == name.casefold()), None)
        hint = f" (did you mean {same!r}?)" if same else suggestion(name, known)
        invalid(owner, "subject", f"must be one of {listed(known)}{hint}")


def check_number(
    owner: object, field: str, value: object, minimum: float | None = None, maximum: float | None = None
) -> None:
    """Check a number, which must be finite."""
    bounds = ""
    if minimum is not None:
        bounds = f" of {minimum:g} or more" if maximum is None else f" from {minimum:g} to {maximum:g}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        invalid(owner, field, f"must be a number{bounds}, not {describe_type(value)}")
    below, above = minimum is not None and value < minimum, maximum is not None and value > maximum
    if not math.isfinite(value) or below or above:
        invalid(owner, field, f"must be a number{bounds}, not {value!r}")


def check_count(owner: object, field: str, value: object, minimum: int = 0) -> None:
    """Check a whole number."""
    if isinstance(value, bool) or not isinstance(value, int) or value < minimum:
        given = repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else describe_type(value)
        invalid(owner, field, f"must be a whole number of {minimum} or more, not {given}")


def check_type(owner: object, field: str, value: object, kind: type[object]) -> None:
    """Check the class of a field."""
    if not isinstance(value, kind):
        invalid(owner, field, f"must be an {kind.__name__}, not {describe_type(value)}")


def check_extensions(owner: object, value: object) -> None:
    """Check further key and value pairs."""
    if value is not None and (not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value)):
        invalid(owner, "extensions", "must be a dict whose keys are text")


def seconds(value: Any) -> Any:
    """Return a duration as a number of seconds; anything else unchanged, for a check that follows."""
    return value.total_seconds() if isinstance(value, timedelta) else value
