"""Control characters from servers, files and arguments do not reach the terminal."""

from __future__ import annotations

import csv
import io
import json
import logging
import os
import pty
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from timeback._escaping.terminal import CleanStream, clean, clean_output, encodable, one_line
from timeback.cli.app import timeback
from timeback.sandbox import Sandbox

# Code points, independent of the code under test.
FORBIDDEN = {
    *(code for code in range(0x20) if chr(code) not in "\n\t"),
    *range(0x7F, 0xA0),
    *(0x061C, 0x200E, 0x200F, 0x2028, 0x2029),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
}
HOSTILE = "\x1b[2J\x1b]0;title\x07\x9b31m\u202e\u2066\u200f\u061c\x7f\x00\r\x85\u2028end"
TEXTS = st.text(
    st.one_of(st.sampled_from([chr(code) for code in FORBIDDEN if code < 0xD800]), st.characters(codec="utf-8"))
)


def controls(text: str) -> set[str]:
    return {f"U+{ord(character):04X}" for character in text if ord(character) in FORBIDDEN}


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def environment(box: Sandbox) -> dict[str, str]:
    return {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
    }


def run(box: Sandbox, *arguments: str) -> Result:
    return CliRunner().invoke(timeback, arguments, env=environment(box), prog_name="timeback")


def org(identity: str, name: str, **more: Any) -> dict[str, Any]:
    return {"sourcedId": identity, "name": name, "type": "school", "status": "active", **more}


def test_every_form_of_a_listing(box: Sandbox) -> None:
    box.store.put("orgs", org("hostile", HOSTILE, identifier=HOSTILE, metadata={HOSTILE: [HOSTILE]}))
    for form in ("table", "json", "jsonl"):
        for path in ("orgs", "orgs/hostile"):
            result = run(box, "get", path, "-o", form)
            assert result.exit_code == 0, result.output
            assert controls(result.stdout) == set()
    assert json.loads(run(box, "get", "orgs/hostile", "-o", "json").stdout)["name"] == HOSTILE
    (line,) = run(box, "get", "orgs", "-o", "jsonl", "-f", "sourcedId='hostile'").stdout.splitlines()
    assert json.loads(line)["metadata"] == {HOSTILE: [HOSTILE]}
    assert "\\u202e" in line


@given(name=TEXTS, identifier=TEXTS, key=TEXTS, form=st.sampled_from(["table", "json", "jsonl", "csv"]))
def test_any_text_through_the_command(box: Sandbox, name: str, identifier: str, key: str, form: str) -> None:
    box.store.put("orgs", org("any", name, identifier=identifier, metadata={key: name}))
    fields = ["--fields", "sourcedId,name,identifier"] if form == "csv" else []
    result = run(box, "get", "orgs", "-f", "sourcedId='any'", "-o", form, *fields)
    assert result.exit_code == 0
    if form == "csv":
        rows = list(csv.reader(io.StringIO(result.stdout_bytes.decode(), newline="")))
        assert rows[1] == ["any", name, identifier]
        return
    assert controls(result.stdout) == set()
    if form != "table":
        found = json.loads(result.stdout)
        found = found[0] if form == "json" else found
        assert (found["name"], found["identifier"], found["metadata"]) == (name, identifier, {key: name})


@given(text=st.text())
def test_cleaning(text: str) -> None:
    assert controls(clean(text)) == set()
    assert not set(one_line(text)) & {"\n", "\t"}
    assert clean(clean(text)) == clean(text)
    encodable(text).encode()
    document = json.dumps({text: text}, ensure_ascii=False)
    assert json.loads(clean(document)) == {text: text}
    if not controls(text):
        assert clean(text) == text


def test_what_a_server_says_of_an_error(box: Sandbox) -> None:
    said = {"imsx_codeMajor": "failure", "imsx_description": f"{HOSTILE}\ntimeback: all is well"}
    box.faults.add("GET", "*/orgs*", status=422, body=said)
    result = run(box, "get", "orgs")
    box.faults.clear()
    assert result.exit_code == 1
    assert controls(result.stderr) == set()
    assert "end" in result.stderr
    assert not any(line.startswith("timeback: all is well") for line in result.stderr.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ["get", f"orgs/{HOSTILE}"],
        ["get", HOSTILE],
        [HOSTILE],
        ["get", "orgs", f"--{HOSTILE}"],
        ["get", "orgs", "--filter", HOSTILE],
        ["get", "orgs", "--fields", HOSTILE],
        ["migrate", HOSTILE, "elsewhere"],
        ["export", f"{HOSTILE}.zip", "out"],
        ["delete", f"orgs/{HOSTILE}", "--yes"],
        ["create", "orgs", HOSTILE.replace("\0", "")],
        ["get", "orgs", "--profile", HOSTILE],
    ],
)
def test_arguments_that_are_repeated(box: Sandbox, arguments: list[str]) -> None:
    result = run(box, *arguments)
    assert controls(result.output) == set()
    assert result.exit_code != 0


