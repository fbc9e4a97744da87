"""Behaviour of generated models, for each feature of the golden documents."""

import copy
import datetime
import inspect
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.generation.kit import Made
from timeback_runtime import encoding
from timeback_runtime import model as model_module
from timeback_runtime.model import Model

BOOK: dict[str, Any] = {"sourcedId": "b1", "title": "Emma", "shelf": "fiction"}


@pytest.fixture
def book(library: Made) -> Any:
    return library.model("library", "Book")


def test_enumerations_open_and_closed(library: Made, book: Any) -> None:
    shelf = library.model("common", "Shelf")
    assert book.from_dict(BOOK).shelf is shelf.FICTION
    assert book.from_dict(BOOK | {"shelf": "attic"}).shelf == "attic"
    assert type(book.from_dict(BOOK | {"shelf": "attic"}).shelf) is str
    assert book(sourced_id="b1", title="Emma", shelf="ext:attic").to_dict()["shelf"] == "ext:attic"
    for wrong in ("attic", "ext:", "ext:a b", "ext:attic\n", "fiction\n", "", 1):
        with pytest.raises(library.errors.InvalidRequestError, match=r"^Book\.shelf: expected one of"):
            book(sourced_id="b1", title="Emma", shelf=wrong)


def test_what_every_object_has_is_not_optional_in_types_alone(library: Made, book: Any) -> None:
    assert book(sourced_id="b1", title="Emma", shelf="fiction").date_last_modified is None
    partial = book.from_dict({"title": None})
    assert (partial.sourced_id, partial.title, partial.shelf, partial.date_last_modified) == (None, None, None, None)
    partial.date_last_modified = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    assert partial.to_dict().keys() == {"title", "dateLastModified"}
    hints = book.__annotations__
    assert (hints["title"], hints["date_last_modified"]) == ("str", "datetime.datetime")


def test_values_that_differ_in_punctuation_alone(library: Made, book: Any) -> None:
    grade = library.model("library", "Grade")
    assert {member.name: member.value for member in grade} == {
        "A_PLUS": "A+",
        "A_MINUS": "A-",
        "FIRST": "1st",
        "NONE": "",
    }
    assert book.from_dict(BOOK | {"grade": "A-"}).grade is grade.A_MINUS
    assert book.from_dict(BOOK | {"grade": ""}).grade is grade.NONE


def test_null_and_missing_read_alike_and_go_back_as_they_came(book: Any) -> None:
    came = BOOK | {"grade": None, "owner": None, "authors": None, "printed": None, "lending": None, "extra": None}
    read = book.from_dict(came)
    assert read.grade is None
    assert read.owner is None
    assert read.pages is None
    assert read.to_dict() == came
    assert list(read.to_dict()) == list(came)
    assert read.additional_properties == {"extra": None}


def test_a_changed_object_keeps_the_rest(book: Any) -> None:
    read = book.from_dict(BOOK | {"extra": 1, "owner": None, "pages": 3})
    read.title = "Persuasion"
    read.pages = None
    read.additional_properties["more"] = [2]
    del read.additional_properties["extra"]
    assert read.to_dict() == BOOK | {"title": "Persuasion", "owner": None, "pages": None, "more": [2]}


def test_from_dict_leaves_its_argument_alone(book: Any) -> None:
    came = BOOK | {"metadata": {"a": [1]}, "authors": [{"sourcedId": "p"}]}
    before = copy.deepcopy(came)
    read = book.from_dict(came)
    read.metadata["a"].append(2)
    read.authors[0].sourced_id = "q"
    assert came == before
    with pytest.raises(TypeError, match="a dict"):
        book.from_dict([])


def test_all_of_makes_one_class(library: Made, book: Any) -> None:
    assert issubclass(book, Model)
    assert [field.wire for field in book.FIELDS.values()][:2] == ["sourcedId", "dateLastModified"]
    assert {name for name, field in book.FIELDS.items() if field.required} == {"sourced_id", "title", "shelf"}


