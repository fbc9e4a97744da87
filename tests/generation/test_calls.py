"""Requests and replies of generated operations, for each feature of the golden documents."""

import datetime
import json
import re
from typing import Any

import pytest

from tests.generation.kit import Made
from timeback_runtime.client import AuthenticatedClient
from timeback_runtime.messages import Response

BOOK: dict[str, Any] = {"sourcedId": "b1", "title": "Emma", "shelf": "fiction"}


@pytest.fixture
def book(library: Made) -> Any:
    return library.model("library", "Book")


# Requests


def test_every_kind_of_argument(library: Made) -> None:
    build = library.build("library", "books", "get_all_books")
    request = build(
        limit=5,
        offset=0,
        filter_expr="title='Emma'",
        sort="date_last_modified",
        fields=["sourced_id", "title", "title"],
        shelf="ext:attic",
        order_by="desc",
        from_=datetime.date(2025, 1, 2),
        lent=False,
        client_="reader",
    )
    assert (request.method, request.path, request.partial) == ("GET", "/books", True)
    assert request.query == (
        ("limit", "5"),
        ("offset", "0"),
        ("filter", "title='Emma'"),
        ("sort", "dateLastModified"),
        ("fields", "sourcedId,title"),
        ("shelf", "ext:attic"),
        ("orderBy", "desc"),
        ("from", "2025-01-02"),
        ("lent", "false"),
        ("client", "reader"),
    )
    assert build().query == ()
    assert request.operation.service == "qti"
    assert request.operation.base_path == ""  # the address of that service names the whole
    assert request.operation.most == 50


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ({"limit": 0}, "limit: .*at least 1 .*at most 50.*smaller"),
        ({"limit": 51}, "limit: .*at least 1 .*at most 50.*larger"),
        ({"limit": True}, "limit: "),
        ({"limit": "5"}, "limit: "),
        ({"offset": -1}, "offset: "),
        ({"shelf": "attic"}, "shelf: .*fiction, science"),
        ({"order_by": "up"}, "order_by: .*asc, desc"),
        ({"from_": "soon"}, "from_: .*date"),
        ({"lent": "yes"}, "lent: .*True or False"),
        ({"fields": ["tilte"]}, "fields: Book .*'tilte'.*'title'"),
        ({"fields": []}, "fields: "),
        ({"fields": ""}, "fields: .*empty"),
        ({"fields": 5}, "fields: .*a number"),
        ({"sort": "Emma"}, "sort: Book "),
        ({"sort": "title.\ud800"}, "sort: .*cannot be encoded"),
        ({"sort": "tilte"}, "sort: Book .*'tilte'"),
        ({"sort": "title\ud800"}, r"sort: Book .*'title\\ud800'.*'title'"),
        ({"filter_expr": " "}, "filter_expr: .*empty"),
        ({"filter_expr": 7}, "filter_expr: .*a number"),
        ({"filter_expr": "title='\ud800'"}, "filter_expr: .*cannot be encoded"),
        ({"client_": "\ud800"}, "client_: .*cannot be encoded"),
    ],
)
def test_an_argument_that_is_refused_is_named(library: Made, argument: dict[str, Any], said: str) -> None:
    with pytest.raises(library.errors.InvalidRequestError) as caught:
        library.build("library", "books", "get_all_books")(**argument)
    assert re.match(said, str(caught.value))


def test_names_for_filters_that_are_no_properties(library: Made) -> None:
    class Expression:
        def __init__(self, name: str) -> None:
            self.names = (name,)

        def __filter__(self) -> str:
            return f"{self.names[0]}='x'"

    build = library.build("library", "books", "get_all_books")
    assert dict(build(filter_expr=Expression("author.sourcedId")).query)["filter"] == "author.sourcedId='x'"
    assert dict(build(filter_expr=Expression("shelfName")).query)["filter"] == "shelfName='x'"
    with pytest.raises(library.errors.InvalidRequestError, match=r"^filter_expr: Book has no property 'shelfname'"):
        build(filter_expr=Expression("shelfname"))


def test_a_header(library: Made) -> None:
    build = library.build("library", "books", "create_book")
    assert build(BOOK, x_request_key="k-123").headers == (("X-Request-Key", "k-123"),)
    assert build(BOOK).headers == ()
    for wrong in ("k", "k-12\r\nhost: evil", "k-12\x00", "ключ-1", " k-123"):
        with pytest.raises(library.errors.InvalidRequestError, match=r"^x_request_key: ") as caught:
            build(BOOK, x_request_key=wrong)
        assert wrong not in str(caught.value).removeprefix("x_request_key")


