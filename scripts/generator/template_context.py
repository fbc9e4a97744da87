"""The context of the templates: definitions of models and operations, imports, expressions and docstrings."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from generator.bundling import METHODS, SpecError
from generator.extension_notes import OPERATION_NOTE
from generator.health_checks import health_check
from generator.operations import Argument, OperationDefinition, OperationReader
from generator.python_types import Import, literal, path_literal
from generator.schemas import (
    ROOT,
    EnumDefinition,
    ModelDefinition,
    Property,
    SchemaReader,
    UnionDefinition,
    class_name,
    snake,
)

WIDTH = 120
RUNTIME = "timeback_runtime"


class TemplateContext:
    """The global ``context`` of the templates, besides the globals of openapi-python-client."""

    operation_note = OPERATION_NOTE

    def __init__(self, schemas: SchemaReader) -> None:
        self.schemas = schemas
        info = schemas.document["info"]
        self.package = schemas.package
        self.title = info["title"]
        self.summary = one_line(info.get("summary") or info.get("description", ""))
        self.service = info.get("x-service", "api")
        servers = schemas.document.get("servers") or [{"url": ""}]
        self.base_path = urlsplit(re.sub(r"[{}]", "", servers[0]["url"])).path.rstrip("/")
        self.error = self._error_reader()
        self.operations = {operation.name: operation for operation in OperationReader(schemas).definitions()}
        self.health_check = health_check(schemas.document.get("paths", {}), self.operations)
        self.models = {class_name(name): name for name, schema in schemas.schemas.items() if schemas.is_model(schema)}
        self.enums = {
            class_name(name): name
            for name, schema in schemas.schemas.items()
            if schemas.enum_values(schema) is not None
        }
        self.unions = [name for name, schema in schemas.schemas.items() if schemas.is_union(schema)]

    def _error_reader(self) -> str | None:
        found: Counter[str] = Counter()
        for item in self.schemas.document.get("paths", {}).values():
            for method in METHODS:
                for status, reply in item.get(method, {}).get("responses", {}).items():
                    content = self.schemas.resolve(reply).get("content", {}) if status[0] in "45d" else {}
                    found.update(m.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1] for m in content.values())
        # An operation may have another error body. That is available as plain content.
        most_common = [
            name for name, _ in found.most_common() if name and self.schemas.is_model(self.schemas.schemas[name])
        ]
        return (
            f"{self.schemas.module(most_common[0])}:parse_{snake(class_name(most_common[0]))}" if most_common else None
        )

    # Definitions, by the objects that openapi-python-client passes to the templates

    def endpoint(self, endpoint: Any) -> OperationDefinition:
        return self.operations[str(endpoint.name)]

    def model(self, model: Any) -> ModelDefinition:
        return self.schemas.model_definition(self.models[str(model.class_info.name)])

    def enum(self, enum: Any) -> EnumDefinition:
        return self.schemas.enum_definition(self.enums[str(enum.class_info.name)])

    def property_names(self) -> list[tuple[str, str]]:
        """The Python name and the JSON name of each property of each model."""
        models = map(self.schemas.model_definition, self.models.values())
        return [(p.name, p.wire) for model in models for p in model.properties]

    def model_names(self) -> list[tuple[str, str]]:
        """The names of all classes of the document with their modules; shared ones are in the common package."""
        named = {**self.models, **self.enums, **{class_name(n): n for n in self.unions}}
        return sorted((name, self.schemas.module(schema)) for name, schema in named.items())

    def model_table(self) -> str:
        """The names of all classes with their modules, relative to the package of the models."""
        here = f"{ROOT}.{self.package}.models"
        names = self.model_names()
        modules = [module.removeprefix(here) if module.startswith(f"{here}.") else module for _, module in names]
        relative = [module.replace(f"{ROOT}.", "...", 1) for module in modules]
        table = ", ".join(f'"{name}": "{module}"' for (name, _), module in zip(names, relative, strict=True))
        return layout(f"_NAMES = {{{table}}}")

    # Imports

    def imports(self, imports: list[Import], e: OperationDefinition) -> str:
        endpoint_functions = f"{RUNTIME}.endpoint_functions"
        extra: list[Import] = [
            (f"{ROOT}.{self.package}._package", "PACKAGE"),
            *((endpoint_functions, name) for name in ("AsyncSender", "Sender", "clears_locals", "iterates", "sends")),
            (f"{RUNTIME}.messages", "Response"),
            ("typing", "Literal"),
        ]
        if e.query_arguments or e.header_arguments:
            extra.append((RUNTIME, "encoding"))
        used = self._code(e)
        refuse_clashes([*imports, *extra], used, e.id)
        return import_lines([*imports, *extra], used)

    def _code(self, e: OperationDefinition) -> str:
        arguments = [*e.path_arguments, *e.query_arguments, *e.header_arguments, *([e.body.argument] if e.body else [])]
        parts = [a.annotation + " " + a.expression + " " + a.constant for a in arguments]
        parts += [r.decoder for r in e.replies] + [e.result_type, e.body_type, e.path_expression, e.item_type or ""]
        parts += [e.body.expression] if e.body else []
        parts.append("Operation PACKAGE clears_locals sends Sender AsyncSender Request Response encoding")
        return " ".join(
            [*parts, "Iteration PathLike iterates" if e.paging else "", "Literal" if e.takes_keyset else ""]
        )

    def model_imports(self, m: ModelDefinition) -> str:
        """The imports of a model's module, without those that must follow the class (see ``late_imports``)."""
        late = self._late_modules(m)
        here = self.schemas.module(m.schema_name)
        imports = [i for p in m.properties for i in p.type.imports]
        imports += [(f"{RUNTIME}.model", "Model"), (f"{RUNTIME}.validators", "json_field")]
        used = f"{self._model_code(m)} Model json_field"
        refuse_clashes([*imports, (here, m.name)], f"{used} {m.name}", m.schema_name)
        return import_lines([i for i in imports if i[0] not in late], used)

    def late_imports(self, m: ModelDefinition) -> str:
        """The imports of modules that import this one too, directly or not."""
        late = self._late_modules(m) - {self.schemas.module(m.schema_name)}
        imports = [i for p in m.properties for i in p.type.imports if i[0] in late]
        return import_lines(imports, self._model_code(m)) if imports else ""

    def declaration(self, m: ModelDefinition, p: Property) -> str:
        """The declaration of a property. A model that is imported after the class is named in a function."""
        late = self._late_modules(m)
        names = [name for module, name in p.type.imports if module in late]
        if not names:
            return p.declaration
        return re.sub(rf"\bModelOf\(({'|'.join(names)})\)", r"ModelOf(lambda: \1)", p.declaration)

    def _model_code(self, m: ModelDefinition) -> str:
        return " ".join(f"{p.type.annotation} {p.type.validator}" for p in m.properties)

    def _late_modules(self, m: ModelDefinition) -> set[str]:
        """The modules from which imports lead back to the model's module; its own is one if it refers to itself."""
        here = self.schemas.module(m.schema_name)
        return {module for module in self._module_imports[here] if here in self._reachable(module)}

    def _reachable(self, module: str) -> set[str]:
        return _reachable(module, self._module_imports)

    @cached_property
    def _module_imports(self) -> dict[str, set[str]]:
        """The modules of models and unions, each with the modules of other schemas that it imports at its top."""
        imports: dict[str, set[str]] = {}
        for name in self.models.values():
            properties = self.schemas.model_definition(name).properties
            imports[self.schemas.module(name)] = {
                module for p in properties for module, _ in p.type.imports if ".models." in module
            }
        unions = {
            self.schemas.module(name): {module for _, _, module in self.schemas.union_definition(name).variants}
            for name in self.unions
        }
        edges = imports | unions
        return imports | {
            union: variants
            for union, variants in unions.items()
            if not any(union in _reachable(variant, edges) for variant in variants)
        }

    def is_cyclic_union(self, u: UnionDefinition) -> bool:
        """Whether a variant contains the union, so that their modules need each other."""
        here = next(module for name in self.unions if (module := self.schemas.module(name)).endswith(f".{u.module}"))
        return here not in self._module_imports

    def union_imports(self, u: UnionDefinition) -> str:
        """The imports of the variants."""
        return import_lines([(module, klass) for _, klass, module in u.variants], self.union_names(u))

    def union_names(self, u: UnionDefinition) -> str:
        return ", ".join(dict.fromkeys(klass for _, klass, _ in u.variants))

    # Code

    def signature(self, head: str, e: OperationDefinition, result: str, *, iteration: bool = False) -> str:
        """The ``def`` line of a function that states each parameter."""
        keywords = [a for a in e.keywords if not (iteration and a.limit)]
        named = [_parameter(a) for a in keywords]
        if iteration:
            named += [
                "page_size: int | None = None",
                "max_items: int | None = None",
                "checkpoint: PathLike[str] | str | None = None",
                *(['paging: Literal["offset", "keyset"] = "offset"'] if e.takes_keyset else []),
            ]
        return layout(_definition(head, e, named, result))

    def senders(self, e: OperationDefinition) -> list[tuple[str, str, str]]:
        """The definition's start, the result and the type of the client of each function that sends the request."""
        response = f"Response[{e.body_type.removesuffix(' | None')}]"
        return [
            ("def sync_detailed", response, "Sender"),
            ("def sync", e.body_type, "Sender"),
            ("async def asyncio_detailed", response, "AsyncSender"),
            ("async def asyncio", e.body_type, "AsyncSender"),
        ]

    def sender(self, head: str, e: OperationDefinition, result: str, client: str) -> str:
        """A function that sends the request. Its decorator supplies the body."""
        return layout(_definition(head, e, [f"client: {client}", *map(_parameter, e.keywords)], result) + " ...")

    def operation(self, e: OperationDefinition) -> str:
        """The statement that defines ``OPERATION``."""
        replies = ", ".join(f"{reply.status}: {reply.decoder}" for reply in e.replies)
        arguments = ["PACKAGE", literal(e.id), literal(e.method), path_literal(e.path), f"{{{replies}}}"]
        if e.most:
            arguments.append(f"most={e.most}")
        if e.paging:
            arguments.append(f"paging={literal(e.paging)}")
        if e.accept != "application/json":
            arguments.append(f"accept={literal(e.accept)}")
        if e.extension:
            arguments.append("is_extension=True")
        return layout(f"OPERATION = Operation({', '.join(arguments)})")

    def request(self, e: OperationDefinition) -> str:
        """The statement of ``build`` that returns the request."""
        arguments = ["OPERATION", e.path_expression]
        if e.query_arguments:
            arguments.append(_pairs(e.query_arguments))
        if e.header_arguments:
            arguments.append(f"headers={_pairs(e.header_arguments)}")
        if e.body:
            arguments += [f"content={e.body.expression}", f"content_type={e.body.content_type}"]
        if e.partial:
            arguments.append(f"partial={e.partial} is not None")
        return layout(f"return Request({', '.join(arguments)})", 4)

    def iteration(self, e: OperationDefinition) -> str:
        """The statement of ``build_iter``. The decorator adds the docstring, which depends on the parameters only."""
        keyset = ", paging" if e.takes_keyset else ""
        request = f"build({self.passed(e, iteration=True)})"
        return layout(f"return Iteration({request}, page_size, max_items, checkpoint{keyset})", 4)

    def layout(self, code: str) -> str:
        return layout(code)

    def passed(self, e: OperationDefinition, *, iteration: bool = False) -> str:
        keywords = [a for a in e.keywords if not (iteration and a.limit)]
        return ", ".join([a.name for a in e.positional] + [f"{a.name}={a.name}" for a in keywords])

    def words(self, names: list[str]) -> str:
        return "{" + ", ".join(f'"{n}"' for n in names) + "}"

    # Docstrings

    def build_doc(self, e: OperationDefinition) -> str:
        blocks = [one_line(e.summary).removesuffix(".") + "."]
        if e.description and one_line(e.description) != one_line(e.summary):
            blocks.append(wrapped(e.description, 4))
        if e.undocumented:
            blocks.append("The published documents of the platform do not contain this operation.")
        if e.extension:
            blocks.append(OPERATION_NOTE)
        if arguments := [*e.positional, *e.keywords]:
            blocks.append("Args:\n" + "\n".join(item(a.name, _description(a), 8) for a in arguments))
        source = f"Source: {e.method} {self.base_path}{e.path} ({e.id})."
        blocks.append(textwrap.fill(source, WIDTH - 4, break_on_hyphens=False))
        return docstring(blocks)

    def model_doc(self, m: ModelDefinition) -> str:
        blocks = [wrapped(m.description or m.name, 7)]
        if said := [p for p in m.properties if p.description]:
            blocks.append("Attributes:\n" + "\n".join(item(p.name, p.description, 8) for p in said))
        return docstring(blocks)

    def enum_doc(self, e: EnumDefinition) -> str:
        return docstring([wrapped(e.description or e.name, 7)])


