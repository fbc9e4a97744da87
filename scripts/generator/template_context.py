"""What the templates ask for: views of the document's parts, and text that needs more than a template."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from generator.bundling import METHODS, SpecError
from generator.operations import Argument, Endpoints, EndpointView
from generator.python_types import Import
from generator.schemas import ROOT, EnumView, ModelView, Property, Shapes, UnionView, class_name, snake

WIDTH = 118
RUNTIME = "timeback_runtime"
_PARSE = re.compile(r"\b(parse_\w+)\((@|i)\)")
_STANDARD = ("collections.abc", "os", "typing")


class Views:
    """The one global of the templates beside the generator's own."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        info = shapes.document["info"]
        self.package = shapes.package
        self.title = info["title"]
        self.summary = one_line(info.get("summary") or info.get("description", ""))
        self.service = info.get("x-service", "api")
        servers = shapes.document.get("servers") or [{"url": ""}]
        self.base_path = urlsplit(re.sub(r"[{}]", "", servers[0]["url"])).path.rstrip("/")
        self.error = self._error_reader()
        self.endpoints = {view.name: view for view in Endpoints(shapes).views()}
        self.models = {class_name(name): name for name, schema in shapes.schemas.items() if shapes.is_model(schema)}
        self.enums = {
            class_name(name): name for name, schema in shapes.schemas.items() if shapes.enum_values(schema) is not None
        }
        self.unions = [name for name, schema in shapes.schemas.items() if shapes.is_union(schema)]

    def _error_reader(self) -> str | None:
        found: Counter[str] = Counter()
        for item in self.shapes.document.get("paths", {}).values():
            for method in METHODS:
                for status, reply in item.get(method, {}).get("responses", {}).items():
                    content = self.shapes.resolve(reply).get("content", {}) if status[0] in "45d" else {}
                    found.update(m.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1] for m in content.values())
        # An operation may have a form of its own beside the usual one; it stays readable as plain content.
        usual = [name for name, _ in found.most_common() if name and self.shapes.is_model(self.shapes.schemas[name])]
        return f"{self.shapes.module(usual[0])}:parse_{snake(class_name(usual[0]))}" if usual else None

    # Views by what the generator hands to a template

    def endpoint(self, endpoint: Any) -> EndpointView:
        return self.endpoints[str(endpoint.name)]

    def model(self, model: Any) -> ModelView:
        return self.shapes.model_view(self.models[str(model.class_info.name)])

    def enum(self, enum: Any) -> EnumView:
        return self.shapes.enum_view(self.enums[str(enum.class_info.name)])

    def model_names(self) -> list[tuple[str, str]]:
        """Every class of the document with its module; shared ones are in the common package."""
        named = {**self.models, **self.enums, **{class_name(n): n for n in self.unions}}
        return sorted((name, self.shapes.module(schema)) for name, schema in named.items())

    # Imports

    def imports(self, imports: list[Import], e: EndpointView) -> str:
        extra: list[Import] = [
            (f"{ROOT}.{self.package}._package", "PACKAGE"),
            (RUNTIME, "endpoint_functions"),
            (f"{RUNTIME}.endpoint_functions", "Sender"),
            (f"{RUNTIME}.endpoint_functions", "AsyncSender"),
            (f"{RUNTIME}.messages", "Response"),
            (f"{RUNTIME}.frames", "clears_locals"),
        ]
        if e.query_arguments or e.header_arguments:
            extra.append((RUNTIME, "encoding"))
        used = self._code(e)
        refuse_clashes([*imports, *extra], used, e.id)
        return import_lines([*imports, *extra], used)

    def _code(self, e: EndpointView) -> str:
        arguments = [*e.path_arguments, *e.query_arguments, *e.header_arguments, *([e.body.argument] if e.body else [])]
        parts = [a.annotation + " " + a.expression + " " + a.check for a in arguments]
        parts += [r.reader for r in e.replies] + [e.result, e.whole, e.path_expression, e.item or ""]
        parts += [e.body.expression] if e.body else []
        parts.append("Operation PACKAGE clears_locals endpoint_functions Sender AsyncSender Request Response encoding")
        return " ".join([*parts, "Iteration PathLike" if e.paging else ""])

    def model_imports(self, m: ModelView, *, top: bool) -> str:
        """Other models come at the end of the module: by then this one exists, so that cycles work."""
        imports = [i for p in m.properties for i in p.kind.imports]
        here = f"{ROOT}.{self.shapes.home(m.schema_name)}.models.{m.module}"
        models = [i for i in imports if ".models." in i[0] and i[0] != here]
        used = " ".join(
            [
                p.kind.annotation + " " + self.read(p) + " " + p.kind.check + " " + p.kind.write("v", "")
                for p in m.properties
            ]
        )
        if not top:
            return import_lines(models, used, noqa=True)
        others = [i for i in imports if ".models." not in i[0] and i[0] != "typing"]
        core = [(f"{RUNTIME}.model", n) for n in ("Model", "fresh", "new", "seed")] + [
            (f"{RUNTIME}.validators", "Field"),
            ("attrs", "define"),
        ]
        used += " Model fresh new seed Field define Any"
        refuse_clashes([*imports, *core, ("typing", "Any"), (here, m.name)], f"{used} {m.name}", m.schema_name)
        return import_lines([*others, *core, ("typing", "Any")], used)

    def union_imports(self, u: UnionView) -> list[tuple[str, str]]:
        names: dict[str, set[str]] = {}
        for _, klass, module, parser in u.variants:
            names.setdefault(module, set()).update({klass, parser})
        return sorted((module, ", ".join(sorted(found))) for module, found in names.items())

    def union_names(self, u: UnionView) -> str:
        return " | ".join(dict.fromkeys(klass for _, klass, _, _ in u.variants))

    # Code

    def read(self, p: Property) -> str:
        get = f'd.get("{p.wire}")'
        triggers = [(trigger, self._whole(expression)) for trigger, expression in p.kind.triggers()]
        if not triggers:
            return get
        (first, expression), *rest = triggers
        otherwise = "v"
        for trigger, other in reversed(rest):
            otherwise = f"{other.replace('@', 'v')} if type(v) is {trigger} else {otherwise}"
        return f"{expression.replace('@', 'v')} if type(v := {get}) is {first} else {otherwise}"

    def _whole(self, expression: str) -> str:
        """What is read inside of an object is read whole: that one is asked for is known by then."""
        return _PARSE.sub(lambda m: f"{m[1]}({m[2]}, True)" if m[1] in self._deep else m[0], expression)

    @cached_property
    def _deep(self) -> set[str]:
        views = map(self.shapes.model_view, self.models.values())
        return {view.parser for view in views if view.inside}

    def signature(self, head: str, e: EndpointView, result: str, *, client: str = "", iteration: bool = False) -> str:
        keywords = [a for a in e.keywords if not (iteration and a.limit)]
        parts = [f"{a.name}: {a.annotation}" for a in e.positional]
        named = [f"client: {client}"] if client else []
        named += [
            f"{a.name}: {a.annotation}" if a.required else f"{a.name}: {a.annotation} | None = None" for a in keywords
        ]
        if iteration:
            named += [
                "page_size: int | None = None",
                "max_items: int | None = None",
                "checkpoint: PathLike[str] | str | None = None",
            ]
        return definition(head, parts + (["*", *named] if named else []), result)

    def passed(self, e: EndpointView, *, iteration: bool = False) -> str:
        keywords = [a for a in e.keywords if not (iteration and a.limit)]
        return ", ".join([a.name for a in e.positional] + [f"{a.name}={a.name}" for a in keywords])

    def words(self, names: list[str]) -> str:
        return "{" + ", ".join(f'"{n}"' for n in names) + "}"

    # Docstrings

    def build_doc(self, e: EndpointView) -> str:
        blocks = [one_line(e.summary).removesuffix(".") + "."]
        if e.description and one_line(e.description) != one_line(e.summary):
            blocks.append(wrapped(e.description, 4))
        if e.undocumented:
            blocks.append("The platform answers this beyond its published documents.")
        if arguments := [*e.positional, *e.keywords]:
            blocks.append("Args:\n" + "\n".join(item(a.name, _said(a), 8) for a in arguments))
        blocks.append(f"Source: {e.method} {self.base_path}{e.path} ({e.id}).")
        return docstring(blocks)

    def model_doc(self, m: ModelView) -> str:
        blocks = [wrapped(m.description or m.name, 4)]
        if said := [p for p in m.ordered if p.description]:
            blocks.append("Attributes:\n" + "\n".join(item(p.name, p.description, 8) for p in said))
        return docstring(blocks)

    def enum_doc(self, e: EnumView) -> str:
        return docstring([wrapped(e.description or e.name, 4)])


