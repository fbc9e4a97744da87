"""The form in which events are stored: as they were created, since their addresses depend on the client that sends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import attrs

from timeback.events.activities import ActivityEvent, TimeSpentEvent
from timeback.events.base import BaseEvent
from timeback.events.entities import Activity, Actor
from timeback.events.questions import QuestionAnsweredEvent, QuestionGradedEvent, QuestionSeenEvent
from timeback.services.events.context import Sendable
from timeback.services.events.envelopes import checked_id, not_an_event, with_times_as_text
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model

_KINDS: Final[Mapping[str, type[BaseEvent]]] = {
    kind.__name__: kind
    for kind in (ActivityEvent, TimeSpentEvent, QuestionSeenEvent, QuestionAnsweredEvent, QuestionGradedEvent)
}
# The kind of models and dictionaries, which are stored as they are sent.
_PLAIN: Final = "plain"


def encode(event: Sendable, place: str) -> tuple[str, str]:
    """Return the id of an event and its JSON text.

    Args:
        place: the argument, for errors.

    Raises:
        InvalidRequestError: it is no event, has no id, or holds a value that JSON cannot express.
    """
    if isinstance(event, BaseEvent):
        kind: str = type(event).__name__
        data: Any = {**attrs.asdict(event, recurse=True), "time": event.time.isoformat()}
    elif isinstance(event, Model | Mapping):
        kind, data = _PLAIN, event
    else:
        raise not_an_event(event, place)
    try:
        stored = with_times_as_text(data, place)
        identity = checked_id(stored.get("id"), place)
        return identity, json.dumps({"kind": kind, "event": stored}, ensure_ascii=False, allow_nan=False)
    except InvalidRequestError:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        problem = type(error).__name__
    raise InvalidRequestError(f"{place} holds a value that JSON cannot express ({problem})")


def decode(text: str) -> Sendable:
    """Return a stored event.

    Raises:
        InvalidRequestError: another version has stored it, or it is damaged.
    """
    try:
        stored = json.loads(text)
        kind, data = stored["kind"], stored["event"]
        if kind == _PLAIN:
            return dict(data)
        data["actor"], data["activity"] = Actor(**data["actor"]), Activity(**data["activity"])
        data["time"] = datetime.fromisoformat(data["time"])
        if isinstance(data.get("scored_by"), dict):
            data["scored_by"] = Actor(**data["scored_by"])
        return _KINDS[kind](**data)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        problem = type(error).__name__
    raise InvalidRequestError(f"the stored event cannot be read ({problem}): another version may have stored it")
