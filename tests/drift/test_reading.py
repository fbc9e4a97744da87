"""A source that cannot be read gives one line with the reason, and exit code 2."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from drift.loading import UnreadableError, document, fetch, read, shown

from tests.drift.kit import Document, published, run

MINIMAL = {"openapi": "3.1.0", "info": {"title": "QTI", "version": "1"}, "paths": {"/stimuli": {}}}


def with_schema(schema: object, **schemas: object) -> str:
    reply = {"200": {"content": {"application/json": {"schema": schema}}}}
    return json.dumps(
        {
            "openapi": "3.1.0",
            "paths": {"/stimuli": {"get": {"operationId": "searchStimuli", "responses": reply}}},
            "components": {"schemas": schemas},
        }
    )


def to(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


REFUSED = {
    "empty": ("", "is empty"),
    "blank": (" \n\n", "is empty"),
    "text": ("Not found", "mapping"),
    "list": ("[1, 2]", "mapping"),
    "other JSON": ('{"users": []}', "OpenAPI"),
    "other YAML": ("kind: Deployment\n", "OpenAPI"),
    "page": ("<!DOCTYPE html>\n<html><body>Sign in</body></html>", "is HTML"),
    "Swagger 2": ('{"swagger": "2.0", "paths": {"/a": {}}}', "Swagger 2"),
    "version 4": ("openapi: 4.0.0\npaths: {/a: {}}\n", "3.0 or 3.1"),
    "no paths": ("openapi: 3.1.0\n", "without paths"),
    "paths no mapping": ("openapi: 3.1.0\npaths: [a]\n", "without paths"),
    "broken JSON": ('{"openapi": "3.1.0", "paths": {', "JSON"),
    "broken YAML": ("openapi: 3.1.0\npaths: {a: [}\n", "line 2"),
    "tag": ("openapi: !!python/object/apply:os.getcwd []\n", "neither YAML nor JSON"),
    "deep JSON": ("[" * 100_000, "nested too deeply"),
    "deep YAML": ("a: " + "[" * 100_000, "nested too deeply"),
    "deep lists": ("- " * 100_000 + "a", "nested too deeply"),
    "deep mappings": ("\n".join(" " * n + "a:" for n in range(2_000)), "nested too deeply"),
    "huge number": ("openapi: " + "1" * 10_000, "YAML nor JSON"),
    "unhashable key": ("? {a: b}\n: c\n", "YAML nor JSON"),
    "like nothing we know": ('{"openapi": "3.1.0", "paths": {"/pets": {"get": {}}}}', "is like none of"),
    "references in a circle": (with_schema(to("A"), A=to("B"), B=to("A")), "circular $ref"),
    "reference to itself": (with_schema(to("A"), A=to("A")), "circular $ref"),
    "alternatives in a circle": (
        with_schema(to("A"), A={"anyOf": [{"type": "string"}, {"allOf": [to("A")]}]}),
        "circular $ref",
    ),
    "alias in a circle": (
        "openapi: 3.1.0\npaths: {/stimuli: {get: {responses: {200: {content:\n"
        "  {application/json: {schema: &a {allOf: [*a]}}}}}}}}\n",
        "circular $ref",
    ),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_document_is_refused_in_one_line(content: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "published"
    path.write_text(content, encoding="utf-8")
    code, out, problems = run(str(path))
    assert (code, out) == (2, "")
    assert problems.startswith("spec-drift: ")
    assert problems.count("\n") == 1
    assert reason in problems
    assert len(problems) < 450


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert "no such file" in run(str(tmp_path / "missing.yaml"))[2]
    assert "folder" in run(str(tmp_path))[2]
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    assert "UTF-8" in run(str(binary))[2]


def test_20_megabytes_are_refused_by_their_size(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_text(json.dumps({**MINIMAL, "x": "y" * (20 * 1024 * 1024)}), encoding="utf-8")
    code, out, problems = run(str(path))
    assert (code, out, problems.count("\n")) == (2, "", 1)
    assert "larger than 16 MiB" in problems


def test_unknown_document_names_those_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(MINIMAL), encoding="utf-8")
    code, _, problems = run(str(path), "--document", "case")
    assert code == 2
    assert "powerpath" in problems
    assert "oneroster_gradebook" in problems
    assert run("--document", "case")[0] == 2


def test_another_document_than_the_one_that_was_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(published("powerpath")), encoding="utf-8")
    code, _, problems = run(str(path), "--document", "oneroster")
    assert code == 2
    assert "is it another document?" in problems


def test_words_of_yaml_that_json_has_not_stay_text() -> None:
    data = b"openapi: 3.1.0\npaths:\n  /a: {enum: [no, on, 2024-01-01, 1:30, 0x1F, true, ~, 12, 1.5, '', 08]}\n"
    content = document(data, "a")
    assert content["paths"]["/a"]["enum"] == ["no", "on", "2024-01-01", "1:30", "0x1F", True, None, 12, 1.5, "", "08"]


@pytest.mark.slow
def test_yaml_and_json_read_the_same(tmp_path: Path) -> None:
    original: Document = published("qti", "3.1")
    as_yaml, as_json = tmp_path / "a.yaml", tmp_path / "a.json"
    as_yaml.write_text("\ufeff" + yaml.dump(original, Dumper=yaml.CSafeDumper), encoding="utf-8")
    as_json.write_text(json.dumps(original), encoding="utf-8")
    assert read(str(as_yaml)) == read(str(as_json)) == original


def test_aliases_that_multiply_take_no_time(tmp_path: Path) -> None:
    lines = ["openapi: 3.1.0", "x-0: &s0 {type: object, properties: {a: {type: string}}}"]
    lines += [
        f"x-{n}: &s{n} {{anyOf: [*s{n - 1}, *s{n - 1}], properties: {{items: *s{n - 1}, b: *s{n - 1}}}}}"
        for n in range(1, 60)
    ]
    reply = "{200: {content: {application/json: {schema: *s59}}}}"
    lines.append(f"paths: {{/stimuli: {{get: {{operationId: searchStimuli, responses: {reply}}}}}}}")
    path = tmp_path / "a.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run(str(path), "--document", "qti")[0] == 1


def test_what_a_reference_does_not_reach_is_said_and_the_rest_is_compared(tmp_path: Path) -> None:
    original = published("qti", "3.1")
    content = original["paths"]["/stimuli/"]["get"]["responses"]["200"]["content"]
    content["application/json"]["schema"] = {"$ref": "#/components/schemas/Lost"}
    del original["paths"]["/validate/"]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(original), encoding="utf-8")
    code, out, problems = run(str(path))
    assert (code, problems) == (1, "")
    assert "#/components/schemas/Lost: leads nowhere" in out
    assert "POST /api/validate is no longer there" in out


class Published(BaseHTTPRequestHandler):
    """A server that sends valid and invalid replies."""

    released = threading.Event()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/moved":
            return self.answer(302, {"Location": "/openapi.yaml"}, b"")
        if path == "/round":
            return self.answer(302, {"Location": "/round"}, b"")
        if path == "/page":
            return self.answer(200, {"Content-Type": "text/html; charset=utf-8"}, b"<html>Sign in</html>")
        if path == "/hidden-page":
            return self.answer(200, {"Content-Type": "application/json"}, b"\n <html>Sign in</html>")
        if path == "/endless":
            return self.endless()
        if path == "/slow":
            return self.slow()
        if path == "/cut":
            return self.answer(200, {"Content-Length": "5000"}, b"openapi: 3.1.0\n")
        if path == "/openapi.yaml":
            text = yaml.dump(published("qti"), Dumper=yaml.CSafeDumper)
            return self.answer(200, {"Content-Type": "application/yaml"}, text.encode())
        return self.answer(404, {"Content-Type": "application/json"}, b"{}")

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 65536)
        except OSError:
            return

    def slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"openapi:")
        self.wfile.flush()
        self.released.wait(10)

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Published)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    Published.released.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    Published.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/openapi.yaml", "/moved"])
def test_a_document_behind_a_url(host: str, path: str) -> None:
    code, out, problems = run(host + path)
    assert (code, problems) == (0, "")
    assert "no drift" in out


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/page", "web page (HTML)"),
        ("/hidden-page", "is HTML"),
        ("/nothing", "404"),
        ("/round", "cannot be fetched"),
        ("/cut", "cannot be fetched"),
        ("/endless", "larger than 16 MiB"),
    ],
)
def test_bad_answers_are_refused_in_one_line(host: str, path: str, reason: str) -> None:
    code, out, problems = run(host + path)
    assert (code, out, problems.count("\n")) == (2, "", 1)
    assert reason in problems


def test_a_host_that_stops_talking(host: str) -> None:
    with pytest.raises(UnreadableError, match="in time"):
        fetch(host + "/slow", seconds=0.3)


def test_a_host_that_is_not_there() -> None:
    code, _, problems = run("http://127.0.0.1:9/openapi.yaml")
    assert code == 2
    assert "cannot be fetched" in problems
    assert run("http://[")[0] == 2


def test_secrets_in_a_url_are_not_shown(host: str) -> None:
    url = host.replace("://", "://me:geheim@") + "/nothing?token=geheim"
    assert "geheim" not in run(url)[2]
    assert shown(url) == host + "/nothing"


@pytest.mark.slow
def test_without_a_source_the_published_documents_are_fetched(host: str, tmp_path: Path) -> None:
    decided = tmp_path / "decided.toml"
    decided.write_text(
        f'[documents.qti]\nurl = "{host}/openapi.yaml"\nspecs = ["qti"]\ntitle = "qti"\n'
        f'[documents.powerpath]\nurl = "{host}/page"\nspecs = ["powerpath"]\ntitle = "powerpath"\n',
        encoding="utf-8",
    )
    code, out, problems = run("--decided", str(decided))
    assert code == 2
    assert "qti: " in out
    assert "web page" in problems
    assert run("--decided", str(decided), "--document", "qti")[0] == 0
