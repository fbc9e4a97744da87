"""Validators for properties that hold models: one class, or a discriminated union of several.

They are apart from ``validators`` because they need ``Model``, and ``Model`` needs the other validators.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model
from timeback_runtime.validators import Validator, require_text_keys


class ModelOf(Validator):
    """Accepts an instance of one model class."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self.expected = f"a {model.__name__}"

    def accepts(self, value: Any) -> bool:
        return isinstance(value, self._model)

    def validate(self, value: Any, where: str) -> None:
        if isinstance(value, dict):
            raise InvalidRequestError(
                f"{where}: expected {self.expected}, got a dict; write {self._model.__name__}(...) "
                f"or {self._model.__name__}.from_dict(...)"
            )
        super().validate(value, where)
        value._validate(where)

    def in_dict(self) -> Validator:
        return _ModelOrDict(self._model)


class _ModelOrDict(ModelOf):
    def __init__(self, model: type[Model]) -> None:
        super().__init__(model)
        self.expected += " or a dict"

    def accepts(self, value: Any) -> bool:
        return isinstance(value, (dict, Mapping)) or super().accepts(value)

    def validate(self, value: Any, where: str) -> None:
        if isinstance(value, (dict, Mapping)):
            self._model._validate_dict(value, where)
        else:
            super().validate(value, where)

    def unknown(self, value: Any, where: str) -> Iterator[str]:
        return self._model._unknown_in_dict(value, where) if isinstance(value, Mapping) else iter(())


class DiscriminatedUnion(Validator):
    """Accepts instances of several models, and dictionaries whose model is named by a discriminator property.

    A dictionary with an unknown discriminator value is accepted without further validation.
    """

    def __init__(self, discriminator: str, models: dict[str, type[Model]], default: type[Model] | None = None) -> None:
        """
        Args:
            discriminator: wire name of the property that names the model.
            models: discriminator value -> model.
            default: model of a dictionary without the property; None makes the property required.
        """
        self._discriminator, self._models, self._default = discriminator, models, default
        classes = tuple(dict.fromkeys(models.values()))
        self._classes = classes
        self.expected = f"{' or '.join(f'a {model.__name__}' for model in classes)} or a dict"

    def accepts(self, value: Any) -> bool:
        return isinstance(value, (*self._classes, dict))

    def validate(self, value: Any, where: str) -> None:
        super().validate(value, where)
        if not isinstance(value, dict):
            value._validate(where)
            return
        if value.get(self._discriminator) is None and self._default is None:
            raise InvalidRequestError(
                f"{where}: {self._discriminator} is missing; it must be one of {', '.join(self._models)}"
            )
        if (model := self._model_of(value)) is not None:
            model._validate_dict(value, where)
        else:
            require_text_keys(value, where)

    def _model_of(self, value: dict[str, Any]) -> type[Model] | None:
        variant = value.get(self._discriminator)
        if variant is None:
            return self._default
        return self._models.get(variant) if isinstance(variant, str) else None

    def unknown(self, value: Any, where: str) -> Iterator[str]:
        model = self._model_of(value) if isinstance(value, dict) else None
        return iter(()) if model is None else model._unknown_in_dict(value, where)
