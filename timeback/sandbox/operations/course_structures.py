"""Creation of a course with its components, their resources and the QTI tests in them, in one request.

The platform does not document the properties of `courseStructure`. Those of this module are a choice: components with
the properties of a course component, in each of them further `components` and `resources`. An element of `resources`
has the properties of a component resource, and names either a stored `resource`, or a `test` of the QTI service for
which a resource is created. A reference that follows from the nesting, such as `course`, must be absent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, Final, TypeAlias

import attrs

from timeback.sandbox.operations.crud import CrudHandlers
from timeback.sandbox.operations.objects import active_object, new_id, origin, reference
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.spec import openapi
from timeback.sandbox.spec.openapi import Operation
from timeback.sandbox.spec.validation import Validators, refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["CourseStructures"]

_Part: TypeAlias = tuple[str, str, dict[str, Any]]
"""Id of the operation that creates an object, place of the object in the body, and its properties."""
_COMPONENT: Final = "createCourseComponent"
_LESSON: Final = "createComponentResource"
_RESOURCE: Final = "createResource"
_COURSE: Final = "createCourse"
_WITHIN_COMPONENT: Final = frozenset({"components", "resources"})
_WITHIN_LESSON: Final = frozenset({"test"})
_IMPLIED: Final[Mapping[str, frozenset[str]]] = {
    _COMPONENT: frozenset({"course", "parent", "courseComponent"}),
    _LESSON: frozenset({"courseComponent"}),
}


class CourseStructures:
    """The operation `createCourseStructure`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._validators = Validators()

    @cached_property
    def _operations(self) -> dict[str, Operation]:
        needed = (_COURSE, _COMPONENT, _LESSON, _RESOURCE)
        return {operation.id: operation for operation in openapi.load().operations if operation.id in needed}

    @cached_property
    def _crud(self) -> CrudHandlers:
        return CrudHandlers(openapi.load(), self._store, self._validators)

    def create(self, request: OperationRequest) -> OperationResponse:
        """Create all objects, or none if one of them is refused.

        Raises:
            ApiError: 422; a part is invalid, its id exists, or it refers to an object or a test that does not exist.
        """
        body = request.body or {}
        with self._store.transaction():
            course, pair = self._create(request, (_COURSE, "course", dict(body["course"])))
            structure = body["courseStructure"]
            _check_names(structure, ["components"], "courseStructure")
            self._components(request, structure, "courseStructure", course["sourcedId"], None)
        return request.json_response({request.operation.unwrap[0]: pair})

    def _components(
        self, request: OperationRequest, holder: Mapping[str, Any], place: str, course: str, parent: str | None
    ) -> None:
        for order, (where, given) in enumerate(_parts(holder, "components", place), start=1):
            own = self._properties(_COMPONENT, given, where, _WITHIN_COMPONENT)
            value = {"status": "active", "sortOrder": order, **own, "course": reference(course, "course")}
            value["parent"] = reference(parent, "courseComponent") if parent is not None else None
            component, _ = self._create(request, (_COMPONENT, where, value))
            self._lessons(request, given, where, component["sourcedId"])
            self._components(request, given, where, course, component["sourcedId"])

    def _lessons(self, request: OperationRequest, holder: Mapping[str, Any], place: str, component: str) -> None:
        for order, (where, given) in enumerate(_parts(holder, "resources", place), start=1):
            own = self._properties(_LESSON, given, where, _WITHIN_LESSON)
            if ("test" in given) == ("resource" in given):
                raise refuse([(where, "must have either a resource or a test")])
            if "test" in given:
                resource = self._resource_of_test(request, given["test"], f"{where}.test")
                own = {"title": resource["title"], **own, "resource": reference(resource["sourcedId"], "resource")}
            value = {"sourcedId": new_id(), "status": "active", "sortOrder": order, **own}
            value["courseComponent"] = reference(component, "courseComponent")
            self._create(request, (_LESSON, where, value))

    def _properties(self, name: str, given: Mapping[str, Any], place: str, within: frozenset[str]) -> dict[str, Any]:
        """The properties of the object itself, without those that this operation reads."""
        operation = self._operations[name]
        declared = operation.document.schemas.properties(operation.written or {})
        for implied in _IMPLIED[name] & given.keys():
            raise refuse([(f"{place}.{implied}", "follows from the place in courseStructure and must be absent")])
        _check_names(given, sorted(declared.keys() - _IMPLIED[name] | within), place)
        return {name: value for name, value in given.items() if name not in within}

    def _resource_of_test(self, request: OperationRequest, identifier: Any, place: str) -> StoredObject:
        if not (isinstance(identifier, str) and identifier):
            raise refuse([(place, "must be the identifier of an assessment test")])
        test = active_object(self._store, "assessmentTests", identifier)
        if test is None:
            raise refuse([(place, f"there is no {identifier} in assessmentTests")])
        value = {
            "status": "active",
            "title": test.get("title") or identifier,
            "vendorResourceId": identifier,
            "roles": ["primary"],
            "importance": "primary",
            "metadata": {"type": "qti", "subType": "qti-test", "url": f"{origin(request)}{self._tests}/{identifier}"},
        }
        resource, _ = self._create(request, (_RESOURCE, place, value))
        return resource

    @cached_property
    def _tests(self) -> str:
        """Path of the assessment tests of the QTI service."""
        for operation in openapi.load().operations:
            if operation.entity == "assessmentTests" and operation.own_parameter is None and operation.method == "POST":
                return operation.document.base_path + operation.path
        raise AssertionError("the documents have no operation that creates assessment tests")

    def _create(self, request: OperationRequest, part: _Part) -> tuple[StoredObject, dict[str, str]]:
        """Validate one object by the operation that creates it alone, and store it."""
        name, place, value = part
        operation = self._operations[name]
        assert operation.written is not None
        problems = self._validators.problems(operation.document, operation.written, value)
        if problems:
            raise refuse([(place if path == "the body" else f"{place}.{path}", problem) for path, problem in problems])
        return self._crud.create(attrs.evolve(request, operation=operation), value, place)


def _parts(holder: Mapping[str, Any], name: str, place: str) -> list[tuple[str, dict[str, Any]]]:
    """The elements of a list of objects, each with its place in the body."""
    found = holder.get(name, [])
    if not isinstance(found, list):
        raise refuse([(f"{place}.{name}", "must be a list")])
    for index, each in enumerate(found):
        if not isinstance(each, dict):
            raise refuse([(f"{place}.{name}[{index}]", "must be an object")])
    return [(f"{place}.{name}[{index}]", each) for index, each in enumerate(found)]


def _check_names(given: Mapping[str, Any], known: Collection[str], place: str) -> None:
    """Refuse properties that nobody would read: the form that the platform wants is unknown."""
    for name in given:
        if name not in known:
            raise refuse([(f"{place}.{name}", f"is unknown to the sandbox, which reads {', '.join(known)}")])