def _description(argument: Argument) -> str:
    return argument.description or argument.name


def one_line(text: str) -> str:
    return " ".join(text.split())


def first_sentence(text: str, otherwise: str) -> str:
    line = one_line(text) or otherwise
    end = re.search(r"(?<=[a-z0-9)])\. (?=[A-Z])", line)
    sentence = line[: end.start() + 1] if end else line
    return quotable(textwrap.shorten(sentence, WIDTH - 6, placeholder=" ..."))


def quotable(text: str) -> str:
    """Text that can be part of a docstring in triple double quotes."""
    return text.replace("\\", "\\\\").replace('"', "'")


def wrapped(text: str, indent: int) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(
        textwrap.fill(one_line(p), WIDTH - indent, break_long_words=False, break_on_hyphens=False) for p in paragraphs
    )


def item(name: str, text: str, indent: int) -> str:
    lines = textwrap.wrap(f"{name}: {one_line(text)}", WIDTH - indent, subsequent_indent="    ", break_long_words=False)
    return "\n".join("    " + line for line in lines)


def docstring(blocks: list[str]) -> str:
    text = "\n\n".join(blocks).replace("\\", "\\\\").replace('"""', "'''")
    if text.endswith('"'):
        text += " "
    quoted = f'"""{text}"""' if "\n" not in text else f'"""{text}\n"""'
    return textwrap.indent(quoted, "    ", lambda line: bool(line.strip()))


