from __future__ import annotations

from timeback_api.powerpath.models.qti_source import QtiSource
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class AssessmentBank(Model):
    """Tests that are used in turn, in this order.

    Attributes:
        resources: The tests, in the order of the attempts that use them.
    """

    resources: list[QtiSource] = json_field("resources", ListOf(ModelOf(QtiSource), 1))


parse_assessment_bank = AssessmentBank._parse