def _said(argument: Argument) -> str:
    return argument.description or argument.name


def one_line(text: str) -> str:
    return " ".join(text.split())


def first_sentence(text: str, otherwise: str) -> str:
    line = one_line(text) or otherwise
    end = re.search(r"(?<=[a-z0-9)])\. (?=[A-Z])", line)
    return quotable((line[: end.start() + 1] if end else line)[:WIDTH])


def quotable(text: str) -> str:
    """Text that can stand between three double quotes."""
    return text.replace("\\", "\\\\").replace('"', "'")


def wrapped(text: str, indent: int) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(textwrap.fill(one_line(p), WIDTH - indent, break_long_words=False) for p in paragraphs)


def item(name: str, text: str, indent: int) -> str:
    lines = textwrap.wrap(f"{name}: {one_line(text)}", WIDTH - indent, subsequent_indent="    ", break_long_words=False)
    return "\n".join("    " + line for line in lines)


def docstring(blocks: list[str]) -> str:
    text = "\n\n".join(blocks).replace("\\", "\\\\").replace('"""', "'''")
    if text.endswith('"'):
        text += " "
    quoted = f'"""{text}"""' if "\n" not in text else f'"""{text}\n"""'
    return textwrap.indent(quoted, "    ", lambda line: bool(line.strip()))