def _reachable(module: str, imports: dict[str, set[str]]) -> set[str]:
    found, pending = {module}, [module]
    while pending:
        for other in imports.get(pending.pop(), ()):
            if other not in found:
                found.add(other)
                pending.append(other)
    return found


def _parameter(argument: Argument) -> str:
    if argument.required:
        return f"{argument.name}: {argument.annotation}"
    return f"{argument.name}: {argument.annotation} | None = None"


def _pairs(arguments: list[Argument]) -> str:
    """The expression that encodes query parameters or headers."""
    return f"encoding.query({', '.join(f'({literal(a.wire)}, {a.expression})' for a in arguments)})"


def layout(code: str, indent: int = 0) -> str:
    """A statement in lines that are as long as possible: broken at the commas of its first bracket if it is too long.

    A formatter would put each argument on a line of its own, so that signatures were most of the code.
    """
    text = " " * indent + code
    if len(text) <= WIDTH or (found := _first_bracket(code)) is None:
        return text
    head, items, tail = found
    if any(" for " in item for item in items):
        return "\n".join([" " * indent + head, layout(", ".join(items), indent + 4), " " * indent + tail])
    lines, line, inner = [" " * indent + head], "", " " * (indent + 4)
    for item in items:
        if line and len(f"{inner}{line} {item},") > WIDTH:
            lines.append(inner + line)
            line = ""
        if len(f"{inner}{item},") > WIDTH:
            lines.append(layout(f"{item},", indent + 4))
        else:
            line = f"{line} {item},".lstrip()
    return "\n".join([*lines, *([inner + line] if line else []), layout(tail, indent)])


