"""Every model: received objects are sent back unchanged, and objects of callers are validated by the document."""

import copy
import pickle
import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
import yaml

from tests.contract.documents import Document, model_class, models
from tests.contract.samples import Lots, members, minimal, payload
from tests.contract.values import same
from timeback_api.common.models import Importance, Reference, Status
from timeback_api.rostering.models import Role, RoleName, User, UserMetadata
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model, to_json
from timeback_runtime.validators import ANY, DATETIME, Choice

MODELS = models()
SECRET = "Ada-7f3a"


class Kind(StrEnum):
    ONE = "one"


def what_came_goes_back(document: Document, schema: str) -> None:
    for number in range(10):
        assert_comes_back(document, schema, payload(document, schema, Lots(schema, number)))


def assert_comes_back(document: Document, schema: str, came: dict[str, Any]) -> None:
    before = copy.deepcopy(came)
    model = model_class(document, schema)
    read = model.from_dict(came)
    written = read.to_dict()
    assert same(written, came)
    assert list(written) == list(came)
    assert came == before
    known = {field.wire for field in model.FIELDS.values()}
    assert read.additional_properties == {name: value for name, value in came.items() if name not in known}
    for twin in (pickle.loads(pickle.dumps(read)), copy.deepcopy(read), copy.copy(read), model.from_dict(written)):
        assert type(twin) is model
        assert twin.to_dict() == written or same(twin.to_dict(), written)
    identity = came.get("sourcedId")
    shown = isinstance(identity, str) and "sourced_id" in model.FIELDS
    assert repr(read) == (f"<{model.__name__} {identity}>" if shown else f"<{model.__name__}>")
    assert str(read) == repr(read)


def read_everything(value: Any) -> None:
    """Read each attribute of each model in a value."""
    if isinstance(value, Model):
        for name in type(value).FIELDS:
            read_everything(getattr(value, name))
        read_everything(value.additional_properties)
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            read_everything(inner)


def types_in(value: Any) -> set[type]:
    """The exact types of a value, of its keys, and of all values in it."""
    found = {type(value)}
    if isinstance(value, dict):
        found |= {type(name) for name in value}
    if isinstance(value, list | tuple | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            found |= types_in(inner)
    return found


JSON_TYPES = {dict, list, str, int, float, bool, type(None)}


def a_dictionary_holds_json_whatever_was_read_before(document: Document, schema: str) -> None:
    model = model_class(document, schema)
    for number in range(4):
        came = payload(document, schema, Lots(schema, "read", number))
        read = model.from_dict(came)
        read_everything(read)
        assert types_in(read.to_dict()) <= JSON_TYPES
        assert same(read.to_dict(), came)
    model, arguments = built(document, schema)
    made = model(**arguments)
    made.additional_properties = {"when": datetime(2025, 8, 31), "kinds": (Kind.ONE, {"inner": model(**arguments)})}
    assert types_in(made.to_dict()) <= JSON_TYPES
    # A caller may use values of Python in a dictionary, too.
    twin = model.from_dict({**made.to_dict(), "more": [Kind.ONE, date(2025, 8, 31), (1,)]})
    assert twin.to_dict()["more"] == ["one", "2025-08-31", [1]]
    assert types_in(twin.to_dict()) <= JSON_TYPES


def test_a_user_can_be_dumped_as_yaml() -> None:
    org = Reference(sourced_id="o1")
    role = Role(role_type=Importance.PRIMARY, role=RoleName.STUDENT, org=org)
    built_user = User(enabled_user=True, given_name="A", family_name="B", roles=[role], status=Status.ACTIVE)
    built_user.metadata = UserMetadata.from_dict({"seen": datetime(2025, 8, 31, tzinfo=UTC), "kind": Kind.ONE})
    built_user.grades = (Kind.ONE,)  # type: ignore[assignment]
    read_user = User.from_dict(built_user.to_dict())
    assert read_user.roles
    read_user.date_last_modified = datetime(2025, 8, 31, tzinfo=UTC)
    for user in (built_user, read_user):
        read_everything(user)
        assert yaml.safe_load(yaml.safe_dump(user.to_dict()))["roles"][0]["role"] == "student"
        assert user.to_dict()["metadata"] == {"seen": "2025-08-31T00:00:00+00:00", "kind": "one"}
        assert user.to_dict()["grades"] == ["one"]


def built(document: Document, schema: str) -> tuple[type[Model], dict[str, Any]]:
    """The class, and the minimal arguments of a valid object."""
    model = model_class(document, schema)
    sample = minimal(document, document.schemas[schema])
    read = model.from_dict(sample)
    return model, {name: value for name in model.FIELDS if (value := getattr(read, name)) is not None}


def an_object_is_built_from_what_a_write_needs(document: Document, schema: str) -> None:
    model, arguments = built(document, schema)
    made = model(**arguments)
    written = to_json(made.to_dict())
    document.judge({"$ref": f"#/components/schemas/{schema}"}).validate(written)
    assert made.additional_properties == {}
    for twin in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made)):
        assert twin == made
    made.additional_properties["more"] = 1
    assert made.to_dict() == made.to_dict() | {"more": 1}
    with pytest.raises(TypeError):
        model(**arguments, unknown_argument=1)


