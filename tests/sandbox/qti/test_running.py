"""Persistence of QTI objects, and the service without lxml."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx

from tests import plain
from timeback.sandbox import Sandbox

from .conftest import OPERATIONS, TEST_XML, choice_xml, part


def test_objects_survive_a_restart(tmp_path: Path) -> None:
    kept = []
    for round_ in range(2):
        with Sandbox(auth=False, db=tmp_path / "box.db") as box, plain.Client(base_url=box.qti_url) as qti:
            if round_ == 0:
                for name in ("i1", "i2", "i3"):
                    body = {"format": "xml", "xml": choice_xml(name)}
                    assert qti.post("/assessment-items", json=body).status_code == 201
                headers = {"Content-Type": "application/xml"}
                assert qti.post("/assessment-tests", content=TEST_XML, headers=headers).status_code == 201
                assert qti.post("/assessment-tests/t1/test-parts", json=part("p9")).status_code == 201
                assert qti.delete("/assessment-items/i3").status_code == 204
                remark = {"userId": "u", "lessonId": "l", "feedback": "f"}
                assert qti.post("/lesson", json=remark).status_code == 201
            paths = (
                "/assessment-tests",
                "/assessment-items?sort=identifier",
                "/lesson/l",
                "/assessment-tests/t1/questions",
            )
            kept.append([qti.get(path).json() for path in paths])
    assert kept[0] == kept[1]
    assert kept[0][1]["total"] == 2


_WITHOUT_LXML = """
import sys
sys.modules["lxml"] = None
from timeback.sandbox.spec import openapi
from timeback.sandbox.errors import ApiError
from timeback.sandbox.qti import qti_extension
from timeback.sandbox.storage.store import Store

api = openapi.load()
extension = qti_extension(Store(":memory:", api.collections))
for name, handler in extension.handlers.items():
    try:
        handler(None)
    except ApiError as error:
        content, status = extension.error_response(error)
        print(name, status, content.decode())
"""


def test_without_lxml_every_operation_says_what_to_install() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _WITHOUT_LXML]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert ran.returncode == 0, ran.stderr
    details = [line.split(" ", 2) for line in ran.stdout.splitlines()]
    assert {name for name, _, _ in details} == {operation.id for operation in OPERATIONS}
    assert {status for _, status, _ in details} == {"501"}
    assert all("pip install 'timeback-client[qti]'" in content for _, _, content in details)


def test_objects_loaded_into_the_store_directly(qti: httpx.Client, box: Sandbox) -> None:
    reference = {"identifier": "mine", "sequence": 1}
    bare_section = {"identifier": "s1", "title": "S", "visible": True, "qti-assessment-item-ref": [reference]}
    item = {"identifier": "mine", "title": "Mine", "type": "choice", "rawXml": choice_xml("mine")}
    box.store.load("assessmentItems", [{"sourcedId": "mine", **item}])
    test = {"identifier": "t", "title": "T", "qti-test-part": [part("p1", bare_section)]}
    box.store.load("assessmentTests", [{"sourcedId": "t", **test}])
    assert qti.get("/assessment-tests/t/questions").json()["totalQuestions"] == 1
    assert qti.post("/assessment-tests/t/test-parts", json=part("p2")).status_code == 201
    assert qti.post("/assessment-items/metadata", json={**item, "metadata": {"a": 1}}).json()["__v"] == 1
    answer = {"identifier": "mine", "response": "A"}
    assert qti.post("/assessment-items/mine/process-response", json=answer).json()["score"] == 1
