"""Generate generated/timeback_api from specs/.

    python scripts/regen.py            write the files
    python scripts/regen.py --check    write nothing; exit with 1 if generated/ is out of date

openapi-python-client provides the names, the rendering and the layout of files; the templates in scripts/templates are
our own. Types, unions and limits are read by scripts/generator, because ``naming_document`` removes them from the
document that openapi-python-client parses. A warning of openapi-python-client is an error, and so is a schema or an
operation that it drops.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from generator import property_names
from generator.bundling import COMMON, METHODS, SpecError, bundle, compact
from generator.extension_keys import check_known
from generator.python_types import literal, path_literal
from generator.schemas import ROOT, SchemaReader, class_name, snake
from generator.template_context import TemplateContext, first_sentence, one_line, quotable
from generator.validation import check_document, check_package

REPOSITORY = Path(__file__).resolve().parent.parent
TEMPLATES = REPOSITORY / "scripts" / "templates"
LINE_LENGTH = 120
OVERRIDES = {
    "application/xml": "application/octet-stream",
    "application/zip": "application/octet-stream",
    "text/xml": "application/octet-stream",
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Generate generated/timeback_api from specs/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if generated/ is out of date")
    parser.add_argument("--specs", type=Path, default=REPOSITORY / "specs", help="the folder of the documents")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "generated", help="the folder to write into")
    arguments = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as folder:
            generated = Path(folder) / ROOT
            generate(arguments.specs, generated)
            target = arguments.out / ROOT
            if arguments.check:
                return report(differences(generated, target))
            update(generated, target)
    except SpecError as error:
        print(f"specs: {error}", file=sys.stderr)
        return 1
    return 0


def generate(specs: Path, out: Path) -> None:
    """Write all packages into the folder ``out``, which must not exist.

    Raises:
        SpecError: a document is invalid or not supported.
    """
    shutil.copytree(TEMPLATES / "root", out)
    (out / "py.typed").touch()
    documents = sorted(path for path in specs.glob("*.yaml") if path.name != COMMON)
    used: set[str] = set()
    properties: list[tuple[str, str]] = []
    taken = dict.fromkeys(("common", "_core"), "the shared modules")
    for path in documents:
        document, shared = bundle(path)
        check_known(document)
        package = check_package(document["info"].get("x-package"), path.name, taken)
        properties += write_package(document, shared, package, out / package).property_names()
        used |= shared
    common, _ = bundle(specs / COMMON)
    check_known(common)
    if unused := set(common["components"].get("schemas", {})) - used:
        raise SpecError(f"{COMMON}: no document references {', '.join(sorted(unused))}")
    write_package(common, set(common["components"]["schemas"]), "common", out / "common")
    names = property_names.module_text(property_names.irregular_names(properties))
    (out / property_names.FILE).write_text(names, encoding="utf-8", newline="\n")
    format_code(out)


def write_package(document: dict[str, Any], shared: set[str], package: str, out: Path) -> TemplateContext:
    """Write one package; schemas in ``shared`` belong to the package ``common``."""
    schemas = SchemaReader(document, shared, package)
    check_document(document, schemas)
    context = TemplateContext(schemas)
    config = Config.from_sources(
        ConfigFile(post_hooks=[], content_type_overrides=OVERRIDES), MetaType.NONE, out, "utf-8", True, out
    )
    data = GeneratorData.from_dict(naming_document(document, schemas), config=config)
    if isinstance(data, GeneratorError):
        raise SpecError(f"{package}: {data.header}: {data.detail}")
    check_complete(data, context, package)
    own = {class_name(name) for name in schemas.schemas if package == "common" or name not in shared}
    data.models[:] = [m for m in data.models if str(m.class_info.name) in own & set(context.models)]
    data.enums[:] = [e for e in data.enums if str(e.class_info.name) in own & set(context.enums)]
    project = Project(openapi=data, config=config, custom_template_path=TEMPLATES)
    project.env.globals["context"] = context
    project.env.filters.update(
        one_line=lambda text: quotable(one_line(text)),
        first_sentence=first_sentence,
        literal=literal,
        path_literal=path_literal,
        tuple_of_tuples=lambda groups: repr(tuple(tuple(group) for group in groups)),
    )
    with contextlib.redirect_stdout(io.StringIO()):
        errors = project.build()
    if errors:
        raise SpecError("\n".join(f"{package}: {e.header} {e.detail}" for e in errors))
    for name in context.unions:
        union = schemas.union_definition(name)
        text = project.env.get_template("union.py.jinja").render(u=union)
        (out / "models" / f"{union.module}.py").write_text(text, encoding="utf-8", newline="\n")
    if document.get("paths"):
        package_text = project.env.get_template("package.py.jinja").render()
        (out / "_package.py").write_text(package_text, encoding="utf-8", newline="\n")
        # Compressed to a sixth, since few programs read it. Without a time, so that the result is always the same.
        (out / "openapi.json.gz").write_bytes(gzip.compress(compact(document).encode(), mtime=0))
    else:
        for name in ("client.py", "errors.py", "types.py"):
            (out / name).unlink()
        shutil.rmtree(out / "api")
        (out / "__init__.py").write_text('"""Models that several packages use."""\n', encoding="utf-8")
    for path in out.rglob("*.py"):
        # The same bytes on every system, since --check compares them with the committed files.
        path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n", encoding="utf-8", newline="\n")
    return context


def format_code(folder: Path) -> None:
    """Sort the imports and format the code. The options are fixed, so that the result is the same in any folder."""
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--isolated", "--no-cache", "--quiet", "--config", f"line-length={LINE_LENGTH}", str(folder)]
    first_party = f'lint.isort.known-first-party=["{ROOT}", "timeback_runtime"]'
    one_line = "format.skip-magic-trailing-comma=true"
    subprocess.run([*ruff, "check", "--select", "I", "--fix", "--config", first_party, *options], check=True)
    # Endpoint modules and lists of models have the layout of the templates, which fills lines.
    filled = 'exclude=["api", "models/__init__.py"]'
    subprocess.run([*ruff, "format", "--config", one_line, "--config", filled, *options], check=True)


def naming_document(document: dict[str, Any], reader: SchemaReader) -> dict[str, Any]:
    """The document without types, for openapi-python-client: only names of schemas, properties and operations remain.

    Its parser supports fewer types than the documents use, and would warn or generate something else. So it serves for
    naming, rendering and the layout of files; types, unions and limits come from ``SchemaReader``.
    """
    out = deepcopy(document)
    out.setdefault("paths", {})
    schemas = out["components"].setdefault("schemas", {})
    for name, schema in list(schemas.items()):
        enum = reader.enum_values(schema)
        if enum is not None:
            schemas[name] = {"type": "string", "enum": enum[0], "description": schema.get("description", "")}
            if "x-enum-varnames" in schema:
                schemas[name]["x-enum-varnames"] = schema["x-enum-varnames"]
        elif not reader.is_model(schema):
            schemas[name] = {"description": schema.get("description", "")}
        else:
            schemas[name] = {
                "type": "object",
                "properties": {wire: {} for wire in reader.merged_properties(schema, name)[0]},
            }
    return out


def check_complete(data: GeneratorData, context: TemplateContext, package: str) -> None:
    """Check that openapi-python-client found all operations and schemas of the document.

    Raises:
        SpecError: an operation or a schema is missing, or two operations have the same name.
    """
    operations = Counter(
        snake(i[m]["operationId"])
        for i in context.schemas.document.get("paths", {}).values()
        for m in METHODS
        if m in i
    )
    if duplicates := sorted(name for name, count in operations.items() if count > 1):
        raise SpecError(f"{package}: two operations have the same Python name: {', '.join(duplicates)}")
    found = {str(e.name) for c in data.endpoint_collections_by_tag.values() for e in c.endpoints}
    problems = [e for c in data.endpoint_collections_by_tag.values() for e in c.parse_errors] + list(data.errors)
    lost = sorted(set(context.operations) ^ found)
    classes = {str(m.class_info.name) for m in data.models} | {str(e.class_info.name) for e in data.enums}
    lost += sorted((set(context.models) | set(context.enums)) ^ classes)
    if lost or problems:
        details = [f"{p.header} {p.detail}" for p in problems]
        raise SpecError(f"{package}: lost in generation: {', '.join(lost) or 'nothing'}\n" + "\n".join(details))


def differences(generated: Path, target: Path) -> list[str]:
    """The paths of the files that differ, relative to the folders."""
    names = {p.relative_to(root) for root in (generated, target) for p in root.rglob("*") if p.is_file()}
    names = {n for n in names if "__pycache__" not in n.parts}
    return sorted(
        str(n)
        for n in names
        if not (
            (generated / n).is_file() and (target / n).is_file() and content_of(generated / n) == content_of(target / n)
        )
    )


def content_of(path: Path) -> bytes:
    """The bytes of a file. Those of a compressed one are decompressed: versions of zlib compress differently."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def update(generated: Path, target: Path) -> None:
    """Write only the files that differ, so that other processes can import the packages meanwhile."""
    for name in differences(generated, target):
        if (generated / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(generated / name, target / name)
        else:
            (target / name).unlink()
    for folder in sorted((p for p in target.rglob("*") if p.is_dir()), reverse=True):
        if folder.name != "__pycache__" and not any(p.name != "__pycache__" for p in folder.iterdir()):
            shutil.rmtree(folder)


def report(different: list[str]) -> int:
    """Print the files that differ, and return the exit code."""
    if not different:
        return 0
    shown = "\n".join(f"  {name}" for name in different[:20])
    more = f"\n  ... and {len(different) - 20} more" if len(different) > 20 else ""
    print(f"generated/ is out of date; run `make regen`:\n{shown}{more}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
