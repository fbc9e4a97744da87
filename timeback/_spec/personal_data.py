"""Which properties of an object identify a person (``x-personal``), as rules that a pseudonymization applies.

The key has one of these values:

- ``none``: the value is not personal. It is kept.
- ``id``: an id or a number of a person or an object.
- ``name``, ``username``, ``email``, ``phone``, ``birthDate``: what the name says.
- ``title``: the name of an object, in which people write names of persons.
- ``text``: free text.
- ``code``: a short code of a vocabulary that the documents do not list.
- ``contentUrl``: the address of content.
- ``date``: a date or a time.
- ``numbers``: numbers and truth values, also as text, and objects and lists of them.

On metadata it maps such values to the names of metadata that it is about. All other metadata are free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, Literal, TypeAlias, get_args

import attrs

from timeback._spec.documents import load
from timeback._spec.entities import Entity
from timeback._spec.schemas import DocumentError, Schema, Schemas

PersonalKind: TypeAlias = Literal[
    "none",
    "id",
    "name",
    "username",
    "email",
    "phone",
    "birthDate",
    "title",
    "text",
    "code",
    "contentUrl",
    "date",
    "numbers",
]
"""The values of ``x-personal``."""
RuleKind: TypeAlias = PersonalKind | Literal["reference", "object", "vocabulary", "number"]
"""A rule for a declared value, or one that follows from the type of a property."""

_KINDS: Final = frozenset(get_args(PersonalKind))
_DATES: Final = frozenset({"date", "date-time"})
_NUMBERS: Final = frozenset({"number", "integer", "boolean"})


@attrs.frozen(kw_only=True)
class PersonalRule:
    """What the value of one property is."""

    kind: RuleKind
    is_required: bool = False
    """Whether an object is invalid without the property."""
    properties: Mapping[str, PersonalRule] = attrs.field(factory=dict)
    """The rules of the properties of an ``object``. Properties without a rule are unknown."""
    words: frozenset[str] = frozenset()
    """The words of a ``vocabulary``, and the types of a ``reference``."""
    patterns: tuple[re.Pattern[str], ...] = ()
    """The other words of a ``vocabulary``."""
    is_decided: bool = True
    """False for text without ``x-personal``. It counts as free text."""


@cache
def personal_rules(entity: Entity) -> Mapping[str, PersonalRule]:
    """The rules of the properties of an entity's objects."""
    schemas = load(entity.service).schemas
    return _Rules(schemas).of_object(schemas.at(f"#/components/schemas/{entity.schema}"), ())


def undecided(entity: Entity) -> Iterator[str]:
    """The paths of the text properties of an entity that need ``x-personal`` and lack it."""
    yield from _undecided(personal_rules(entity), "")


def _undecided(rules: Mapping[str, PersonalRule], place: str) -> Iterator[str]:
    for name, rule in rules.items():
        if not rule.is_decided:
            yield f"{place}{name}"
        yield from _undecided(rule.properties, f"{place}{name}.")


class _Rules:
    """Derives rules from the schemas of one document."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas

    def of_object(self, schema: Schema, entered: tuple[int, ...]) -> dict[str, PersonalRule]:
        schema = self._schemas.resolve(schema)
        if id(schema) in entered:
            return {}
        required = self._schemas.required(schema)
        return {
            name: attrs.evolve(self._of(name, declared, (*entered, id(schema))), is_required=name in required)
            for name, declared in self._schemas.properties(schema).items()
        }

    def _of(self, name: str, declared: Schema, entered: tuple[int, ...]) -> PersonalRule:
        schemas = self._schemas
        if schemas.extension(declared, "x-refers-to") is not None:
            return PersonalRule(kind="reference", words=self._types_of_references(declared))
        personal = schemas.extension(declared, "x-personal")
        if isinstance(personal, Mapping):
            rules = {key: PersonalRule(kind=_checked(kind)) for kind, keys in personal.items() for key in keys}
            return PersonalRule(kind="object", properties=rules)
        if personal is not None:
            return PersonalRule(kind=_checked(personal))
        if name == "sourcedId":
            return PersonalRule(kind="id")
        array = schemas.array(declared)
        variants = schemas.variants(declared if array is None else array["items"])
        nested = {key: rule for variant in variants for key, rule in self.of_object(variant, entered).items()}
        if nested:
            return PersonalRule(kind="object", properties=nested)
        return _of_values(variants)

    def _types_of_references(self, declared: Schema) -> frozenset[str]:
        """The declared types of referenced objects. Servers may use other words, which are not kept."""
        schemas = self._schemas
        array = schemas.array(declared)
        return frozenset(
            str(word)
            for variant in schemas.variants(declared if array is None else array["items"])
            for kind in schemas.variants(schemas.properties(variant).get("type", {}))
            for word in kind.get("enum", ())
        )


def _of_values(variants: list[Schema]) -> PersonalRule:
    """The rule that follows from the types of a value alone."""
    texts = [variant for variant in variants if not _types(variant) <= _NUMBERS | {"null"}]
    if not texts:
        return PersonalRule(kind="number")
    if all(variant.get("format") in _DATES for variant in texts):
        return PersonalRule(kind="date")
    if all("enum" in variant or "pattern" in variant for variant in texts):
        words = frozenset(str(word) for variant in texts for word in variant.get("enum", ()))
        patterns = tuple(re.compile(variant["pattern"]) for variant in texts if "pattern" in variant)
        return PersonalRule(kind="vocabulary", words=words, patterns=patterns)
    return PersonalRule(kind="text", is_decided=False)


def _types(schema: Schema) -> set[str]:
    found = schema.get("type")
    return {"string"} if found is None else {found} if isinstance(found, str) else set(found)


def _checked(kind: Any) -> PersonalKind:
    if kind not in _KINDS:
        raise DocumentError(f"x-personal has an unknown value: {kind}")
    checked: PersonalKind = kind
    return checked
