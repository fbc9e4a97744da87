"""Methods with the older client's parameters, each declared in one line.

    get_user = call(get_user, "user_id | fields")
    create_new_attempt = call(create_new_attempt, "student_id>student lesson_id>lesson")

Parameters before the bar are required. A parameter maps to the next positional parameter of the generated ``build``; if
none is left, to its keyword of the same name. ``name:other`` maps to the keyword ``other``, and ``name>wire`` to a
property of the request body.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, cast

from timeback_client._compat_model import CompatModel, to_json
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.filter_names import BuiltFilter
from timeback_runtime.model import Model
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    from timeback_client.core.client import TimeBackService
    from timeback_runtime.messages import Request


class Endpoint(Protocol):
    """A generated endpoint module."""

    @property
    def build(self) -> Callable[..., Request[Any]]: ...


LIST = "limit offset sort order_by filter_expr fields"
"""The parameters of most list methods, in the older client's order."""

# Outside of quotes: an even number of quotes follows.
_OR = re.compile(r"\s+OR\s+(?=(?:[^']*'[^']*')*[^']*$)", re.IGNORECASE)

# Names of the same parameter in the two lines of the older client.
_ALIASES = {"filter": "filter_expr", "orderBy": "order_by"}


def call(
    endpoint: Any,
    names: str = "",
    *,
    extra: bool = False,
    also: Mapping[str, str] | None = None,
    model: type[CompatModel] | None = None,
    fixed: Mapping[str, Any] | None = None,
) -> Callable[..., Any]:
    """Declare a method that sends one request.

    Args:
        endpoint: the generated module of the operation.
        names: the parameters of the method; see the module's docstring.
        extra: whether unknown keywords are accepted and sent as query parameters.
        also: alternative keywords of parameters, by keyword.
        model: the model whose defaults are added to a body that is given as a dictionary.
        fixed: properties of the body that the older client always sent.
    """
    declared = _Call(cast(Endpoint, endpoint).build, names, extra, also or {}, model, fixed or {})

    def method(self: TimeBackService, *args: Any, **keywords: Any) -> Any:
        return self.send(declared.request, args, keywords)

    method.__doc__ = declared.build.__doc__
    method.__signature__ = declared.signature  # type: ignore[attr-defined]
    return method


def entity(value: Any, wire: frozenset[str] = frozenset(), wrapper: str = "") -> Any:
    """Return the object of a request without its wrapper, from a model, a reply or a dictionary."""
    if isinstance(value, CompatModel):
        return value._body()
    if isinstance(value, Mapping):
        if len(value) == 1:
            ((name, inner),) = value.items()
            if isinstance(inner, Mapping) and (name not in wire or name == wrapper):
                return to_json(inner)
        return to_json(value)
    return value