def test_a_body_in_either_content_type(library: Made, book: Any) -> None:
    build = library.build("library", "books", "create_book")
    given = [book(sourced_id="b1", title="Emma", shelf="fiction"), BOOK, {"book": BOOK}]
    for one in given:
        request = build(one)
        assert request.content_type == "application/json"
        assert json.loads(request.content) == {"book": BOOK}
    for xml in ("<book é='1'/>", "<book é='1'/>".encode()):
        assert build(xml).content_type == "application/xml"
        assert build(xml).content == "<book é='1'/>".encode()
    for wrong in (7, None, [BOOK], BOOK | {"title": None}, BOOK | {"title": "\ud800"}, "\ud800"):
        with pytest.raises(library.errors.InvalidRequestError, match=r"^book"):
            build(wrong)


def test_a_body_that_never_ends(library: Made) -> None:
    ring: dict[str, Any] = {}
    ring["ring"] = ring
    deep: Any = {}
    for _ in range(100_000):
        deep = [deep]
    for metadata in (ring, {"deep": deep}, {"x": float("inf")}, {"x": {1, 2}}):
        with pytest.raises(library.errors.InvalidRequestError, match=r"^book: cannot be written as JSON"):
            library.build("library", "books", "create_book")(BOOK | {"metadata": metadata})


def test_a_body_may_be_left_out_where_it_is_not_required(library: Made, book: Any) -> None:
    build = library.build("library", "books", "patch_book")
    assert (build("b1").content, build("b1").content_type) == (None, None)
    assert json.loads(build("b1", book={"title": "Emma"}).content) == {"title": "Emma"}
    with pytest.raises(library.errors.InvalidRequestError, match=r"^book\.title: "):
        build("b1", book={"title": 7})


def test_a_partial_object_replaces_nothing(library: Made) -> None:
    fetched = library.build("library", "books", "get_book")("b1", fields=["title", "shelf", "sourcedId"]).read(
        library.reply({"book": BOOK})
    )
    with pytest.raises(library.errors.InvalidRequestError, match=r"^book: was fetched with fields="):
        library.build("library", "books", "put_book")("b1", fetched)
    assert library.build("library", "books", "put_book")("b1", BOOK).content


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda book: setattr(book, "title", 7), r"book\.title: .*text"),
        (lambda book: setattr(book, "title", None), r"book: title is missing"),
        (lambda book: setattr(book.authors[0], "sourced_id", 7), r"book\.authors\[0\]\.sourced_id: .*text"),
        (lambda book: setattr(book.editions["first"], "number", "1"), r"book\.editions\.\*\.number: .*whole number"),
    ],
)
def test_what_is_set_on_an_object_that_came_is_checked(library: Made, book: Any, change: Any, told: str) -> None:
    """Attributes that were not set are sent back unchanged, even if they are invalid."""
    odd = BOOK | {
        "pages": -1,
        "grade": 7,
        "authors": [{"sourcedId": "p1", "type": 5}],
        "editions": {"first": {"isbn": "1"}},
    }
    put = library.build("library", "books", "put_book")
    fetched = book.from_dict(odd)
    fetched.title = "Persuasion"
    assert json.loads(put("b1", fetched).content)["book"] == odd | {"title": "Persuasion"}
    change(fetched)
    with pytest.raises(library.errors.InvalidRequestError, match=f"^{told}"):
        put("b1", fetched)


def test_a_list_as_a_body(library: Made) -> None:
    build = library.build("library", "loans", "post_loans")
    loan = library.model("library", "Loan")(due=datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC))
    assert json.loads(build([loan]).content) == [{"kind": "loan", "due": "2025-01-02T00:00:00+00:00"}]
    with pytest.raises(library.errors.InvalidRequestError, match=r"^body: .*empty"):
        build([])


def test_path_arguments_stand_in_the_order_of_the_path(library: Made) -> None:
    request = library.build("library", "members", "get_loan_of_member")("m/1", "l?1")
    assert request.path == "/members/m%2F1/loans/l%3F1"


@pytest.mark.parametrize("operation", ["get_book", "put_book", "patch_book", "delete_book"])
@pytest.mark.parametrize("identity", ["featured", "", " ", ".", "..", None, 5, "\ud800"])
def test_ids_that_are_refused(library: Made, operation: str, identity: Any) -> None:
    more = (BOOK,) if operation == "put_book" else ()
    with pytest.raises(library.errors.InvalidRequestError, match=r"^sourced_id: "):
        library.build("library", "books", operation)(identity, *more)


def test_a_reserved_word_is_an_id_where_it_makes_no_other_path(library: Made) -> None:
    assert library.build("library", "books", "get_book_scan")("featured").path == "/books/featured/scan"


# Replies


