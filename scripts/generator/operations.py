"""Read the operations of one document: their arguments, request bodies and replies, as the template needs them."""

from __future__ import annotations

import keyword
from typing import Any

from attrs import evolve, frozen

from generator import python_types
from generator.bundling import METHODS, SpecError
from generator.extension_notes import KEY, with_note
from generator.python_types import Import, PythonType
from generator.schemas import SchemaReader, snake

RUNTIME = "timeback_runtime"
ENCODING = f"{RUNTIME}.encoding"
DECODING = f"{RUNTIME}.decoding"
MESSAGES = f"{RUNTIME}.messages"
_TAKEN = frozenset(
    {"arguments", "client", "request", "build", "build_iter", "sync", "asyncio", "page_size", "max_items"}
    | {"checkpoint", "paging"}
    | {"clears_locals", "datetime", "encoding", "endpoint_functions", "frozenset", "isinstance"}
)


@frozen
class Argument:
    name: str
    annotation: str
    required: bool
    description: str
    wire: str = ""
    expression: str = ""
    """The expression of its encoded value."""
    constant: str = ""
    """The assignment of a module constant that its expression uses, such as its validator."""
    limit: bool = False
    """Whether it is the page size."""


@frozen
class Body:
    argument: Argument
    expression: str
    content_type: str


@frozen
class ReplyDefinition:
    status: int
    decoder: str
    """The expression of its decoder, or ``None``."""


@frozen
class OperationDefinition:
    id: str
    name: str
    tag: str
    method: str
    path: str
    summary: str
    description: str
    path_arguments: list[Argument]
    query_arguments: list[Argument]
    header_arguments: list[Argument]
    body: Body | None
    path_expression: str
    replies: list[ReplyDefinition]
    result_type: str
    """The type that ``build`` returns a request for: the object or list without its wrapper."""
    body_type: str
    """The type that the other functions return: the model of the complete body."""
    item_type: str | None
    """The type of the items of a listing."""
    paging: str | None
    """The parameter that selects the page of a listing: ``offset`` or ``page``."""
    most: int | None
    """The largest page size."""
    partial: str | None
    """The argument that selects properties (``fields``)."""
    accept: str
    imports: list[Import]
    undocumented: bool
    extension: bool

    @property
    def sortable(self) -> bool:
        """Whether the listing can be sorted, so that an iteration has a defined order."""
        return any(argument.wire == "sort" for argument in self.query_arguments)

    @property
    def takes_keyset(self) -> bool:
        """Whether an iteration can ask for the objects after an id: the listing takes a sort and a filter."""
        return self.paging == "offset" and self.sortable and any(one.wire == "filter" for one in self.query_arguments)

    @property
    def positional(self) -> list[Argument]:
        out = list(self.path_arguments)
        if self.body is not None and self.body.argument.required:
            out.append(self.body.argument)
        return out

    @property
    def keywords(self) -> list[Argument]:
        out = sorted([*self.query_arguments, *self.header_arguments], key=lambda a: not a.required)
        if self.body is not None and not self.body.argument.required:
            out.append(self.body.argument)
        return out