def test_a_name_that_python_reserves(book: Any) -> None:
    read = book.from_dict(BOOK | {"class": "c"})
    assert read.class_ == "c"
    assert book(sourced_id="b", title="t", shelf="fiction", class_="d").to_dict()["class"] == "d"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-01-02T03:04:05Z", datetime.datetime(2025, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)),
        ("2025-01-02T03:04:05.123456789Z", datetime.datetime(2025, 1, 2, 3, 4, 5, 123456, tzinfo=datetime.UTC)),
        ("2025-01-02T03:04", datetime.datetime(2025, 1, 2, 3, 4)),
        ("2025-01-02T24:00:00Z", datetime.datetime(2025, 1, 3, tzinfo=datetime.UTC)),
        ("2025-13-02", "2025-13-02"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_dates_read_where_they_can_and_go_back_as_they_came(book: Any, text: str, moment: Any) -> None:
    read = book.from_dict(BOOK | {"dateLastModified": text})
    assert read.date_last_modified == moment
    assert read.to_dict()["dateLastModified"] == text
    assert book.from_dict(read.to_dict()).date_last_modified == moment


def test_a_changed_date_is_written(book: Any) -> None:
    read = book.from_dict(BOOK | {"dateLastModified": "2025-01-02T03:04:05Z", "printed": "2025-01-02"})
    read.date_last_modified = datetime.datetime(2025, 1, 2, 3, 4, 6, tzinfo=datetime.UTC)
    read.printed = datetime.date(2025, 1, 3)
    written = read.to_dict()
    assert written["dateLastModified"] == "2025-01-02T03:04:06+00:00"
    assert written["printed"] == "2025-01-03"


def test_maps_of_models_and_lists_of_dates(library: Made, book: Any) -> None:
    came = BOOK | {
        "editions": {"first": {"number": 1, "predecessor": {"number": 0}}, "odd": 7},
        "read": ["2025-01-02T03:04:05Z", "soon", None],
    }
    read = book.from_dict(came)
    assert read.editions["first"].predecessor.number == 0
    assert read.editions["odd"] == 7
    assert read.read[0].year == 2025
    assert read.read[1:] == ["soon", None]
    written = read.to_dict()
    assert written["editions"] == came["editions"]
    assert written["read"] == ["2025-01-02T03:04:05+00:00", "soon", None]
    assert isinstance(read.editions["first"], library.model("library", "Edition"))


def test_a_union_is_told_apart_by_its_property(library: Made, book: Any) -> None:
    loan, reservation = library.model("library", "Loan"), library.model("library", "Reservation")
    due = {"kind": "loan", "due": "2025-01-02T03:04:05Z"}
    assert type(book.from_dict(BOOK | {"lending": due}).lending) is loan
    assert type(book.from_dict(BOOK | {"lending": {"kind": "reservation"}}).lending) is reservation
    for unknown in ({"kind": "theft", "who": "x"}, {"kind": 5}, {"kind": None}, {"due": "x"}, {"kind": ["loan"]}):
        read = book.from_dict(BOOK | {"lending": unknown})
        assert read.lending == unknown
        assert read.to_dict()["lending"] == unknown


def test_an_alternative_that_is_not_known_can_be_written(book: Any) -> None:
    built = book(sourced_id="b1", title="Emma", shelf="fiction", lending={"kind": "theft", "who": "x"})
    assert built.to_dict()["lending"] == {"kind": "theft", "who": "x"}


def test_a_constant_is_filled_in(library: Made) -> None:
    reservation = library.model("library", "Reservation")
    assert reservation(card="7").to_dict() == {"kind": "reservation", "card": "7"}
    with pytest.raises(library.errors.InvalidRequestError, match=r"^Reservation\.kind: "):
        reservation(card="7", kind="loan")


def test_one_of_two_properties_is_needed(library: Made) -> None:
    reservation = library.model("library", "Reservation")
    with pytest.raises(library.errors.InvalidRequestError, match=r"^Reservation: .*member, card"):
        reservation()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": None}, r"Book: title is missing"),
        ({"title": None, "shelf": None}, r"Book: title, shelf are missing"),
        ({"title": ""}, r"Book\.title: .*empty text"),
        ({"title": 7}, r"Book\.title: .*got a number"),
        ({"pages": 0}, r"Book\.pages: .*at least 1"),
        ({"pages": True}, r"Book\.pages: .*got a boolean"),
        ({"pages": 1.5}, r"Book\.pages: "),
        ({"weight": float("nan")}, r"Book\.weight: "),
        ({"year": []}, r"Book\.year: .*text or a finite number"),
        ({"lent": "true"}, r"Book\.lent: expected True or False, got text"),
        ({"authors": []}, r"Book\.authors: .*empty"),
        ({"authors": "p1"}, r"Book\.authors: .*list.*got text"),
        ({"authors": [{"sourcedId": "p1"}]}, r"Book\.authors\[0\]: .*write Reference\(\.\.\.\)"),
        ({"editions": {"first": {"number": 1}}}, r"Book\.editions\.first: "),
        ({"metadata": "text"}, r"Book\.metadata: expected a dict"),
        ({"printed": "soon"}, r"Book\.printed: expected a date"),
        ({"printed": datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)}, r"Book\.printed: "),
        ({"date_last_modified": datetime.datetime(2025, 1, 1)}, r"Book\.date_last_modified: .*without a time zone"),
        ({"lending": {"kind": "loan"}}, r"Book\.lending: due is missing"),
        ({"lending": {"kind": "loan", "due": 5}}, r"Book\.lending\.due: "),
        ({"lending": {"due": "2025-01-01"}}, r"Book\.lending: kind .*loan, reservation"),
        ({"lending": {"kind": "theft", 1: 2}}, r"Book\.lending: .*strings"),
        ({"lending": "loan"}, r"Book\.lending: expected a Loan or a Reservation"),
    ],
)
def test_what_is_built_by_hand_is_checked(library: Made, book: Any, change: dict[str, Any], where: str) -> None:
    arguments = {"sourced_id": "b1", "title": "Emma", "shelf": "fiction"} | change
    with pytest.raises(library.errors.InvalidRequestError, match=f"^{where}"):
        book(**arguments)


