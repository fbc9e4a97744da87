from __future__ import annotations

from timeback_api.common.models.demographics import Demographics
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleDemographics(Model):
    """Wrapper of the demographics of one user, used in requests and replies.

    Attributes:
        demographics: Birth, sex and origin of a user. Most of it is protected by law. Servers return it only to
            authorised callers.
    """

    demographics: Demographics = json_field("demographics", ModelOf(Demographics))


parse_single_demographics = SingleDemographics._parse
