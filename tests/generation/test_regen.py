"""The regen command: reproducible output, its messages, and the size of the generated packages."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.generation.kit import GOLDEN, KNOWN_KEYS, REPOSITORY, bundled, document, regen, thing, write_specs
from timeback._spec import documents

pytestmark = pytest.mark.slow

GENERATED = REPOSITORY / "generated" / "timeback_api"


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run the command in this process, since its imports take longer than its work."""

    def call(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["regen.py", *map(str, arguments)])
        code = regen.main()
        return Done(code, *capsys.readouterr())

    return call


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_run_gives_the_same_bytes_whatever_the_order_of_sets(tmp_path: Path) -> None:
    """Compare the committed code with the output of a process that has another hash seed."""
    command = [sys.executable, str(REPOSITORY / "scripts/regen.py"), "--out", str(tmp_path)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": "1"}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    results = bytes_of(tmp_path / "timeback_api")
    assert "rostering/api/users/get_user.py" in results
    before = bytes_of(GENERATED)
    assert {name for name in before if "__pycache__" not in name} == set(results)
    assert [name for name, content in results.items() if before[name] != content] == [], "make regen"


def test_a_second_run_changes_nothing_and_leaves_nothing_behind(run: Callable[..., Done], tmp_path: Path) -> None:
    specs = GOLDEN / "specs"
    assert run("--specs", specs, "--out", tmp_path).code == 0
    first = bytes_of(tmp_path)
    (tmp_path / "timeback_api/library/models/stale.py").write_text("")
    assert run("--specs", specs, "--out", tmp_path).code == 0
    assert bytes_of(tmp_path) == first


def test_check_is_quiet_where_all_is_well_and_writes_nothing(run: Callable[..., Done], tmp_path: Path) -> None:
    out = shutil.copytree(GOLDEN / "expected", tmp_path / "out/timeback_api").parent
    before = bytes_of(out)
    done = run("--check", "--specs", GOLDEN / "specs", "--out", out)
    assert done == (0, "", "")
    assert bytes_of(out) == before


@pytest.mark.parametrize("change", ["changed", "extra", "missing"])
def test_check_names_what_differs(run: Callable[..., Done], tmp_path: Path, change: str) -> None:
    out = shutil.copytree(GOLDEN / "expected", tmp_path / "out/timeback_api").parent
    odd = out / "timeback_api/library/models/book.py"
    if change == "changed":
        odd.write_bytes(odd.read_bytes() + b"\n")
    elif change == "missing":
        odd.unlink()
    else:
        odd = odd.with_name("leftover.py")
        odd.write_text("")
    before = bytes_of(out)
    done = run("--check", "--specs", GOLDEN / "specs", "--out", out)
    assert done.code == 1
    assert f"library/models/{odd.name}" in done.err
    assert "make regen" in done.err
    assert len(done.err.splitlines()) == 2
    assert bytes_of(out) == before


def test_check_of_an_empty_folder(run: Callable[..., Done], tmp_path: Path) -> None:
    done = run("--check", "--specs", GOLDEN / "specs", "--out", tmp_path)
    assert done.code == 1
    assert "and" in done.err.splitlines()[-1]
    assert "more" in done.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_is_refused_leaves_what_is_there(run: Callable[..., Done], tmp_path: Path) -> None:
    specs = write_specs(tmp_path, document({"Thing": {**thing(a={"type": "string"}), "x-odd": 1}}))
    there = tmp_path / "out/timeback_api/things"
    there.mkdir(parents=True)
    done = run("--specs", specs, "--out", tmp_path / "out")
    assert done.code == 1
    assert done.err.startswith("specs: ")
    assert "x-odd" in done.err
    assert there.is_dir()


def test_each_x_key_is_read_somewhere() -> None:
    """A key in a list is not read. Some source asks for it: ``get``, ``extension``, ``in``, an index, a constant."""
    sources = [p for folder in ("scripts", "timeback") for p in (REPOSITORY / folder).rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    read = re.compile(
        r"""(?:\.get\(|\.pop\(|extension\(\w+, |\[|\(|(?<!\w)in |== |[A-Z]: Final = |[A-Z] = )\s*["'](x-[a-z-]+)["']"""
        r"""|["'](x-[a-z-]+)["']\s+(?:not )?in """
    )
    asked = {name for match in read.finditer(text) for name in match.groups() if name}
    assert sorted(set(KNOWN_KEYS) - asked) == []


def test_each_x_key_is_described() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(x-[a-z-]+)` \|", text, re.MULTILINE)) == sorted(KNOWN_KEYS)


def test_each_x_key_is_used_in_the_documents() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "specs").glob("*.yaml"))
    assert sorted(key for key in KNOWN_KEYS if f"{key}:" not in text) == []


@pytest.mark.parametrize(
    ("packages", "most"),
    [
        (["rostering"], 15_200),
        (["rostering", "gradebook", "resources"], 24_000),
        (["qti"], 12_000),
        (["powerpath"], 14_000),
    ],
)
def test_the_packages_stay_small(packages: list[str], most: int) -> None:
    files = [path for package in packages for path in (GENERATED / package).rglob("*.py")]
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
    assert 0 < lines <= most


def test_a_shared_schema_is_generated_once() -> None:
    shared = {path.stem for path in (GENERATED / "common/models").glob("*.py")} - {"__init__"}
    schemas = bundled("common.yaml")["components"]["schemas"]
    assert len(shared) >= sum("properties" in schema or "enum" in schema for schema in schemas.values()) > 10
    defined: dict[str, set[str]] = {}
    for path in (REPOSITORY / "specs").glob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        names = content["components"].get("schemas", {})
        defined[content["info"].get("x-package", "common")] = {name.lower() for name in names}
    for package in documents.packages():
        own = {path.stem for path in (GENERATED / package / "models").glob("*.py")} - {"__init__"}
        assert own
        # A document may define another schema under the name of a shared one, such as the course of PowerPath.
        assert {stem.replace("_", "") for stem in own & shared} <= defined[package]
