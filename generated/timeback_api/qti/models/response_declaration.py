from __future__ import annotations

from timeback_api.qti.models.area_mapping import AreaMapping
from timeback_api.qti.models.base_type import BaseType
from timeback_api.qti.models.cardinality import Cardinality
from timeback_api.qti.models.correct_response import CorrectResponse
from timeback_api.qti.models.default_value import DefaultValue
from timeback_api.qti.models.response_mapping import ResponseMapping
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, json_field


class ResponseDeclaration(Model):
    """A variable that holds an answer.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of a variable: one value, a set, a sequence, or several named values.
        base_type: Base type of a variable. In text form a point is `x y`, a pair is two identifiers separated by a
            space, and a duration is a number of seconds.
        correct_response: The answer that counts as correct.
        default_value: What a variable holds before scoring.
        mapping: Scores of the values of a response, for scoring by `map_response`. The platform's document does not
            mention it.
        area_mapping: Values of the points of a response, for scoring by `map_response_point`. The platform's document
            does not mention it.
    """

    identifier: str = json_field("identifier", TEXT)
    cardinality: Cardinality | str = json_field("cardinality", Choice(Cardinality))
    base_type: BaseType | str | None = json_field("baseType", Choice(BaseType), default=None)
    correct_response: CorrectResponse = json_field("correctResponse", ModelOf(CorrectResponse))
    default_value: DefaultValue | None = json_field("defaultValue", ModelOf(DefaultValue), default=None)
    mapping: ResponseMapping | None = json_field("mapping", ModelOf(ResponseMapping), default=None)
    area_mapping: AreaMapping | None = json_field("areaMapping", ModelOf(AreaMapping), default=None)


parse_response_declaration = ResponseDeclaration._parse