class OperationReader:
    """Reads the operations of a document."""

    def __init__(self, schemas: SchemaReader) -> None:
        self.schemas = schemas
        self.paths: dict[str, dict[str, Any]] = schemas.document.get("paths", {})

    def definitions(self) -> list[OperationDefinition]:
        return [
            self._definition(path, item, method)
            for path, item in self.paths.items()
            for method in METHODS
            if method in item
        ]

    def _definition(self, path: str, item: dict[str, Any], method: str) -> OperationDefinition:
        operation = item[method]
        identity = operation.get("operationId")
        if not identity or len(operation.get("tags", [])) != 1:
            raise SpecError(f"{method.upper()} {path}: must have an operationId and one tag")
        imports: list[Import] = [(MESSAGES, "Operation"), (MESSAGES, "Request")]
        parameters = [self.schemas.resolve(p) for p in [*item.get("parameters", []), *operation.get("parameters", [])]]
        replies, result, body_type, item_type, optional = self._replies(operation, method, identity, imports)
        entity = item_type or (result if (result or "")[:1].isupper() else None)
        if (result or "").startswith("dict") or entity not in {n for _, n in imports}:
            entity = None
        arguments: dict[str, list[Argument]] = {"path": [], "query": [], "header": []}
        segments: dict[str, str] = {}
        most = None
        for parameter in parameters:
            argument = self._argument(parameter, identity, entity, imports)
            if parameter["in"] not in arguments:
                raise SpecError(f"{identity}: a parameter in {parameter['in']} is not supported")
            if parameter["in"] == "path":
                imports.append((RUNTIME, "encoding"))
                segment = f"encoding.path_segment('{argument.name}', {argument.name})"
                if reserved := self._reserved(path, parameter["name"]):
                    constant = f"_RESERVED_{argument.name.upper()}"
                    values = ", ".join(map(python_types.literal, sorted(reserved)))
                    argument = evolve(argument, constant=f"{constant} = frozenset({{{values}}})")
                    segment = f"encoding.path_segment('{argument.name}', {argument.name}, {constant})"
                segments[parameter["name"]] = segment
            elif argument.limit and item_type:
                most = parameter["schema"].get("maximum") or self.schemas.resolve(parameter["schema"]).get("maximum")
            arguments[parameter["in"]].append(argument)
        body = self._body(operation, method, identity, imports)
        names = [a.name for group in arguments.values() for a in group] + ([body.argument.name] if body else [])
        if len(set(names)) != len(names):
            raise SpecError(f"{identity}: two arguments have the same name: {', '.join(sorted(names))}")
        in_order = [a for name in _order(path) for a in arguments["path"] if a.wire == name]
        if len(in_order) != len(arguments["path"]) or len(in_order) != path.count("{"):
            raise SpecError(f"{identity}: the path and the path parameters differ")
        sent = {a.wire for a in arguments["query"]}
        paging = next((p for p in ("offset", "page") if p in sent), None) if item_type and "limit" in sent else None
        if paging:
            imports += [(MESSAGES, "Iteration"), ("os", "PathLike")]
        accept = ", ".join(dict.fromkeys(media for reply in _successes(operation) for media in self._content(reply)))
        return OperationDefinition(
            identity,
            snake(identity),
            snake(operation["tags"][0]),
            method.upper(),
            path,
            operation.get("summary", ""),
            operation.get("description", ""),
            in_order,
            arguments["query"],
            arguments["header"],
            body,
            _path_expression(path, segments),
            replies,
            f"{result} | None" if optional and result else result or "None",
            body_type or "None",
            item_type,
            paging,
            most,
            next((a.name for a in arguments["query"] if a.expression.startswith("encoding.property_names(")), None),
            accept or "application/json",
            imports,
            bool(operation.get("x-undocumented")),
            bool(self.schemas.document["info"].get(KEY) or operation.get(KEY)),
        )

    # Arguments

    def _argument(
        self, parameter: dict[str, Any], identity: str, entity: str | None, imports: list[Import]
    ) -> Argument:
        wire = parameter["name"]
        name = parameter.get("x-python-name") or snake(wire)
        if keyword.iskeyword(name) or name in _TAKEN:
            name += "_"
        schema = parameter["schema"]
        description = with_note(parameter.get("description", ""), parameter)
        required = bool(parameter.get("required"))
        if parameter["in"] == "path":
            return Argument(name, "str", True, description, wire)
        model = entity or "None"
        match parameter.get("x-kind"):
            case "filter":
                imports += [(ENCODING, "Filter"), (RUNTIME, "encoding")]
                expression = f'encoding.filter_text("{name}", {name}, {model})'
                return Argument(name, "str | Filter", required, description, wire, expression)
            case "fields":
                imports += [(ENCODING, "PropertyNames"), (RUNTIME, "encoding")]
                expression = f'encoding.property_names("{name}", {name}, {model})'
                return Argument(name, "PropertyNames", required, description, wire, expression)
            case "sort" if self.schemas.enum_values(self.schemas.resolve(schema)) is None:
                imports += [(ENCODING, "PropertyName"), (RUNTIME, "encoding")]
                return Argument(
                    name,
                    "str | PropertyName",
                    required,
                    description,
                    wire,
                    f'encoding.sort_property("{name}", {name}, {model})',
                )
            case None | "sort":
                pass
            case other:
                raise SpecError(f"{identity}: unknown x-kind {other!r}")
        python_type = self.schemas.python_type(schema, f"{identity}({wire})")
        annotation = python_type.annotation
        resolved = self.schemas.resolve(schema)
        enum = self.schemas.enum_values(resolved)
        if enum is not None:
            literal = f"Literal[{', '.join(map(python_types.literal, enum[0]))}]"
            imports.append(("typing", "Literal"))
            if isinstance(python_type, python_types.EnumType):
                imports.append(python_type.imports[1])
                annotation = f"{python_type.annotation.split(' ')[0]} | {literal}"
                annotation += " | str" if enum[1] else ""
                imports.append((python_types.VALIDATORS, "Choice"))
            else:
                annotation = literal
        else:
            imports += [i for i in python_type.imports if i[0] in (python_types.VALIDATORS, "typing", "")]
        imports.append((RUNTIME, "encoding"))
        constant = f"_{name.upper()}"
        encoder = "header" if parameter["in"] == "header" else "parameter"
        if isinstance(python_type, python_types.ListType) and parameter.get("explode"):
            # A list of text would not be a list of an enumeration or text, and a sequence of text is a sequence of it.
            imports += [("collections.abc", "Sequence"), *python_type.imports]
            annotation = f"Sequence[{python_type.item.annotation}]"
            encoder = "repeated_parameter"
        return Argument(
            name,
            annotation,
            required,
            description,
            wire,
            f'encoding.{encoder}("{name}", {name}, {constant})',
            f"{constant} = {python_type.validator}",
            wire == "limit" and parameter["in"] == "query",
        )

    def _reserved(self, path: str, name: str) -> set[str]:
        """Values of a path parameter with which the path would be that of another operation."""
        mine = path.strip("/").split("/")
        place = mine.index(f"{{{name}}}")
        words = set()
        for other in self.paths:
            theirs = other.strip("/").split("/")
            if len(theirs) == len(mine) and theirs != mine and not theirs[place].startswith("{"):
                rest = [(a, b) for i, (a, b) in enumerate(zip(mine, theirs, strict=True)) if i != place]
                if all(a == b or a.startswith("{") or b.startswith("{") for a, b in rest):
                    words.add(theirs[place])
        return words

    # Bodies

    def _body(self, operation: dict[str, Any], method: str, identity: str, imports: list[Import]) -> Body | None:
        node = self.schemas.resolve(operation.get("requestBody") or {})
        content = node.get("content", {})
        if not content:
            return None
        json_type = next((media for media in content if _is_json(media)), None)
        other = [media for media in content if media != json_type]
        if len(other) > 1:
            raise SpecError(f"{identity}: bodies of {', '.join(other)} are not supported together")
        required = bool(node.get("required"))
        if json_type is None:
            imports.append((RUNTIME, "encoding"))
            argument = Argument("content_", "str | bytes", required, node.get("description", ""))
            return Body(argument, 'encoding.content("content_", content_)', f'"{other[0]}"')
        schema = content[json_type]["schema"]
        wrapper, inner, name = self._unwrapped(schema, identity)
        python_type = self.schemas.python_type(inner, f"{identity} body")
        mode = {"put": ', mode="replace"', "patch": ', mode="patch"'}.get(method, "")
        wrap = f', "{wrapper}"' if wrapper else ""
        if isinstance(python_type, python_types.ModelType) and python_type.model:
            imports += [
                (RUNTIME, "encoding"),
                ("collections.abc", "Mapping"),
                ("typing", "Any"),
                python_type.imports[1],
            ]
            annotation = f"{python_type.annotation} | Mapping[str, Any]"
            expression = f'encoding.body("{name}", {name}, {python_type.annotation}{wrap}{mode})'
        else:
            imports += [(RUNTIME, "encoding"), *python_type.imports]
            annotation = python_type.annotation
            if isinstance(python_type, python_types.DiscriminatedType):
                imports.append(("typing", "Any"))
                annotation += " | dict[str, Any]"
            if isinstance(python_type, python_types.ListType) and python_type.model:
                # A list of models would not be a list of this union, and a sequence of models is a sequence of it.
                imports += [("collections.abc", "Mapping"), ("collections.abc", "Sequence"), ("typing", "Any")]
                annotation = f"Sequence[{python_type.model} | Mapping[str, Any]]"
            expression = f'encoding.raw_body("{name}", {name}, {python_type.validator}{wrap})'
        content_type = f'"{json_type}"'
        if other:
            imports.append((RUNTIME, "encoding"))
            annotation += " | str | bytes"
            expression = f'encoding.content("{name}", {name}) if isinstance({name}, str | bytes) else {expression}'
            content_type = f'"{other[0]}" if isinstance({name}, str | bytes) else {content_type}'
        if not required:
            expression = f"None if {name} is None else {expression}"
            content_type = f"None if {name} is None else {content_type}"
        return Body(Argument(name, annotation, required, node.get("description", "")), expression, content_type)

    def _unwrapped(self, schema: dict[str, Any], identity: str) -> tuple[str | None, dict[str, Any], str]:
        """The name of the wrapper property, the schema inside it, and the name of the argument."""
        resolved = self.schemas.resolve(schema)
        names = _names(resolved.get("x-unwrap"))
        if names:
            needed = [n for n in resolved.get("required", []) if n in names] or names
            return needed[0], resolved["properties"][needed[0]], _python(needed[0])
        if "$ref" in schema:
            return None, schema, _python(schema["$ref"].rsplit("/", 1)[1])
        return None, schema, "body"

    # Replies

    def _replies(
        self, operation: dict[str, Any], method: str, identity: str, imports: list[Import]
    ) -> tuple[list[ReplyDefinition], str | None, str | None, str | None, bool]:
        replies: list[ReplyDefinition] = []
        results: list[str] = []
        bodies: list[str] = []
        item_type: str | None = None
        empty = False
        successes = {s: self.schemas.resolve(r) for s, r in sorted(operation["responses"].items()) if s[0] == "2"}
        optional = method in ("put", "patch") or any(reply.get("x-optional") for reply in successes.values())
        for status, reply in successes.items():
            content = reply.get("content", {})
            if not content:
                empty = True
                replies.append(ReplyDefinition(int(status), "None"))
                continue
            imports.append((f"{RUNTIME}.endpoint_functions", "ResponseDecoder"))
            media, node = next(((m, n) for m, n in content.items() if _is_json(m)), next(iter(content.items())))
            if not _is_json(media):
                text = media.startswith("text/") or media.endswith("xml")
                results.append("str" if text else "bytes")
                bodies.append(results[-1])
                replies.append(
                    ReplyDefinition(int(status), f'ResponseDecoder(identity, media="{"text" if text else "bytes"}")')
                )
                imports.append((DECODING, "identity"))
                continue
            decoder, result, body, item = self._decoder(node["schema"], identity, optional, imports)
            replies.append(ReplyDefinition(int(status), decoder))
            results.append(result)
            bodies.append(body)
            item_type = item_type or item
        results, bodies = list(dict.fromkeys(results)), list(dict.fromkeys(bodies))
        return (
            replies,
            " | ".join(results) or None,
            " | ".join(bodies) + (" | None" if optional or empty else "") if bodies else None,
            item_type,
            optional or (empty and bool(results)),
        )

    def _decoder(
        self, schema: dict[str, Any], identity: str, optional: bool, imports: list[Import]
    ) -> tuple[str, str, str, str | None]:
        """The expression of the decoder, the type without wrapper, the type of the body, and the type of the items."""
        python_type = self.schemas.python_type(schema, f"{identity} reply")
        body_type = self._parser(python_type, imports)
        resolved = self.schemas.resolve(schema)
        more = ", optional=True" if optional else ""
        collection, unwrap = _names(resolved.get("x-collection")), _names(resolved.get("x-unwrap"))
        if collection:
            items = self.schemas.resolve(resolved["properties"][collection[0]])["items"]
            inner = self.schemas.python_type(items, f"{identity} items")
            parser = self._parser(inner, imports)
            return (
                f"ResponseDecoder({body_type}, {parser}, collection={_tuple(collection)}{more})",
                f"list[{inner.annotation}]",
                python_type.annotation,
                inner.annotation,
            )
        if unwrap:
            if resolved.get("x-absent-is-not-found"):
                more += ", absent_is_not_found=True"
            levels = []
            while unwrap:
                levels.append(unwrap)
                node = resolved["properties"][unwrap[0]]
                resolved = self.schemas.resolve(node)
                unwrap = _names(resolved.get("x-unwrap"))
            inner = self.schemas.python_type(node, f"{identity} reply")
            parser = self._parser(inner, imports)
            more += python_types.json_type_argument(inner)
            return (
                f"ResponseDecoder({body_type}, {parser}, unwrap={_levels(levels)}{more})",
                inner.annotation,
                python_type.annotation,
                None,
            )
        if isinstance(python_type, python_types.ModelType) and optional:
            # An object without wrapper: some servers wrap it as they do in the reply to a GET request.
            wrapper = self._wrapper_of(schema)
            if wrapper:
                return (
                    f"ResponseDecoder({body_type}, {body_type}, unwrap={_levels([wrapper])}{more})",
                    python_type.annotation,
                    python_type.annotation,
                    None,
                )
        return (
            f"ResponseDecoder({body_type}{more}{python_types.json_type_argument(python_type)})",
            python_type.annotation,
            python_type.annotation,
            None,
        )

    def _wrapper_of(self, schema: dict[str, Any]) -> list[str]:
        for other in self.schemas.schemas.values():
            names = _names(other.get("x-unwrap"))
            if names and other["properties"][names[0]].get("$ref") == schema.get("$ref"):
                return names
        return []

    def _parser(self, python_type: PythonType, imports: list[Import]) -> str:
        if isinstance(python_type, python_types.ModelType):
            imports += [i for i in python_type.imports if i[0].startswith("timeback_api.") and ".models." in i[0]]
            imports += [i for i in python_type.imports if i[0] == "typing"]
            return python_type.parser
        imports += [i for i in python_type.imports if i[0] in ("typing", "")]
        if not python_type.converted:
            imports.append((DECODING, "identity"))
            return "identity"
        imports += list(python_type.imports)
        return f"{python_type.validator}.parse"

    def _content(self, reply: dict[str, Any]) -> list[str]:
        return list(self.schemas.resolve(reply).get("content", {}))


