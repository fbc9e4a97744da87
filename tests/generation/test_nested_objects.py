"""Nested objects are parsed when one of them is read first, however the object came to be."""

import pickle
import subprocess
import sys
import threading
from typing import Any

from timeback_api.rostering.models import Org, Reference, Role, User
from timeback_runtime.model import _rebuild

DATA: dict[str, Any] = {
    "sourcedId": "u1",
    "givenName": "A",
    "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "o1", "type": "org"}}],
    "primaryOrg": {"sourcedId": "o1", "type": "org"},
    "userIds": [{"type": "sisId", "identifier": "4"}],
}


def test_a_process_that_has_parsed_no_user_reads_the_objects_in_a_pickled_one() -> None:
    pickled = pickle.dumps(User.from_dict(DATA))
    code = (
        "import pickle, sys; user = pickle.loads(sys.stdin.buffer.read());"
        "print(user.roles[0].org.sourced_id, user.primary_org.sourced_id, user.resources, user.to_dict() == "
        f"{DATA!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], input=pickled, capture_output=True, check=True)
    assert done.stdout.split() == [b"o1", b"o1", b"None", b"True"]


def test_the_state_of_an_earlier_version_is_read() -> None:
    unread = _rebuild(User, {"_received": DATA, "_changed": None, "sourced_id": "u1"})
    assert unread.roles[0].org.sourced_id == "o1"
    roles = [Role.from_dict(DATA["roles"][0])]
    read = _rebuild(User, {"_received": DATA, "_changed": frozenset({"*"}), "roles": roles, "primary_org": None})
    assert (read.roles, read.primary_org) == (roles, None)


def test_an_assigned_object_stays_when_the_others_are_parsed() -> None:
    user = User.from_dict(DATA)
    user.roles = []
    assert user.roles == []
    user.primary_org = other = Reference.from_dict({"sourcedId": "o2", "type": "org"})
    assert user.user_ids is not None
    assert user.user_ids[0].identifier == "4"
    assert user.roles == []
    assert user.primary_org is other
    assert user.to_dict() == {**DATA, "roles": [], "primaryOrg": {"sourcedId": "o2", "type": "org"}}
    del user.user_ids
    assert user.user_ids is None


def test_an_object_that_a_caller_builds_has_the_given_objects() -> None:
    parent = Reference.from_dict({"sourcedId": "o2", "type": "org"})
    org = Org(sourced_id="o1", name="N", type_="school", parent=parent)
    assert org.parent is parent
    assert org.children is None


class Person(User):
    """A class of a program, with a property in place of an attribute."""

    @property  # type: ignore[misc]
    def roles(self) -> Any:
        return self.__dict__["kept"]

    @roles.setter
    def roles(self, value: Any) -> None:
        self.__dict__["kept"] = value


class Pupil(User):
    """A class of a program that adds nothing."""


def test_classes_of_a_program_may_derive_from_a_model() -> None:
    pupil = Pupil.from_dict(DATA)
    assert type(pupil) is Pupil
    assert pupil.roles[0].org.sourced_id == "o1"
    person = Person.from_dict(DATA)
    assert person.primary_org is not None
    assert person.roles[0].org.sourced_id == "o1"


def test_threads_that_read_at_once_see_the_same_objects() -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(50):
            user = User.from_dict(DATA)
            seen: list[Any] = []
            start = threading.Barrier(4)

            def read(user: User = user, seen: list[Any] = seen, start: threading.Barrier = start) -> None:
                start.wait()
                seen.append((user.roles, user.primary_org, user.user_ids))

            threads = [threading.Thread(target=read) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len({tuple(map(id, found)) for found in seen}) == 1
    finally:
        sys.setswitchinterval(interval)


def test_a_dictionary_shares_no_container_with_the_object() -> None:
    user = User.from_dict({**DATA, "agents": [], "metadata": {"list": [[1]]}, "userProfiles": [{"credentials": [{}]}]})
    expected = user.to_dict()
    changed = user.to_dict()
    changed["agents"].append({})
    changed["metadata"]["list"][0].append(2)
    changed["userProfiles"][0]["credentials"][0]["type"] = "x"
    changed["roles"][0]["org"]["sourcedId"] = "o2"
    assert user.to_dict() == expected
