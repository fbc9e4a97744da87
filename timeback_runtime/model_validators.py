"""Validators for properties that hold models: one class, or a discriminated union of several.

They are apart from ``validators`` because they need ``Model``, and ``Model`` needs the other validators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model
from timeback_runtime.validators import Conversions, Validator, require_text_keys


class ModelOf(Validator):
    """Accepts an instance of one model class.

    The class is given by a function if its module cannot be imported first, because both modules need each other.
    """

    def __init__(self, model: type[Model] | Callable[[], type[Model]]) -> None:
        self._given = model

    @property
    def model(self) -> type[Model]:
        return self._given if isinstance(self._given, type) else self._given()

    @property
    def expected(self) -> str:
        return f"a {self.model.__name__}"

    @property
    def conversions(self) -> Conversions:
        return {dict: self.model._parse}

    def accepts(self, value: Any) -> bool:
        return isinstance(value, self.model)

    def validate(self, value: Any, where: str) -> None:
        if isinstance(value, dict):
            name = self.model.__name__
            raise InvalidRequestError(
                f"{where}: expected {self.expected}, got a dict; write {name}(...) or {name}.from_dict(...)"
            )
        super().validate(value, where)
        value._validate(where)

    def in_dict(self) -> Validator:
        return _ModelOrDict(self._given)


class _ModelOrDict(ModelOf):
    @property
    def expected(self) -> str:
        return f"{super().expected} or a dict"

    def accepts(self, value: Any) -> bool:
        return isinstance(value, (dict, Mapping)) or super().accepts(value)

    def validate(self, value: Any, where: str) -> None:
        if isinstance(value, (dict, Mapping)):
            self.model._validate_dict(value, where)
        else:
            super().validate(value, where)

    def unknown(self, value: Any, where: str) -> Iterator[str]:
        return self.model._unknown_in_dict(value, where) if isinstance(value, Mapping) else iter(())


class DiscriminatedUnion(Validator):
    """Accepts instances of several models, and dictionaries whose model is named by a discriminator property.

    A dictionary with an unknown discriminator value is accepted without further validation.
    """

    def __init__(self, discriminator: str, models: Callable[[], dict[str | None, type[Model]]]) -> None:
        """
        Args:
            discriminator: wire name of the property that names the model.
            models: returns the discriminator values, each with its model. None has the model of a dictionary without
                the property; without None, the property is required. It is a function because the modules of the
                models may need that of the union.
        """
        self._discriminator, self._given = discriminator, models

    @cached_property
    def _models(self) -> dict[str | None, type[Model]]:
        return self._given()

    @property
    def _classes(self) -> tuple[type[Model], ...]:
        return tuple(dict.fromkeys(self._models.values()))

    @property
    def expected(self) -> str:
        return f"{' or '.join(f'a {model.__name__}' for model in self._classes)} or a dict"

    @property
    def conversions(self) -> Conversions:
        return {dict: self._parse_variant}

    def _parse_variant(self, data: dict[str, Any]) -> Any:
        model = self._model_of(data)
        return data if model is None else model._parse(data)

    def accepts(self, value: Any) -> bool:
        return isinstance(value, (*self._classes, dict))

    def validate(self, value: Any, where: str) -> None:
        super().validate(value, where)
        if not isinstance(value, dict):
            value._validate(where)
            return
        if value.get(self._discriminator) is None and None not in self._models:
            values = ", ".join(name for name in self._models if name is not None)
            raise InvalidRequestError(f"{where}: {self._discriminator} is missing; it must be one of {values}")
        if (model := self._model_of(value)) is not None:
            model._validate_dict(value, where)
        else:
            require_text_keys(value, where)

    def _model_of(self, value: dict[str, Any]) -> type[Model] | None:
        variant = value.get(self._discriminator)
        return self._models.get(variant) if variant is None or isinstance(variant, str) else None

    def unknown(self, value: Any, where: str) -> Iterator[str]:
        model = self._model_of(value) if isinstance(value, dict) else None
        return iter(()) if model is None else model._unknown_in_dict(value, where)
