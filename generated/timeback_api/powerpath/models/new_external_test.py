"""A test of an outside provider, by the type of its lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.powerpath.models.new_external_placement import NewExternalPlacement
from timeback_api.powerpath.models.new_external_test_out import NewExternalTestOut
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

NewExternalTest = NewExternalTestOut | NewExternalPlacement


def _models() -> dict[str | None, type[Model]]:
    return {"test-out": NewExternalTestOut, "placement": NewExternalPlacement}


NEW_EXTERNAL_TEST = DiscriminatedUnion("lessonType", _models)
parse_new_external_test = NEW_EXTERNAL_TEST.parse
