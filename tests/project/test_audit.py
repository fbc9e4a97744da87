"""scripts/audit.py with a fake pip-audit."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import audit as script
import pytest

REPOSITORY = Path(__file__).parents[2]

PINS = """\
# written by a tool
alpha==1.0 \\
    --hash=sha256:00
Beta_Two==2.0 ; python_full_version < '3.12' \\
    --hash=sha256:00
beta-two==2.1 ; python_full_version >= '3.12' \\
    --hash=sha256:00
    # via alpha
gamma[extra]==3.0
"""
Audit = Callable[[dict[str, Any]], tuple[int, str]]
ALL = {"alpha 1.0", "beta-two 2.0", "beta-two 2.1", "gamma 3.0"}
# The fake does not know pins that a test does not list; services that a test does not list are unreachable.
FAKE = """
import json, os, sys
arguments = sys.argv
service = arguments[arguments.index("--vulnerability-service") + 1]
answers = json.loads(os.environ["ANSWERS"])
if service not in answers:
    sys.exit("ConnectionError: the service is away")
if answers[service] == "nonsense":
    open(arguments[arguments.index("--output") + 1], "w").write("[")
    sys.exit(0)
found, names = [], set()
for line in open(arguments[arguments.index("--requirement") + 1]):
    name, version = line.strip().split("==")
    assert name not in names, "pip-audit refuses a name that comes twice"
    names.add(name)
    known = answers[service].get(f"{name} {version}")
    if known is None:
        found.append({"name": name, "skip_reason": "Dependency not found"})
    else:
        vulns = [{"id": each, "fix_versions": ["9.9"], "aliases": [], "description": "x"} for each in known]
        found.append({"name": name, "version": version, "vulns": vulns})
with open(arguments[arguments.index("--output") + 1], "w") as file:
    json.dump({"dependencies": found, "fixes": []}, file)
sys.exit(any(each.get("vulns") for each in found))
"""


@pytest.fixture
def audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Audit:
    """Run the script on PINS with these replies of the services; return its exit code and output."""
    (tmp_path / "pip_audit.py").write_text(FAKE)
    (tmp_path / "pins.txt").write_text(PINS)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["audit.py", str(tmp_path / "pins.txt"), "--python", sys.executable])

    def run(answers: dict[str, Any]) -> tuple[int, str]:
        monkeypatch.setenv("ANSWERS", json.dumps(answers))
        code = script.main()
        said = capsys.readouterr()
        assert said.err == ""
        return code, said.out

    return run


def safe(*but: str) -> dict[str, list[str]]:
    return {pin: [] for pin in ALL if pin not in but}


def test_all_answered_and_none_vulnerable(audit: Audit) -> None:
    code, said = audit({"pypi": safe()})
    assert code == 0
    assert "All 4 pins" in said


def test_vulnerable_pins_are_named(audit: Audit) -> None:
    code, said = audit({"pypi": {**safe(), "beta-two 2.1": ["GHSA-1", "CVE-2"], "gamma 3.0": ["GHSA-3"]}})
    assert code == 1
    for line in ("beta-two 2.1: GHSA-1, fixed in 9.9", "beta-two 2.1: CVE-2", "gamma 3.0: GHSA-3", "2 of 4 pins"):
        assert line in said
    assert "no known" not in said


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"pypi": {}},
        {"pypi": "nonsense", "osv": "nonsense"},
        {"pypi": safe("gamma 3.0")},
        {"osv": safe("gamma 3.0")},
    ],
    ids=["no service", "an index that knows nothing", "nonsense", "all but one", "the second all but one"],
)
def test_what_is_not_answered_is_not_safe(audit: Audit, answers: dict[str, Any]) -> None:
    code, said = audit(answers)
    assert code == 3
    assert "Not answered" in said
    assert "gamma 3.0" in said
    assert "no known" not in said


def test_a_second_service_is_asked_for_the_rest(audit: Audit) -> None:
    assert audit({"pypi": safe("gamma 3.0"), "osv": {"gamma 3.0": []}})[0] == 0
    assert audit({"osv": {**safe(), "alpha 1.0": ["GHSA-1"]}})[0] == 1


def test_a_vulnerable_pin_counts_more_than_an_unanswered_one(
    audit: Audit,
) -> None:
    code, said = audit({"pypi": {"alpha 1.0": ["GHSA-1"]}})
    assert code == 1
    assert "3 of 4 pins" in said


def test_without_pip_audit_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(place: Path, version: str) -> Path:
        raise subprocess.CalledProcessError(1, ["pip"], stderr="Looking\nERROR: no matching distribution\n")

    (tmp_path / "pins.txt").write_text(PINS)
    monkeypatch.setattr(script, "install", refuse)
    monkeypatch.setattr(sys, "argv", ["audit.py", str(tmp_path / "pins.txt"), "--version", "2.10.1"])
    assert script.main() == 3
    said = capsys.readouterr().out
    assert "could not be installed (ERROR: no matching distribution)" in said
    assert "4 pins" in said


def test_a_file_without_pins_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("# nothing\n")
    command = [sys.executable, str(REPOSITORY / "scripts/audit.py"), str(tmp_path / "empty.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "no pins" in done.stderr


def test_the_files_of_this_project_can_be_read() -> None:
    files = sorted(REPOSITORY.glob("requirements/*.txt"))
    lines = [line for file in files for line in file.read_text().splitlines() if "==" in line and line[0].isalnum()]
    pins = {(script.normal(name), rest.split()[0]) for name, _, rest in (line.partition("==") for line in lines)}
    assert set(script.read_pins(files)) == pins
    assert len(pins) > 100
