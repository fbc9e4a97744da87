from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class Message(Model):
    """A message, for example that a request was completed or why a step was not.

    Attributes:
        message: The text, for people.
    """

    message: str = json_field("message", TEXT)


parse_message = Message._parse
