"""The parts of a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from timeback import qti
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.qti import xml_editing as surgery
from timeback.sandbox.qti.lists import list_parts
from timeback.sandbox.qti.repository import TESTS, Desk, reading
from timeback.sandbox.storage.store import Object

__all__ = ["RULES", "containing_test", "part_of"]


def containing_test(desk: Desk, call: Call) -> Object:
    return desk.find(TESTS, call.path["assessmentTestIdentifier"])


def part_of(test: Mapping[str, Any], identifier: str) -> Object:
    """The JSON of a part; 404 where the test has none of this identifier."""
    for part in test.get("qti-test-part", ()):
        if part["identifier"] == identifier:
            return dict(part)
    raise ApiError(404, f"qti-test-part: there is no {identifier} in this test.")


def list_all(desk: Desk, call: Call) -> Answer:
    return list_parts(call, containing_test(desk, call).get("qti-test-part", ()))


def read(desk: Desk, call: Call) -> Answer:
    return Answer(call.operation.status, as_json(part_of(containing_test(desk, call), call.path["identifier"])))


def create(desk: Desk, call: Call) -> Answer:
    test, body = containing_test(desk, call), call.body or {}
    if body["identifier"] in [part["identifier"] for part in test.get("qti-test-part", ())]:
        raise ApiError(409, f"identifier: {body['identifier']} is in use in this test.")
    root = surgery.read_xml(desk.test(test).xml)
    with reading():
        surgery.add_part(root, body, test.get("maxAttempts"))
    return _written(desk, call, test, root, body["identifier"])


def replace(desk: Desk, call: Call) -> Answer:
    test, body, identifier = containing_test(desk, call), call.body or {}, call.path["identifier"]
    part_of(test, identifier)
    if body["identifier"] != identifier:
        raise ApiError(400, "identifier: the body has another one than the path.")
    root = surgery.read_xml(desk.test(test).xml)
    element = surgery.element_of(root, surgery.PART, identifier)
    assert element is not None
    with reading():
        surgery.replace_part(element, body)
    return _written(desk, call, test, root, identifier)


def delete(desk: Desk, call: Call) -> Answer:
    test, identifier = containing_test(desk, call), call.path["identifier"]
    part_of(test, identifier)
    root = surgery.read_xml(desk.test(test).xml)
    element = surgery.element_of(root, surgery.PART, identifier)
    assert element is not None
    surgery.remove(element)
    desk.rewrite(call, test, surgery.write_xml(root))
    return Answer(call.operation.status)


def _written(desk: Desk, call: Call, test: Object, root: Any, identifier: str) -> Answer:
    stored = desk.rewrite(call, test, surgery.write_xml(root))
    return Answer(call.operation.status, as_json(qti.part_to_json(desk.test(stored), identifier)))


RULES: Final[Mapping[str, Callable[[Desk, Call], Answer]]] = {
    "searchTestParts": list_all,
    "getTestPart": read,
    "createTestPart": create,
    "updateTestPart": replace,
    "deleteTestPart": delete,
}