def test_a_wrapper_and_two_wrappers(library: Made) -> None:
    assert library.build("library", "books", "get_book")("b1").read(library.reply({"book": BOOK})).title == "Emma"
    featured = library.build("library", "books", "get_featured_book")()
    for body in ({"month": {"book": BOOK}}, {"week": {"book": BOOK}}, {"month": None, "week": {"book": BOOK}}, BOOK):
        assert featured.read(library.reply(body)).to_dict() == BOOK


def test_a_list_under_either_name(library: Made) -> None:
    request = library.build("library", "books", "get_all_books")()
    for body in ({"books": [BOOK]}, {"titles": [BOOK]}, {"books": None, "titles": [BOOK]}, [BOOK]):
        assert [item.title for item in request.read(library.reply(body))] == ["Emma"]
    assert request.read(library.reply({"books": None})) == []
    with pytest.raises(library.errors.DecodingError, match=r"books\[1\]"):
        request.read(library.reply({"books": [BOOK, 7, None]}))


def test_a_binary_reply(library: Made) -> None:
    request = library.build("library", "books", "get_book_scan")("b1")
    assert request.accept == "application/zip"
    assert request.read(library.reply(b"PK\x03\x04\xff", media="application/zip")) == b"PK\x03\x04\xff"


def test_a_binary_reply_that_is_a_web_page(library: Made) -> None:
    request = library.build("library", "books", "get_book_scan")("b1")
    with pytest.raises(library.errors.DecodingError):
        request.read(library.reply(b"<html>Sign in</html>", media="text/html"))


def test_a_union_and_a_map_as_a_reply(library: Made) -> None:
    loan = {"kind": "loan", "due": "2025-01-02T03:04:05Z"}
    lending = library.build("library", "members", "get_loan_of_member")("m", "l")
    assert type(lending.read(library.reply(loan))).__name__ == "Loan"
    assert lending.read(library.reply({"kind": "theft"})) == {"kind": "theft"}
    by_day = library.build("library", "loans", "get_loans")()
    assert by_day.read(library.reply({"monday": loan}))["monday"].due.year == 2025


def test_a_delete_reads_nothing(library: Made) -> None:
    request = library.build("library", "books", "delete_book")("b1")
    for status, body in ((204, b""), (200, b"{}"), (200, b"<html>"), (202, b"")):
        assert request.read(library.reply(body, status)) is None


@pytest.mark.parametrize("body", [[], "text", 7, True, None, {}, {"book": []}, {"book": None}, {"other": 1}])
@pytest.mark.parametrize("operation", ["get_book", "create_book"])
def test_the_wrong_kind_of_json(library: Made, operation: str, body: Any) -> None:
    build = library.build("library", "books", operation)
    request = build("b1") if operation == "get_book" else build(BOOK)
    with pytest.raises(library.errors.DecodingError):
        request.read(library.reply(body, 200 if operation == "get_book" else 201))


@pytest.mark.parametrize("body", [[], "text", 7, True, None])
def test_the_wrong_kind_of_json_where_there_is_no_wrapper(library: Made, body: Any) -> None:
    for request in (
        library.build("library", "members", "get_loan_of_member")("m", "l"),
        library.build("library", "loans", "get_loans")(),
    ):
        for read in (request.read, request.read_wire):
            with pytest.raises(library.errors.DecodingError):
                read(library.reply(body))


def test_the_wrong_kind_of_json_where_a_number_is_promised(library: Made) -> None:
    request = library.build("library", "loans", "post_loans")(
        [library.model("library", "Loan")(due=datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC))]
    )
    assert request.read(library.reply(3)) == 3


def test_an_error_of_any_depth(library: Made) -> None:
    request = library.build("library", "books", "get_book")("b1")
    for body in (b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5_000, b"\xff\xfe", b"NaN", b""):
        with pytest.raises(library.errors.ServerError):
            request.read(library.reply(body, 502))
        detailed = Response.read(request, library.reply(body, 502))
        assert (detailed.status_code, detailed.parsed, detailed.error) == (502, None, None)
        with pytest.raises(library.errors.DecodingError):
            request.read(library.reply(body))


def test_the_package_stands_for_a_client(library: Made) -> None:
    package = library.module("library")
    assert package.__all__ == ["AuthenticatedClient", "Client"]
    assert package.AuthenticatedClient is AuthenticatedClient
    assert library.module("library.errors").NotFoundError is library.errors.NotFoundError


def test_a_request_shows_no_filter_and_no_body(library: Made) -> None:
    request = library.build("library", "books", "get_all_books")(filter_expr="title='Emma'")
    assert "Emma" not in repr(request)
    assert "Emma" not in repr(library.build("library", "books", "create_book")(BOOK))
    iteration = library.module("library.api.books.get_all_books").build_iter(filter_expr="title='Emma'")
    assert "Emma" not in repr(iteration)