def test_names_in_a_zip_file_and_in_its_cells(box: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "hostile.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.csv", f"propertyName,value\r\n{HOSTILE},{HOSTILE}\r\noneroster.version,1.2\r\n")
        archive.writestr(f"{HOSTILE}.csv", "a,b\r\n")
        archive.writestr("orgs.csv", f'sourcedId,"{HOSTILE}\nspoofed line"\r\n"x","{HOSTILE}"\r\n')
    for arguments in (["import", str(file), "nowhere.zip"], ["export", str(file), str(tmp_path / "out")]):
        result = run(box, *arguments)
        assert result.exit_code != 0
        assert controls(result.output) == set()
        assert not any(line.startswith("spoofed") for line in result.output.splitlines())


def test_a_migration_that_fails(box: Sandbox, tmp_path: Path) -> None:
    identity = f"o{HOSTILE}".replace("\0", "").replace("\r", "")
    box.store.put("orgs", org(identity, HOSTILE, parent={"sourcedId": f"none{identity}", "type": "org"}))
    result = run(box, "export", ".", str(tmp_path / "x"))
    assert controls(result.output) == set()


def test_csv_for_a_program_is_complete(box: Sandbox) -> None:
    box.store.put("orgs", org("lossless", f'{HOSTILE}\r\nnext, "quoted"'))
    result = run(box, "get", "orgs", "-o", "csv", "-f", "sourcedId='lossless'", "--fields", "sourcedId,name")
    rows = list(csv.reader(io.StringIO(result.stdout_bytes.decode(), newline="")))
    assert rows[1] == ["lossless", f'{HOSTILE}\r\nnext, "quoted"']


def test_csv_tells_of_formulas(box: Sandbox) -> None:
    for number, name in enumerate(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "plain", "1-1", ""]):
        box.store.put("courses", {"sourcedId": f"c{number}", "title": name, "status": "active"})
    asked = ["get", "courses", "-o", "csv", "--fields", "sourcedId,title", "--sort", "sourcedId"]
    result = run(box, *asked)
    assert result.exit_code == 0
    assert re.search(r"\b6 cells\b.*formula.*line 2, column title", result.stderr)
    assert "=1+1" in result.stdout
    assert "formula" not in run(box, *asked, "-f", "title='plain'").stderr


def process(box: Sandbox, *arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "timeback", *arguments],
        env={**os.environ, **environment(box), "PYTHONWARNINGS": "default"},
        capture_output=True,
        check=False,
        timeout=60,
        **more,
    )


@pytest.mark.slow
def test_a_process_of_its_own(box: Sandbox) -> None:
    box.store.put("orgs", org("alone", HOSTILE))
    done = process(box, "get", "orgs/alone", "-o", "json")
    assert json.loads(done.stdout)["name"] == HOSTILE
    assert controls(done.stdout.decode()) == set()
    refused = process(box, "get", f"orgs/{HOSTILE}".replace("\0", ""))
    assert refused.returncode == 1
    assert controls(refused.stderr.decode().replace(os.linesep, "\n")) == set()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal is a thing of POSIX")
def test_a_terminal_gets_clean_csv(box: Sandbox) -> None:
    box.store.put("orgs", org("tty", HOSTILE))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "timeback", "get", "orgs", "-o", "csv", "-f", "sourcedId='tty'"]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**os.environ, **environment(box)}) as running:
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:  # the other end is closed
            pass
        assert running.wait(60) == 0
    os.close(ours)
    text = said.decode().replace("\r\n", "\n")
    assert "tty" in text
    assert controls(text) == set()


def test_a_warning_and_an_uncaught_error_are_cleaned() -> None:
    code = f"""
import warnings, timeback.cli, timeback.cli.app as root
def boom(*args, **kwargs):
    warnings.warn({HOSTILE!r})
    raise RuntimeError({HOSTILE!r})
root._LazyGroup.list_commands = boom
root._LazyGroup.format_commands = boom
import sys; sys.argv = ["timeback", "--help"]
timeback.cli.main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.returncode == 1
    assert b"RuntimeError" in done.stderr
    assert b"UserWarning" in done.stderr
    assert controls(done.stderr.decode().replace(os.linesep, "\n")) == set()


def test_the_program_that_moves_users(box: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    from timeback.scripts.migrate_users import main

    with pytest.raises(SystemExit):
        main([f"--{HOSTILE}"])
    assert controls(capsys.readouterr().err) == set()


def test_other_writers_are_cleaned(capsys: pytest.CaptureFixture[str]) -> None:
    with clean_output():
        assert logging.lastResort is not None
        logging.lastResort.handle(logging.makeLogRecord({"msg": HOSTILE, "levelno": logging.ERROR}))
        sys.stdout.writelines([HOSTILE, "\n"])
    said = capsys.readouterr()
    assert "end" in said.err
    assert "end" in said.out
    assert controls(said.out + said.err) == set()
    assert not isinstance(sys.stdout, CleanStream)


def test_the_bar_of_a_terminal_moves_the_cursor_and_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    from timeback.cli.migration.progress import progress_display
    from timeback.migration import Progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with clean_output(), progress_display("Moving {entity}") as show:
        show(Progress(entity="orgs", done=1, total=2))
        print("said: \x1b[2J\x1b]0;title\x07 \x9b31m", file=sys.stderr)
    text = terminal.getvalue()
    assert "\x1b[" in text  # the progress bar's own
    assert "said: \\u001b[2J" in text
    assert not {"\x07", "\x9b"} & set(text)
