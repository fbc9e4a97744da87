"""Processing context: the variables of one attempt at an item, for expressions and rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final, TypeAlias

from attrs import define, field

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.processing.conversion import from_python, single_of
from timeback.qti.processing.values import NullableValue, Value, single
from timeback.qti.vocabulary import BUILT_IN_OUTCOMES

# Rules of a document can be arbitrarily expensive, so the number of evaluations is limited.
MAX_STEPS: Final = 200_000

CustomOperator: TypeAlias = Callable[[Mapping[str, str], list[Any]], Any]


@define
class ProcessingContext:
    """Variables by name, their declarations, and the random source and custom operators for expressions."""

    item: m.AssessmentItem
    random: Random
    custom: Mapping[str, CustomOperator]
    responses: dict[str, NullableValue] = field(factory=dict, repr=False)
    outcomes: dict[str, NullableValue] = field(factory=dict, repr=False)
    templates: dict[str, NullableValue] = field(factory=dict, repr=False)
    corrects: dict[str, NullableValue] = field(factory=dict, repr=False)
    defaults: dict[str, NullableValue] = field(factory=dict, repr=False)
    outcome_declarations: dict[str, m.OutcomeDeclaration] = field(factory=dict, repr=False)
    steps: int = 0

    def step(self) -> None:
        """Count one evaluation."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise QTIError(f"processing took more than {MAX_STEPS:,} steps")

    def variable(self, identifier: str, line: int | None = None) -> NullableValue:
        """Return the value of a response, outcome or template variable.

        Raises:
            QTIError: no variable has this name.
        """
        for kind in (self.responses, self.outcomes, self.templates):
            if identifier in kind:
                return kind[identifier]
        if identifier in BUILT_IN_OUTCOMES:
            # Only an adaptive item has it among its outcomes, with the value of the previous attempt.
            return single("identifier", "unknown")
        raise QTIError(f"the variable {identifier or '(no name)'} is not declared", line=line)

    def response(self, identifier: str, line: int | None = None) -> m.ResponseDeclaration:
        """Return the declaration of a response variable."""
        found = self.item.response(identifier)
        if found is None:
            raise QTIError(f"no response declaration has the identifier {identifier or '(none)'}", line=line)
        return found


def declared_value(values: tuple[m.DeclaredValue, ...] | None, declaration: m.Declaration) -> NullableValue:
    """Convert the correct response or default value of a declaration.

    Raises:
        QTIError: it does not have the declared type.
    """
    if not values:
        return None
    identifier, line = declaration.identifier, declaration.line
    try:
        if declaration.cardinality == "record":
            fields = [(each.field_identifier or "", _field(each, identifier)) for each in values]
            kept = tuple((name, value) for name, value in fields if value is not None)
            return Value("record", None, kept) if kept else None
        # Spaces around the text of a qti-value are layout.
        raw = [each.text.strip() for each in values]
        return from_python(raw, declaration.cardinality, declaration.base_type, identifier)
    except QTIError as error:
        raise error if error.line is not None else QTIError(f"declared value of {error}", line=line) from None


def _field(value: m.DeclaredValue, identifier: str) -> NullableValue:
    base_type = value.base_type or "string"
    found = from_python(value.text.strip(), "single", base_type, f"{identifier}.{value.field_identifier or ''}")
    return None if found is None else single_of(found.one, base_type)
