from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class TestPartAttributes(Model):
    """Attributes of qti-test-part.

    Attributes:
        identifier: Identifier of the part.
        navigation_mode: How students navigate between items.
        submission_mode: How answers are submitted.
    """

    identifier: str | None = json_field("identifier", TEXT, default=None)
    navigation_mode: str | None = json_field("navigation-mode", TEXT, default=None)
    submission_mode: str | None = json_field("submission-mode", TEXT, default=None)


parse_test_part_attributes = TestPartAttributes._parse