def test_a_model_is_copied_and_pickled(book: Any) -> None:
    read = book.from_dict(BOOK | {"authors": [{"sourcedId": "p1"}], "extra": {"a": [1]}})
    for twin in (copy.copy(read), copy.deepcopy(read), pickle.loads(pickle.dumps(read))):
        assert twin == read
        assert twin.to_dict() == read.to_dict()
    deep = copy.deepcopy(read)
    deep.authors[0].sourced_id = "p2"
    deep.additional_properties["extra"]["a"].append(2)
    assert read.to_dict() == BOOK | {"authors": [{"sourcedId": "p1"}], "extra": {"a": [1]}}


INSIDE = BOOK | {
    "authors": [{"sourcedId": "p1", "type": "person", "more": 1}, {"sourcedId": "p2"}],
    "editions": {"first": {"isbn": "1"}},
    "read": ["2024-05-01T10:00:00+00:00"],
    "owner": {"sourcedId": "l1"},
    "metadata": {"a": [1]},
}


@pytest.mark.parametrize(
    ("change", "wire", "value"),
    [
        (lambda book: setattr(book, "authors", None), "authors", None),
        (lambda book: setattr(book, "authors", []), "authors", []),
        (lambda book: book.authors.pop(), "authors", INSIDE["authors"][:1]),
        (
            lambda book: setattr(book.authors[1], "sourced_id", "p3"),
            "authors",
            [INSIDE["authors"][0], {"sourcedId": "p3"}],
        ),
        (lambda book: setattr(book.owner, "sourced_id", "l2"), "owner", {"sourcedId": "l2"}),
        (lambda book: book.owner.additional_properties.update(x=1), "owner", {"sourcedId": "l1", "x": 1}),
        (lambda book: book.editions.clear(), "editions", {}),
        (lambda book: book.read.clear(), "read", []),
        (lambda book: book.metadata["a"].append(2), "metadata", {"a": [1, 2]}),
        (lambda book: setattr(book, "pages", 3), "pages", 3),
        (lambda book: setattr(book, "title", None), "title", None),
    ],
)
@pytest.mark.parametrize("copied", [False, True])
@pytest.mark.parametrize("looked_at", [False, True])
def test_a_change_anywhere_inside_is_written(
    book: Any, change: Any, wire: str, value: Any, copied: bool, looked_at: bool
) -> None:
    read = book.from_dict(INSIDE)
    if looked_at:
        assert [getattr(read, name) for name in book.FIELDS]
        assert read.authors[0] is read.authors[0]
    if copied:
        read = pickle.loads(pickle.dumps(read))
    change(read)
    assert read.to_dict() == INSIDE | {wire: value}


