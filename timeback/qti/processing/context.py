"""What expressions and rules see: the variables of one attempt at an item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final, TypeAlias

from attrs import define, field

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.processing.values import Maybe, Value, convert, single_of

# A child's answer never makes a document expensive; an author's rules could.
MAX_STEPS: Final = 200_000

CustomOperator: TypeAlias = Callable[[Mapping[str, str], list[Any]], Any]


@define
class Context:
    """Variables by name, the declarations behind them, and the means to evaluate expressions."""

    item: m.AssessmentItem
    random: Random
    custom: Mapping[str, CustomOperator]
    responses: dict[str, Maybe] = field(factory=dict, repr=False)
    outcomes: dict[str, Maybe] = field(factory=dict, repr=False)
    templates: dict[str, Maybe] = field(factory=dict, repr=False)
    corrects: dict[str, Maybe] = field(factory=dict, repr=False)
    defaults: dict[str, Maybe] = field(factory=dict, repr=False)
    outcome_declarations: dict[str, m.OutcomeDeclaration] = field(factory=dict, repr=False)
    steps: int = 0

    def step(self) -> None:
        """Count one evaluation."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise QTIError(f"processing took more than {MAX_STEPS:,} steps")

    def variable(self, identifier: str, line: int | None = None) -> Maybe:
        """The value of a variable of any kind.

        Raises:
            QTIError: none of this name is declared.
        """
        for kind in (self.responses, self.outcomes, self.templates):
            if identifier in kind:
                return kind[identifier]
        raise QTIError(f"a variable that is not declared is used: {identifier or '(no name)'}", line=line)

    def response(self, identifier: str, line: int | None = None) -> m.ResponseDeclaration:
        """The declaration of a response variable."""
        found = self.item.response(identifier)
        if found is None:
            raise QTIError(f"no response declaration has the identifier {identifier or '(none)'}", line=line)
        return found


def declared(values: tuple[m.DeclaredValue, ...] | None, declaration: m.Declaration) -> Maybe:
    """The value that a declaration gives as correct response or default.

    Raises:
        QTIError: it is not of the declared type.
    """
    if not values:
        return None
    identifier, line = declaration.identifier, declaration.line
    try:
        if declaration.cardinality == "record":
            fields = [(each.field_identifier or "", _field(each, identifier)) for each in values]
            kept = tuple((name, value) for name, value in fields if value is not None)
            return Value("record", None, kept) if kept else None
        # Indentation around the text of a qti-value is layout.
        raw = [each.text.strip() for each in values]
        return convert(raw, declaration.cardinality, declaration.base_type, identifier)
    except QTIError as error:
        raise error if error.line is not None else QTIError(f"declared value of {error}", line=line) from None


def _field(value: m.DeclaredValue, identifier: str) -> Maybe:
    base_type = value.base_type or "string"
    found = convert(value.text.strip(), "single", base_type, f"{identifier}.{value.field_identifier or ''}")
    return None if found is None else single_of(found.one, base_type)
