"""The functions of attrs, and ``copy.replace``, take models."""

from __future__ import annotations

import copy
import sys
from typing import Any

import attrs
import pytest

from timeback_api.rostering.models import Org, OrgType, User

ORG = {"sourcedId": "o1", "status": "active", "name": "School", "type": "school", "colour": "blue"}


def received() -> Any:
    return Org.from_dict(ORG)


def test_fields() -> None:
    found = {one.name: one for one in attrs.fields(User)}  # type: ignore[arg-type]
    assert list(found) == list(User.FIELDS)
    assert found["given_name"].default is attrs.NOTHING
    assert found["email"].default is None
    assert found["email"].kw_only


def test_evolve_and_asdict() -> None:
    org = Org(sourced_id="o1", status="active", name="School", type_="school")
    changed = attrs.evolve(org, name="College")  # type: ignore[misc]
    assert (type(changed), changed.name, changed.sourced_id, org.name) == (Org, "College", "o1", "School")
    assert attrs.asdict(org, recurse=False)["name"] == "School"  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="nom"):
        attrs.evolve(org, nom="College")  # type: ignore[misc]


def test_replace_keeps_unknown_properties_and_writes_the_change() -> None:
    org = received()
    changed = copy.replace(org, name="College") if sys.version_info >= (3, 13) else org.__replace__(name="College")
    assert changed.to_dict() == {**ORG, "name": "College"}
    assert org.to_dict() == ORG
    assert changed.type_ is OrgType.SCHOOL
    with pytest.raises(TypeError, match="Did you mean 'name'"):
        org.__replace__(nam="College")