def _successes(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return [reply for status, reply in sorted(operation["responses"].items()) if status[0] == "2"]


def _path_expression(path: str, segments: dict[str, str]) -> str:
    """The path with its segments encoded, as a string for each parameter so that no line is too long."""
    parts = [[""]]
    for segment in path.removeprefix("/").split("/"):
        parameter = segments.get(segment[1:-1]) if segment.startswith("{") else None
        parts[-1].append(f"{{{parameter}}}" if parameter else segment)
        if parameter:
            parts.append([""])
    strings = ["/".join(part) for part in parts if len(part) > 1]
    return "\n".join(f'f"{text}"' if "{" in text else f'"{text}"' for text in strings)


def _order(path: str) -> list[str]:
    return [part[1:-1] for part in path.strip("/").split("/") if part.startswith("{")]


def _is_json(media: str) -> bool:
    return media == "application/json" or media.endswith("+json")


def _names(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def _tuple(names: list[str]) -> str:
    return "(" + ", ".join(f'"{n}"' for n in names) + ("," if len(names) == 1 else "") + ")"


def _levels(levels: list[list[str]]) -> str:
    return "(" + ", ".join(map(_tuple, levels)) + ("," if len(levels) == 1 else "") + ")"


def _python(wire: str) -> str:
    name = snake(wire)
    return f"{name}_" if keyword.iskeyword(name) or name in _TAKEN else name
