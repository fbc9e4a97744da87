"""Bytes on standard output, standard error and standard input: the same in every locale and on every system."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from timeback.cli import streams
from timeback.cli.app import timeback
from timeback.sandbox import Sandbox

NAME = "Zoë Łukasz 😀 “x”"
LOCALES = {
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "ascii": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "ascii, strict": {"PYTHONIOENCODING": "ascii:strict"},
}


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(users=40, seed=3) as made:
        for number in range(3):
            made.store.put("courses", {"sourcedId": f"c{number}", "title": NAME, "status": "active"})
        yield made


def environment(box: Sandbox, **more: str) -> dict[str, str]:
    return {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
        "TIMEBACK_STAGING_API_URL": box.url,
        "TIMEBACK_STAGING_CLIENT_ID": box.client_id,
        "TIMEBACK_STAGING_CLIENT_SECRET": box.client_secret,
        **more,
    }


def process(box: Sandbox, *arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, **environment(box, **more.pop("env", {}))}
    # The workers of a parallel run of tests set it.
    environ.pop("COLUMNS", None)
    options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "check": False, "timeout": 60}
    return subprocess.run([sys.executable, "-m", "timeback", *arguments], env=environ, **{**options, **more})


class WindowsStream(io.TextIOWrapper):
    """A standard stream of Python on Windows: the code page of the system, and CRLF for each line feed."""

    def __init__(self, *, terminal: bool = False, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding="cp1252", newline="\r\n", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def data(self) -> bytes:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


@pytest.fixture
def windows(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, bytes, bytes]]:
    for name, value in environment(box).items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str, terminal: bool = False, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
        out, err = WindowsStream(terminal=terminal), WindowsStream(terminal=terminal)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="cp1252"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                timeback(arguments, prog_name="timeback")
            assert (sys.stdout, sys.stderr) == (out, err)
        return int(ended.value.code or 0), out.data, err.data

    return run


FORMS = {
    "csv": lambda: f"sourcedId,title\r\nc0,{NAME}\r\nc1,{NAME}\r\nc2,{NAME}\r\n",
    "jsonl": lambda: "".join(f'{{"sourcedId": "c{number}", "title": "{NAME}"}}\n' for number in range(3)),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_file_has_equal_bytes_on_windows_and_here(windows: Any, box: Sandbox, form: str) -> None:
    name = NAME.replace('"', '\\"')
    arguments = ["get", "courses", "--fields", "sourcedId,title", "--sort", "sourcedId", "--limit", "3", "-o", form]
    code, out, _ = windows(*arguments)
    assert (code, out.decode()) == (0, FORMS[form]().replace(NAME, name))
    here = CliRunner().invoke(timeback, arguments, env=environment(box), prog_name="timeback")
    assert here.stdout_bytes == out


@pytest.mark.parametrize(
    ("locale", "form"),
    [
        ("ascii", "jsonl"),
        pytest.param("cp1252", "csv", marks=pytest.mark.slow),
        pytest.param("ascii, strict", "table", marks=pytest.mark.slow),
    ],
)
def test_a_pipe_is_utf_8_in_every_locale(box: Sandbox, form: str, locale: str) -> None:
    arguments = ["get", "courses", "--fields", "title", "--limit", "3", "-o", form]
    here = CliRunner().invoke(timeback, arguments, env=environment(box), prog_name="timeback")
    done = process(box, *arguments, env=LOCALES[locale])
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == here.stdout_bytes
    assert NAME.split()[0].encode() in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["get", "courses", "-o", "table"],
        ["get", "courses/c0", "-o", "json"],
        ["get", "courses", "-o", "jsonl"],
        ["get", "courses", "-o", "csv"],
        ["get", "courses/Ł"],
        ["get", "Łcourses"],
        ["update", "--help"],
        ["update", "courses/c0", "--set", "title"],
        ["migrate", "staging", "Ł"],
        ["doctor"],
    ],
)
def test_a_console_that_lacks_characters_gets_escapes(windows: Any, arguments: list[str]) -> None:
    code, out, err = windows(*arguments, terminal=True)
    text = (out + err).decode("cp1252")
    assert code in (0, 1, 2)
    assert "Traceback" not in text
    assert "\n" in text
    if "courses/c0" in arguments and "json" in arguments:
        assert json.loads(text)["title"] == NAME
        assert "Zoë \\u0141ukasz \\ud83d\\ude00 “x”" in text


def terminal_output(box: Sandbox, *arguments: str, **env: str) -> tuple[int, str]:
    ours, theirs = pty.openpty()
    environ = {**os.environ, **environment(box, **env)}
    command = [sys.executable, "-m", "timeback", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ) as running:
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:  # the other end is closed
            pass
        code = running.wait(60)
    os.close(ours)
    return code, said.decode("cp1252")


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_a_terminal_in_another_locale(box: Sandbox, tmp_path: Path, locale: str) -> None:
    for arguments in (["get", "courses", "-n", "3"], ["export", "staging", str(tmp_path / "out.zip")], ["get", "Ł"]):
        code, text = terminal_output(box, *arguments, **LOCALES[locale], TERM="xterm")
        assert code == (2 if "Ł" in arguments else 0), text
        assert "Traceback" not in text
        assert "UnicodeEncodeError" not in text
    assert (tmp_path / "out.zip").exists()


@pytest.mark.slow
def test_arguments_are_utf_8_in_an_ascii_locale(box: Sandbox) -> None:
    done = process(box, "get", "courses", "--filter", f"title='{NAME}'", env=LOCALES["ascii"])
    assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (0, 3, b"")


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_an_argument_in_an_error(box: Sandbox, locale: str) -> None:
    done = process(box, "get", "courses/Ł", env=LOCALES[locale])
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)


ORG = {"name": NAME, "type": "school"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le with a mark", "utf-32"])
def test_standard_input_is_utf_8_or_says_what_it_is(windows: Any, box: Sandbox, encoding: str) -> None:
    identity = encoding.replace(" ", "-")
    text = json.dumps({**ORG, "sourcedId": identity}, ensure_ascii=False)
    marked = encoding.endswith("mark")
    data = ("\ufeff" + text).encode("utf-16-le") if marked else text.encode(encoding)
    for arguments in (["create", "orgs"], ["update", f"orgs/{identity}", "-"]):
        code, _, err = windows(*arguments, stdin=data)
        assert code == 0, err
        assert (box.store.get("orgs", identity) or {})["name"] == NAME


def test_input_in_another_encoding_is_told_by_line(windows: Any) -> None:
    code, _, err = windows("create", "orgs", stdin='{"name": "A"}\n{"name": "Zoë"}\n'.encode("cp1252"))
    assert code == 2
    assert b"UTF-8" in err
    assert b"line 2" in err


def test_progress_and_remarks_stay_out_of_the_result(box: Sandbox, tmp_path: Path) -> None:
    with Sandbox() as other:
        env = {
            "TIMEBACK_PRODUCTION_API_URL": other.url,
            "TIMEBACK_PRODUCTION_CLIENT_ID": other.client_id,
            "TIMEBACK_PRODUCTION_CLIENT_SECRET": other.client_secret,
        }
        journal = str(tmp_path / "move.db")
        report = str(tmp_path / "r.html")
        run = CliRunner(env=environment(box, **env))
        selected = ["--entities", "orgs,courses"]
        moved = run.invoke(
            timeback, ["migrate", "staging", "production", "--yes", "--journal", journal, "--report", report, *selected]
        )
        assert moved.exit_code == 0, moved.output
        assert re.match(r"Moved|\d", moved.stdout), moved.stdout
        assert "Moving" not in moved.stdout
        assert "Moving orgs" in moved.stderr
        assert "report: " in moved.stderr
        verified = run.invoke(timeback, ["verify", "staging", "production", "--journal", journal, *selected])
        assert "0 differences" in verified.stdout
        assert "Comparing orgs" in verified.stderr
        undone = run.invoke(timeback, ["undo", journal, "production", "--yes"])
        assert undone.exit_code == 0, undone.output
        assert "Deleting" in undone.stderr
        assert "Deleting" not in undone.stdout
        exported = run.invoke(timeback, ["export", "staging", str(tmp_path / "d.zip"), *selected])
        assert "Moving" not in exported.stdout
        imported = run.invoke(timeback, ["import", str(tmp_path / "d.zip"), "production", "--yes", *selected])
        assert imported.exit_code == 0, imported.output
        assert "Moving" not in imported.stdout


def test_a_prompt_stays_out_of_the_result(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    # The question is asked on a terminal only.
    monkeypatch.setattr("timeback.cli.confirmation.require_terminal", lambda effect: None)
    declined = CliRunner(env=environment(box)).invoke(timeback, ["delete", "courses/c0"], input="n\n")
    assert (declined.exit_code, declined.stdout) == (2, "")
    assert "Delete 1 object" in declined.stderr

    def input_of_older_click(prompt: str) -> str:
        print(prompt, end="")
        return "n"

    monkeypatch.setattr("click.termui.visible_prompt_func", input_of_older_click)
    declined = CliRunner(env=environment(box)).invoke(timeback, ["delete", "courses/c0"])
    assert declined.stdout == ""


def closed_early(box: Sandbox, *arguments: str) -> tuple[int, bytes]:
    """Run a command whose standard output has no reader any more."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = process(box, *arguments, stdout=writer)
    finally:
        os.close(writer)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["get", "users", "-o", "jsonl", "--page-size", "5"], 0),
        *(
            pytest.param(*case, marks=pytest.mark.slow)
            for case in (
                (["get", "users", "-o", "csv"], 0),
                (["get", "users", "-o", "table"], 0),
                (["get", "users", "-o", "json"], 0),
                (["doctor"], 0),
                (["get", "--help"], 0),
                (["--version"], 0),
                (["get", "userz"], 2),
                (["doctor", "--token-url", "http://127.0.0.1:9/token"], 1),
                (["--help"], 0),
                (["diff", "staging", "BUNDLE", "--entities", "orgs"], 1),
            )
        ),
        (["export", "staging", "FILE", "--entities", "orgs"], 0),
    ],
)
def test_a_closed_pipe_ends_every_command_quietly(
    box: Sandbox, tmp_path: Path, arguments: list[str], code: int
) -> None:
    bundle = tmp_path / "empty.zip"
    with Sandbox() as nothing, nothing.client() as client:
        from timeback.migration import Migration

        nothing.store.put("orgs", {"sourcedId": "o", "name": "O", "type": "district", "status": "active"})
        Migration(client, bundle, ["orgs"]).run()
    paths = {"BUNDLE": str(bundle), "FILE": str(tmp_path / "out.zip")}
    found, err = closed_early(box, *(paths.get(one, one) for one in arguments))
    assert found == code, err
    assert b"BrokenPipe" not in err
    assert b"Exception ignored" not in err
    assert b"Traceback" not in err
    if code != 2:
        assert all(line.startswith((b"Moving", b"Comparing", b"4 cells")) for line in err.splitlines()), err
    assert "export" not in arguments or (tmp_path / "out.zip").exists()


