"""How one declared line becomes a method with the older client's parameters.

    get_user = call(get_user, "user_id | fields")
    create_new_attempt = call(create_new_attempt, "student_id>student lesson_id>lesson")

Names before the bar are required. A name stands for the next positional parameter of the generated ``build`` while
there is one, then for its keyword of the same name; ``name:other`` is the keyword ``other``, and ``name>wire`` a
property of the body.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, cast

from timeback_client._facade import Facade, to_json
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    from timeback_client.core.client import TimeBackService
    from timeback_runtime.messages import Request


class Endpoint(Protocol):
    """A generated module."""

    @property
    def build(self) -> Callable[..., Request[Any]]: ...


LIST = "limit offset sort order_by filter_expr fields"
"""The parameters of most lists, in the older client's order."""

# Outside of quotes: an even number of them follows.
_OR = re.compile(r"\s+OR\s+(?=(?:[^']*'[^']*')*[^']*$)", re.IGNORECASE)

# Names that one of the two lines has for the same thing.
_ALIASES = {"filter": "filter_expr", "orderBy": "order_by"}


def call(
    endpoint: Any,
    names: str = "",
    *,
    extra: bool = False,
    also: Mapping[str, str] | None = None,
    facade: type[Facade] | None = None,
    fixed: Mapping[str, Any] | None = None,
) -> Callable[..., Any]:
    """A method that sends one request.

    Args:
        endpoint: the generated module of the operation.
        names: the parameters.
        extra: whether other keywords are taken too, as query parameters.
        also: other keywords for some of the parameters.
        facade: the model whose defaults are filled into a body that is given as a dictionary.
        fixed: properties of the body that the older client's callers had no say in.
    """
    declared = _Call(cast(Endpoint, endpoint).build, names, extra, also or {}, facade, fixed or {})

    def method(self: TimeBackService, *args: Any, **keywords: Any) -> Any:
        return self.send(declared.request, args, keywords)

    method.__doc__ = declared.build.__doc__
    method.__signature__ = declared.signature  # type: ignore[attr-defined]
    return method


def entity(value: Any, wire: frozenset[str] = frozenset(), wrapper: str = "") -> Any:
    """The object of a request without its wrapper, whether it came as a model, a reply or a dictionary."""
    if isinstance(value, Facade):
        return value._body()
    if isinstance(value, Mapping):
        if len(value) == 1:
            ((name, inside),) = value.items()
            if isinstance(inside, Mapping) and (name not in wire or name == wrapper):
                return to_json(inside)
        return to_json(value)
    return value


class _Call:
    def __init__(
        self,
        build: Callable[..., Any],
        names: str,
        extra: bool,
        also: Mapping[str, str],
        facade: type[Facade] | None,
        fixed: Mapping[str, Any],
    ) -> None:
        self.build, self._extra, self._facade, self._fixed = build, extra, facade, fixed
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
        """For each positional parameter that is a body, a model that carries it: of several, the first will do."""
        hints = typing.get_type_hints(self.build)
        return {
            name: next(each for each in typing.get_args(hints[name]) if _is_model(each))
            for name in self._positional
            if hints[name] is not str
        }

    def request(self, args: tuple[Any, ...], keywords: Mapping[str, Any]) -> Request[Any]:
        """The request that these arguments ask for.

        Raises:
            TypeError: an argument is missing, unknown, or given twice.
            InvalidRequestError: one has a value that no server would take.
        """
        given, extra = self._bound(args, keywords)
        positional: list[Any] = []
        body = {wire: to_json(given.pop(name)) for name, wire in self._body.items() if name in given}
        query = {}
        open_places = [name for name in self._positional if not (self._body and name in self._models)]
        for name in self._names:
            if name in self._body:
                continue
            if open_places and self._keywords[name] == name:
                place = open_places.pop(0)
                value = given.get(name)
                positional.append(self._prepared(place, value) if place in self._models else value)
            elif name in given:
                query[self._keywords[name]] = given[name]
        if self._body:
            (place,) = self._models
            positional.append(self._prepared(place, {**self._fixed, **body}))
        request: Request[Any] = self.build(*positional, **query)
        return request.with_query(**extra) if extra else request

    def _bound(self, args: tuple[Any, ...], keywords: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        if len(args) > len(self._names):
            raise TypeError(f"{self.build.__name__}: at most {len(self._names)} arguments are taken")
        given = dict(zip(self._names, args, strict=False))
        extra = {}
        for keyword, value in keywords.items():
            name = keyword if keyword in self._names else self._aliases.get(keyword, keyword)
            if name not in self._names:
                if not self._extra:
                    raise TypeError(f"unexpected keyword argument {keyword!r}; there are {', '.join(self._names)}")
                if value is not None:
                    extra[keyword] = value if isinstance(value, str) else str(to_json(value))
            elif given.get(name) is None:
                given[name] = value
            elif name != keyword and not value:
                pass  # an alias that says nothing beside the name itself
            else:
                raise TypeError(f"{name!r} is given twice")
        missing = [name for name in self._required if name not in given]
        if missing:
            raise TypeError(f"missing arguments: {', '.join(missing)}")
        # An optional argument that is empty says nothing, as in the older client.
        kept = {
            name: value
            for name, value in given.items()
            if name in self._required or not (value is None or (isinstance(value, str | list | tuple) and not value))
        }
        return kept, extra

    def _prepared(self, place: str, value: Any) -> Any:
        model = self._models[place]
        if isinstance(value, Model | str | bytes):
            return value
        if not isinstance(value, Mapping | Facade):
            raise InvalidRequestError(f"{place}: expected a model or a dict, got {describe_type(value)}")
        data = entity(value, model._wire_names(), model.__name__[0].lower() + model.__name__[1:])
        if self._facade is not None and isinstance(value, Mapping):
            data = self._facade.filled(data)
        # What is read as a server would send it is sent as it is: the server judges it, as it did before.
        return model.from_dict(data)


def _name(part: str) -> str:
    return part.partition(">")[0].partition(":")[0]


def _is_model(each: Any) -> bool:
    return isinstance(each, type) and issubclass(each, Model)


def matching(filter_expr: str | None = None, **equal: str | None) -> str | None:
    """A filter that asks for these values, and for what ``filter_expr`` says: AND binds closer than its OR."""
    parts = [f"{name}='{str(to_json(value)).replace(chr(39), chr(39) * 2)}'" for name, value in equal.items() if value]
    if not parts:
        return filter_expr or None
    choices = _OR.split(filter_expr.strip()) if filter_expr else [""]
    return " OR ".join(" AND ".join([*parts, *([choice] if choice else [])]) for choice in choices)