def _first_bracket(code: str) -> tuple[str, list[str], str] | None:
    """Code up to its first bracket, what is inside, split at the commas, and the rest; None without a bracket."""
    start, depth, quote, items, place = None, 0, "", [], 0
    for number, sign in enumerate(code):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([{":
            depth += 1
            if start is None:
                start = place = number + 1
        elif sign in ")]}" and start is not None:
            depth -= 1
        if start is not None and not quote and (depth == 0 or (depth == 1 and sign == ",")):
            items.append(code[place:number].strip())
            place = number + 1
            if depth == 0:
                return code[:start], [item for item in items if item], code[number:]
    return None


def _definition(head: str, e: OperationDefinition, named: list[str], result: str) -> str:
    positional = [f"{a.name}: {a.annotation}" for a in e.positional]
    return f"{head}({', '.join(positional + (['*', *named] if named else []))}) -> {result}:"


def refuse_clashes(imports: list[Import], used: str, where: str) -> None:
    """Refuse a class with the name of another object in the same module.

    Raises:
        SpecError: the message names both modules.
    """
    words = set(re.findall(r"\w+", used))
    modules_of: dict[str, str] = {}
    for module, name in imports:
        if name in words and (other := modules_of.setdefault(name, module)) != module:
            raise SpecError(f"{where}: {name} would come from {other} and from {module}; rename the schema")


def import_lines(imports: list[Import], used: str) -> str:
    """Import statements for the names that occur in the code."""
    words = set(re.findall(r"\w+", used))
    modules: dict[str, set[str]] = {}
    for module, name in imports:
        if name in words:
            modules.setdefault(module, set()).add(name)
    lines = [f"import {name}" for name in sorted(modules.pop("", ()))]
    return "\n".join(lines + [f"from {module} import {', '.join(sorted(names))}" for module, names in modules.items()])
