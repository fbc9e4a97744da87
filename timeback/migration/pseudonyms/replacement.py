"""Replaces the personal values of an object, by the rules of its entity. What no rule allows is removed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from timeback._spec.entities import Entity
from timeback._spec.personal_data import PersonalRule, personal_rules
from timeback.migration.execution.url_rewriting import path_below
from timeback.migration.pseudonyms.inventions import Inventions

_REMOVED: Final = object()
_CODE: Final = re.compile(r"[A-Za-z0-9.+%/\-]{1,6}")


class Replacement:
    """Replaces the personal values of the objects of one entity."""

    def __init__(self, entity: Entity, inventions: Inventions, content_url: str | None) -> None:
        """Read the rules.

        Args:
            content_url: the base URL of the source's content. Addresses below it are kept.
        """
        self._rules = personal_rules(entity)
        self._inventions = inventions
        self._content_url = content_url
        self._noun = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", entity.singular).capitalize()

    def replace(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """A copy of an object with pseudonyms. Properties that the documents do not know are removed."""
        return self._object(self._rules, value)

    def _object(self, rules: Mapping[str, PersonalRule], value: Mapping[str, Any]) -> dict[str, Any]:
        replaced = {name: self._value(rules[name], one) for name, one in value.items() if name in rules}
        return {name: one for name, one in replaced.items() if one is not _REMOVED}

    def _value(self, rule: PersonalRule, value: Any) -> Any:
        if value is None or rule.kind == "text":
            return self._without_text(rule, value)
        if isinstance(value, list):
            items = [one for item in value if (one := self._value(rule, item)) is not _REMOVED]
            return items if items or not value else _REMOVED
        if isinstance(value, Mapping):
            return self._mapping(rule, value)
        if isinstance(value, bool | int | float) and rule.kind in ("none", "number", "numbers", "vocabulary", "code"):
            return value
        text = value if isinstance(value, str) else str(value)
        return text if text == "" else self._text(rule, text)

    def _without_text(self, rule: PersonalRule, value: Any) -> Any:
        if value is None:
            return None
        is_text = rule.is_required and isinstance(value, str)
        return self._inventions.title("Text", value) if is_text else _REMOVED

    def _mapping(self, rule: PersonalRule, value: Mapping[str, Any]) -> Any:
        if rule.kind == "object":
            return self._object(rule.properties, value)
        if rule.kind == "reference":
            sourced_id, kind = value.get("sourcedId"), value.get("type")
            if not isinstance(sourced_id, str):
                return _REMOVED
            return {
                "sourcedId": self._inventions.id(sourced_id),
                **({"type": kind} if isinstance(kind, str) and kind in rule.words else {}),
            }
        return _numbers_in(value) if rule.kind in ("none", "numbers") else _REMOVED

    def _text(self, rule: PersonalRule, text: str) -> Any:
        inventions = self._inventions
        match rule.kind:
            case "none":
                return text
            case "id" | "reference":
                return inventions.id(text)
            case "name":
                return inventions.name(text)
            case "username":
                return inventions.username(text)
            case "email":
                return inventions.email(text)
            case "phone":
                return inventions.phone(text)
            case "birthDate":
                return inventions.birth_date(text) or _REMOVED
            case "title":
                return inventions.title(self._noun, text)
            case _:
                return text if self._is_allowed(rule, text) else _REMOVED

    def _is_allowed(self, rule: PersonalRule, text: str) -> bool:
        match rule.kind:
            case "vocabulary":
                return text in rule.words or any(pattern.search(text) for pattern in rule.patterns)
            case "code":
                return _CODE.fullmatch(text) is not None
            case "date":
                return _is_date(text)
            case "number" | "numbers":
                return _is_number(text)
            case "contentUrl":
                return self._content_url is not None and path_below(text, self._content_url, "qti") is not None
            case _:
                return False


def _numbers_in(value: Any) -> Any:
    """The numbers and truth values in nested content, also as text, without other texts."""
    if isinstance(value, Mapping):
        inner = {name: _numbers_in(one) for name, one in value.items()}
        return {name: one for name, one in inner.items() if one is not _REMOVED}
    if isinstance(value, list):
        return [one for item in value if (one := _numbers_in(item)) is not _REMOVED]
    is_kept = _is_number(value) if isinstance(value, str) else value is None or isinstance(value, bool | int | float)
    return value if is_kept else _REMOVED


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    """Whether a text is a number or a truth value."""
    if text in ("true", "false"):
        return True
    try:
        float(text)
    except ValueError:
        return False
    return True
