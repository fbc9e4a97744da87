"""Classes of named values: they behave as classes of attrs with the same fields do."""

import copy
import inspect
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback_runtime.messages import Reply
from timeback_runtime.records import define, evolve, field, fields, frozen


@frozen
class Point:
    x: int
    y: int = 0
    label: str | None = field(default=None, repr=False, eq=False)
    tags: list[str] = field(factory=list, repr=False)


@define
class Counter:
    count: int = 0
    step: int = field(default=1, kw_only=True)


@frozen(kw_only=True)
class Named(Point):
    name: str = field(converter=str.strip)
    length: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.name))


@attrs.frozen
class Same:
    x: int
    y: int = 0
    label: str | None = attrs.field(default=None, repr=False, eq=False)
    tags: list[str] = attrs.field(factory=list, repr=False)


values = st.tuples(st.integers(), st.integers(), st.none() | st.text(), st.lists(st.text(), max_size=2))


@given(values, values)
def test_equality_and_repr_are_those_of_attrs(one: Any, two: Any) -> None:
    assert (Point(*one) == Point(*two)) == (Same(*one) == Same(*two))
    assert repr(Point(*one)).removeprefix("Point") == repr(Same(*one)).removeprefix("Same")
    assert Point(*one) != Same(*one)


@given(values)
def test_copies_are_equal(one: Any) -> None:
    point = Point(*one)
    for made in (copy.copy(point), copy.deepcopy(point), pickle.loads(pickle.dumps(point)), evolve(point)):
        assert made == point
        assert made.label == point.label
    assert evolve(point, x=7) == Point(7, point.y, tags=point.tags)
    assert attrs.evolve(point, x=7) == evolve(point, x=7)  # type: ignore[misc]


def test_defaults_are_made_for_each_instance() -> None:
    assert Point(1).tags == []
    assert Point(1).tags is not Point(1).tags


def test_a_frozen_instance_cannot_be_changed() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="cannot be changed"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot be changed"):
        del point.x
    assert hash(Reply(200).status) == hash(200)
    assert point.x == 1


def test_an_instance_of_define_can_be_changed_and_has_no_hash() -> None:
    counter = Counter(step=3)
    counter.count += counter.step
    assert counter == Counter(3, step=3)
    with pytest.raises(TypeError, match="unhashable"):
        hash(counter)


def test_converters_bases_and_computed_values() -> None:
    named = Named(1, name="  a b ")
    assert (named.name, named.length, named.y) == ("a b", 3, 0)
    assert list(fields(Named)) == ["x", "y", "label", "tags", "name", "length"]


def test_wrong_arguments_are_errors_of_the_constructor() -> None:
    with pytest.raises(TypeError, match=r"Point\.__init__\(\) missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional argument"):
        Counter(1, 2)  # type: ignore[misc]


def test_signatures_and_attrs_know_the_fields_before_the_first_instance() -> None:
    @define
    class Fresh:
        a: int
        b: str = "x"

    assert [one.name for one in attrs.fields(Fresh)] == ["a", "b"]  # type: ignore[arg-type]
    assert list(inspect.signature(Fresh).parameters) == ["a", "b"]
    assert attrs.asdict(Fresh(1)) == {"a": 1, "b": "x"}  # type: ignore[arg-type]
    assert attrs.has(Fresh)
