from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class StimulusReference(Model):
    """Names a stimulus that an item needs.

    Attributes:
        identifier: Identifier of the stimulus.
        href: Address of the stimulus.
        title: Title of the stimulus.
    """

    identifier: str = json_field("identifier", TEXT)
    href: str | None = json_field("href", TEXT, default=None)
    title: str | None = json_field("title", TEXT, default=None)


parse_stimulus_reference = StimulusReference._parse