@pytest.mark.slow
def test_a_closed_terminal_for_messages_does_not_end_a_migration(box: Sandbox, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = process(box, "export", "staging", str(tmp_path / "out.zip"), stderr=writer)
    os.close(writer)
    assert done.returncode == 0
    assert (tmp_path / "out.zip").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("arguments", [["get", "users", "-o", "csv"], pytest.param(["--help"], marks=pytest.mark.slow)])
def test_a_full_disk_is_told_in_a_line(box: Sandbox, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process(box, *arguments, stdout=full)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"free disk space" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")
def test_a_process_without_standard_streams(box: Sandbox) -> None:
    command = f"{sys.executable} -m timeback get courses -n 1 <&- >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], env={**os.environ, **environment(box)}, check=False, timeout=60)
    assert done.returncode == 0


def test_the_width_of_text_as_a_stream_shows_it() -> None:
    assert streams.displayable("Zoë Ł 😀…", WindowsStream()) == "Zoë \\u0141 \\ud83d\\ude00…"
    assert streams.displayable("Zoë Ł", io.StringIO()) == "Zoë Ł"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"utf-16"])
def test_text_of_a_shell_with_a_byte_order_mark(monkeypatch: pytest.MonkeyPatch, mark: bytes) -> None:
    data = "s3same\n".encode("utf-16") if mark == b"utf-16" else mark + b"s3same\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="cp1252"))
    assert streams.read_standard_input() == "s3same\n"


def test_columns_of_a_console_that_lacks_characters_are_aligned(windows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    code, out, _ = windows(
        "get", "courses", "-n", "3", "--fields", "title,sourcedId,status", "-o", "table", terminal=True
    )
    lines = out.decode("cp1252").splitlines()
    assert code == 0
    assert "\\u0141" in lines[1]
    assert len({line.rindex("  ") for line in lines}) == 1, lines