def test_what_to_dict_gives_is_apart_from_the_object(book: Any) -> None:
    read = book.from_dict(INSIDE)
    written = read.to_dict()
    written["authors"][0]["sourcedId"] = written["owner"]["sourcedId"] = "x"
    written["editions"]["first"]["isbn"] = "2"
    written["authors"].append({"sourcedId": "p3"})
    del written["title"]
    assert read.to_dict() == INSIDE
    assert [author.sourced_id for author in read.authors] == ["p1", "p2"]


def test_an_unknown_attribute_is_an_error_as_of_any_object(book: Any) -> None:
    for one in (book.from_dict(BOOK), book(sourced_id="b1", title="Emma", shelf="fiction")):
        with pytest.raises(AttributeError, match="'Book' object has no attribute 'titel'"):
            _ = one.titel
        with pytest.raises(AttributeError):
            one.titel = "Emma"


def test_a_repr_names_the_id_alone(book: Any) -> None:
    assert repr(book.from_dict(BOOK)) == "<Book b1>"
    assert repr(book.from_dict({"title": "Emma"})) == "<Book>"
    assert repr(book.from_dict({"sourcedId": {"title": "Emma"}})) == "<Book>"


def test_a_tuple_stands_for_a_list(library: Made, book: Any) -> None:
    reference = library.model("common", "Reference")(sourced_id="p1")
    built = book(sourced_id="b1", title="Emma", shelf="fiction", authors=(reference,))
    assert built.to_dict()["authors"] == [{"sourcedId": "p1"}]


def test_an_attribute_set_before_nested_objects_are_read_keeps_its_value(book: Any) -> None:
    read = book.from_dict(INSIDE)
    read.authors = []
    read.title = "Persuasion"
    assert read.owner.sourced_id == "l1"
    assert (read.authors, read.title) == ([], "Persuasion")
    assert read.to_dict() == INSIDE | {"authors": [], "title": "Persuasion"}


@pytest.mark.parametrize("name", ["pages", "owner"])
def test_a_deleted_attribute_is_none(book: Any, name: str) -> None:
    read = book.from_dict(INSIDE | {"pages": 3})
    delattr(read, name)
    assert getattr(read, name) is None
    assert read.to_dict() == INSIDE | {"pages": 3} | {name: None}
    with pytest.raises(AttributeError):
        del read.titel


@pytest.mark.parametrize(
    "change",
    [
        lambda book: None,
        lambda book: book.authors,
        lambda book: book.metadata["a"].append(2),
        lambda book: book.authors.pop(),
        lambda book: setattr(book, "pages", 3),
        lambda book: setattr(book.owner, "sourced_id", "l2"),
        lambda book: book.additional_properties.update(x=1),
    ],
)
def test_a_body_is_the_dictionary_of_the_object(book: Any, change: Any) -> None:
    read = book.from_dict(INSIDE | {"extra": {"b": 1}})
    change(read)
    written = read.to_dict()
    assert json.loads(encoding.body("book", read, book, mode="patch")) == written
    # What goes straight to bytes shares data with the object, which stays as it was.
    assert read.to_dict() == written


def test_an_object_that_was_read_and_pickled_by_an_earlier_version_keeps_in_place_changes(book: Any) -> None:
    read = book.from_dict(INSIDE)
    state = {name: getattr(read, name) for name in book.FIELDS} | {"_changed": set(), "_received": dict(INSIDE)}
    rebuilt = model_module._rebuild(book, state)
    rebuilt.authors.pop()
    assert rebuilt.to_dict() == INSIDE | {"authors": INSIDE["authors"][:1]}


def test_the_signature_of_a_model_lists_its_properties(book: Any) -> None:
    parameters = inspect.signature(book).parameters
    assert list(parameters) == list(book.FIELDS)
    assert parameters["title"].default is inspect.Parameter.empty
    assert parameters["pages"].default is None
    assert {one.kind for one in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    with pytest.raises(TypeError, match=r"^Book takes each property by name, such as sourced_id=\.\.\.$"):
        book("b1")


def test_threads_that_read_one_object_share_its_nested_objects(book: Any) -> None:
    for _ in range(50):
        read = book.from_dict(INSIDE)
        with ThreadPoolExecutor(4) as pool:
            found = list(
                pool.map(lambda name, read=read: getattr(read, name), ["authors", "owner", "authors", "owner"])
            )
        assert found[0] is found[2] is read.authors
        assert found[1] is found[3] is read.owner
        assert read._changed == {"*"}