def definition(head: str, parts: list[str], result: str) -> str:
    """A ``def`` line, wrapped so that a long list of parameters takes as few lines as it can."""
    line = f"{head}({', '.join(parts)}) -> {result}:"
    if len(line) <= WIDTH:
        return line
    rows, row = [], ""
    for part in parts:
        if row and len(row) + len(part) + 3 > WIDTH - 4:
            rows.append(row)
            row = ""
        row += f"{part}, "
    rows.append(row)
    return f"{head}(\n" + "\n".join("    " + r.rstrip() for r in rows) + f"\n) -> {result}:"


def refuse_clashes(imports: list[Import], used: str, where: str) -> None:
    """Refuse a class that has the name of something else in the same module.

    Raises:
        SpecError: names both modules.
    """
    words = set(re.findall(r"\w+", used))
    homes: dict[str, str] = {}
    for module, name in imports:
        if name in words and (other := homes.setdefault(name, module)) != module:
            raise SpecError(
                f"{where}: {name} would come from {other} and from {module}; call the schema something else"
            )


def import_lines(imports: list[Import], used: str, *, noqa: bool = False) -> str:
    """``import`` lines, sorted and grouped, for the names that the code really uses."""
    words = set(re.findall(r"\w+", used))
    groups: dict[str, set[str]] = {}
    for module, name in imports:
        if name in words:
            groups.setdefault(module, set()).add(name)
    standard: list[str] = []
    third: list[str] = []
    ours: list[str] = []
    for module in sorted(groups):
        names = sorted(groups[module], key=lambda n: (not n.isupper(), not n[0].isupper(), n))
        if not module:
            standard += [f"import {n}" for n in names]
            continue
        line = f"from {module} import {', '.join(names)}"
        if len(line) > WIDTH:
            rows = textwrap.fill(", ".join(names) + ",", WIDTH, initial_indent="    ", subsequent_indent="    ")
            line = f"from {module} import (\n{rows}\n)"
        if noqa:
            line += "  # noqa: E402"
        target = ours if module.startswith((ROOT, RUNTIME)) else standard if module in _STANDARD else third
        target.append(line)
    return "\n\n".join("\n".join(group) for group in (standard, third, ours) if group) + "\n"


def check_known(document: dict[str, Any]) -> None:
    """Refuse an ``x-`` key that nothing reads, wherever it stands.

    Raises:
        SpecError: names the key.
    """

    def visit(node: Any, where: str, named: bool) -> None:
        if isinstance(node, list):
            for entry in node:
                visit(entry, where, False)
        elif isinstance(node, dict):
            for key, value in node.items():
                if not named and str(key).startswith("x-") and key not in KNOWN_KEYS:
                    raise SpecError(f"{where}: nothing reads {key}")
                inside = key in ("example", "examples", "default", "const", "enum") or str(key).startswith("x-")
                if not inside or named:
                    visit(
                        value, f"{where}/{key}", key in ("properties", "schemas", "responses", "headers") and not named
                    )

    visit(document, "#", False)


KNOWN_KEYS = frozenset(
    {
        "x-package",
        "x-service",
        "x-python-name",
        "x-kind",
        "x-unwrap",
        "x-collection",
        "x-filters",
        "x-enum-varnames",
        "x-undocumented",
        "x-entity",
        "x-select",
        "x-parents",
        "x-refers-to",
        "x-deferred",
        "x-natural-key",
        "x-identity-of",
    }
)