class _Call:
    def __init__(
        self,
        build: Callable[..., Any],
        names: str,
        extra: bool,
        also: Mapping[str, str],
        model: type[CompatModel] | None,
        fixed: Mapping[str, Any],
    ) -> None:
        self.build, self._extra, self._model, self._fixed = build, extra, model, fixed
        self._aliases = {**_ALIASES, **also}
        required, _, optional = names.partition("|")
        self._required = [_name(part) for part in required.split()]
        parts = [*required.split(), *optional.split()]
        self._names = [_name(part) for part in parts]
        self._body = {_name(part): part.partition(">")[2] for part in parts if ">" in part}
        self._keywords = {_name(part): part.partition(":")[2] or part for part in parts if ">" not in part}
        plain = [inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)] + [
            inspect.Parameter(
                name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=inspect.Parameter.empty if name in self._required else None,
            )
            for name in self._names
        ]
        if extra:
            plain.append(inspect.Parameter("extra_params", inspect.Parameter.VAR_KEYWORD))
        self.signature = inspect.Signature(plain)

    @cached_property
    def _positional(self) -> list[str]:
        parameters = inspect.signature(self.build).parameters.values()
        return [each.name for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD]

    @cached_property
    def _models(self) -> dict[str, type[Model]]:
        """The generated model of each positional parameter that is a body; the first one if there are several."""
        hints = typing.get_type_hints(self.build)
        return {
            name: next(each for each in typing.get_args(hints[name]) if _is_model(each))
            for name in self._positional
            if hints[name] is not str
        }

    def request(self, args: tuple[Any, ...], keywords: Mapping[str, Any]) -> Request[Any]:
        """Build the request for the arguments of a call.

        Raises:
            TypeError: an argument is missing, unknown, or given twice.
            InvalidRequestError: an argument has an invalid value.
        """
        given, extra = self._bound(args, keywords)
        positional: list[Any] = []
        body = {wire: to_json(given.pop(name)) for name, wire in self._body.items() if name in given}
        query = {}
        unfilled = [name for name in self._positional if not (self._body and name in self._models)]
        for name in self._names:
            if name in self._body:
                continue
            if unfilled and self._keywords[name] == name:
                parameter = unfilled.pop(0)
                value = given.get(name)
                positional.append(self._to_model(parameter, value) if parameter in self._models else value)
            elif name in given:
                query[self._keywords[name]] = given[name]
        if self._body:
            (parameter,) = self._models
            positional.append(self._to_model(parameter, {**self._fixed, **body}))
        request: Request[Any] = self.build(*positional, **query)
        return request.with_query(**extra) if extra else request

    def _bound(self, args: tuple[Any, ...], keywords: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        if len(args) > len(self._names):
            raise TypeError(f"{self.build.__name__}: expected at most {len(self._names)} arguments, got {len(args)}")
        given = dict(zip(self._names, args, strict=False))
        extra = {}
        for keyword, value in keywords.items():
            name = keyword if keyword in self._names else self._aliases.get(keyword, keyword)
            if name not in self._names:
                if not self._extra:
                    raise TypeError(
                        f"unexpected keyword argument {keyword!r}; the parameters are {', '.join(self._names)}"
                    )
                if value is not None:
                    extra[keyword] = value if isinstance(value, str) else str(to_json(value))
            elif given.get(name) is None:
                given[name] = value
            elif name != keyword and not value:
                pass  # an empty alias beside the name itself
            else:
                raise TypeError(f"{name!r} is given twice")
        missing = [name for name in self._required if name not in given]
        if missing:
            raise TypeError(f"missing arguments: {', '.join(missing)}")
        # Empty optional arguments are not sent, as in the older client.
        kept = {
            name: value
            for name, value in given.items()
            if name in self._required or not (value is None or (isinstance(value, str | list | tuple) and not value))
        }
        return kept, extra

    def _to_model(self, parameter: str, value: Any) -> Any:
        model = self._models[parameter]
        if isinstance(value, Model | str | bytes):
            return value
        if not isinstance(value, Mapping | CompatModel):
            raise InvalidRequestError(f"{parameter}: expected a model or a dict, got {describe_type(value)}")
        data = entity(value, model._wire_names(), model.__name__[0].lower() + model.__name__[1:])
        if self._model is not None and isinstance(value, Mapping):
            data = self._model.filled(data)
        # from_dict does not validate: the server validates the body, as with the older client.
        return model.from_dict(data)


def _name(part: str) -> str:
    return part.partition(">")[0].partition(":")[0]


def _is_model(each: Any) -> bool:
    return isinstance(each, type) and issubclass(each, Model)


def matching(filter_expr: str | None = None, **equal: str | None) -> str | None:
    """Return a filter for these values combined with ``filter_expr``.

    AND binds more tightly than OR, so that the values are added to each alternative of ``filter_expr``. A filter
    without text of the caller is quoted as the setting ``filter_quotes`` says.
    """
    parts = [f"{name}='{str(to_json(value)).replace(chr(39), chr(39) * 2)}'" for name, value in equal.items() if value]
    if not parts:
        return filter_expr or None
    alternatives = _OR.split(filter_expr.strip()) if filter_expr else [""]
    found = " OR ".join(" AND ".join([*parts, *([each] if each else [])]) for each in alternatives)
    return BuiltFilter(found) if not filter_expr or isinstance(filter_expr, BuiltFilter) else found
