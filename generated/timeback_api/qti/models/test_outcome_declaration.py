from __future__ import annotations

from timeback_api.qti.models.base_type import BaseType
from timeback_api.qti.models.cardinality import Cardinality
from timeback_api.qti.models.default_value import DefaultValue
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, TEXT, Choice, json_field


class TestOutcomeDeclaration(Model):
    """A variable of a test that scoring fills.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of a variable: one value, a set, a sequence, or several named values.
        base_type: Base type of a variable. In text form a point is `x y`, a pair is two identifiers separated by a
            space, and a duration is a number of seconds.
        normal_maximum: Largest expected value of the variable.
        normal_minimum: Smallest expected value of the variable.
        default_value: What a variable holds before scoring.
    """

    identifier: str = json_field("identifier", TEXT)
    cardinality: Cardinality | str | None = json_field("cardinality", Choice(Cardinality), default=None)
    base_type: BaseType | str = json_field("baseType", Choice(BaseType))
    normal_maximum: float | None = json_field("normalMaximum", NUMBER, default=None)
    normal_minimum: float | None = json_field("normalMinimum", NUMBER, default=None)
    default_value: DefaultValue | None = json_field("defaultValue", ModelOf(DefaultValue), default=None)


parse_test_outcome_declaration = TestOutcomeDeclaration._parse