def what_is_missing_is_named(document: Document, schema: str) -> None:
    model, arguments = built(document, schema)
    properties, required = members(document, document.schemas[schema])
    by_wire = {field.wire: name for name, field in model.FIELDS.items()}
    assert set(by_wire) == set(properties)
    for wire in required:
        name = by_wire[wire]
        if "const" in properties[wire]:
            assert (
                model(**{k: v for k, v in arguments.items() if k != name}).to_dict()[wire] == properties[wire]["const"]
            )
            continue
        with pytest.raises(InvalidRequestError, match=rf"^{model.__name__}: {name} is missing"):
            model(**arguments | {name: None})
        with pytest.raises(TypeError, match=name):
            model(**{k: v for k, v in arguments.items() if k != name})


WRONG: tuple[Any, ...] = (
    *(
        SECRET,
        8191.5,
        True,
        [SECRET],
        {"kind": SECRET},
        SECRET.encode(),
        object(),
        datetime(2025, 8, 31),
        date(2025, 8, 31),
    ),
    *({SECRET: [SECRET]}, [{SECRET: 1}], float("nan"), float("inf"), {1: 2}, (None,), {SECRET}),
)


def refused(model: type[Model], arguments: dict[str, Any]) -> str | None:
    try:
        model(**arguments)
    except InvalidRequestError as error:
        return str(error)
    return None


def a_value_of_the_wrong_kind_is_refused_and_not_repeated(document: Document, schema: str) -> None:
    model, arguments = built(document, schema)
    for name, field in model.FIELDS.items():
        refusals = 0
        for value in WRONG:
            if (refusal := refused(model, arguments | {name: value})) is not None:
                assert re.match(rf"{model.__name__}\.{name}\b", refusal), refusal
                assert SECRET not in refusal
                assert "8191" not in refusal
                refusals += 1
        assert refusals >= (0 if field.validator is ANY else 5), (name, refusals)


def a_time_without_a_zone_and_an_unknown_value_are_refused(document: Document, schema: str) -> None:
    model, arguments = built(document, schema)
    for name, field in model.FIELDS.items():
        if field.validator is DATETIME:
            with pytest.raises(InvalidRequestError, match=rf"^{model.__name__}\.{name}: .*without a time zone"):
                model(**arguments | {name: datetime(2025, 8, 31)})
        if isinstance(field.validator, Choice):
            assert_choice(model, arguments, name, document, schema)


def assert_choice(model: type[Model], arguments: dict[str, Any], name: str, document: Document, schema: str) -> None:
    """Values are accepted or refused as by an independent validator."""
    wire = model.FIELDS[name].wire
    judge = document.judge(members(document, document.schemas[schema])[0][wire])
    refusals = 0
    for value in ("ext:own", "ext:", "ext:own\n", "own", SECRET, f"{SECRET} {SECRET}", "", "Own", "1"):
        message = refused(model, arguments | {name: value})
        assert (message is None) == judge.is_valid(value), value
        if message is not None:
            refusals += 1
            assert message.startswith(f"{model.__name__}.{name}: expected one of ")
            assert SECRET not in message
    # An open enumeration refuses text that is empty or has a line end.
    assert refusals >= 2


RULES = (
    what_came_goes_back,
    a_dictionary_holds_json_whatever_was_read_before,
    an_object_is_built_from_what_a_write_needs,
    what_is_missing_is_named,
    a_value_of_the_wrong_kind_is_refused_and_not_repeated,
    a_time_without_a_zone_and_an_unknown_value_are_refused,
)


# One test for each model: with one for each rule as well, pytest took as long as the rules.
@pytest.mark.parametrize(("document", "schema"), MODELS, ids=[f"{d.package}:{s}" for d, s in MODELS])
def test_a_model_follows_every_rule(document: Document, schema: str) -> None:
    for rule in RULES:
        rule(document, schema)


def test_an_enumeration_is_read_as_its_member() -> None:
    """Known values become members of the enumeration; unknown values stay text."""
    document = next(d for d, s in MODELS if s == "Enrollment")
    read = model_class(document, "Enrollment").from_dict({"role": "student", "status": "asleep"})
    assert isinstance(read.role, StrEnum)  # type: ignore[attr-defined]
    assert type(read.status) is str  # type: ignore[attr-defined]
