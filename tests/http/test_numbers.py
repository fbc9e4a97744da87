"""Numbers that no double holds go back as they came, whichever library decodes them."""

import contextlib
import copy
import gc
import json
import math
import pickle
import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from timeback import TimeBackClient
from timeback.errors import DecodingError, InvalidRequestError
from timeback.tables import to_arrow, to_dicts, to_pandas, to_polars
from timeback_api.gradebook.api.assessment_results import put_assessment_result
from timeback_api.gradebook.models import AssessmentResult
from timeback_runtime import numbers
from timeback_runtime.numbers import ExactFloat, as_integer, dumps, equal, loads, loads_exactly, numbers_are_exact

BEYOND_DECIMAL = "1.5e99999999999999999999"
EXACT = [
    "1234567890123456789e+5",
    "12345678901234567.89E-5",
    "0.1000000000000000055511151231257827",
    "0.10000000000000001",
    "9007199254740993.0",
    "-12345678901234567890123.5",
    "1e400",
    "-1E+400",
    "1e-400",
    "4.9406564584124654e-324",
    BEYOND_DECIMAL,
    "83.333333333333333333",
]
WHOLE = ["18446744073709551615", "18446744073709551616", "-9223372036854775809", "1" * 400]
PLAIN = ["0", "-0", "-0.0", "100.0", "1e2", "1E+2", "2.50", "83.33333333333333", "1.7976931348623157e308", "5e-324"]


@pytest.fixture(params=["orjson", "json"])
def decoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "json":
        monkeypatch.setattr(numbers, "_fast_loads", None)
        monkeypatch.setattr(numbers, "_fast_dumps", None)
    else:
        pytest.importorskip("orjson")
    return str(request.param)


@pytest.mark.parametrize("text", EXACT + WHOLE)
def test_what_no_double_holds_is_written_as_it_came(decoder: str, text: str) -> None:
    found = loads(f'{{"n":{text},"s":"{text}"}}'.encode())
    assert dumps(found, separators=(",", ":")) == f'{{"n":{text},"s":"{text}"}}'
    assert isinstance(found["n"], int if text in WHOLE else float)


@pytest.mark.parametrize("text", PLAIN)
def test_what_a_double_holds_is_a_plain_number_of_the_same_value(decoder: str, text: str) -> None:
    [found] = loads(f"[{text}]".encode())
    assert type(found) in (int, float)
    assert Decimal(dumps(found)) == Decimal(text)


def test_an_integer_of_more_digits_than_int_takes_is_kept(decoder: str) -> None:
    text = "[" + "7" * 5000 + "]"
    assert dumps(loads(text.encode())) == text
    with pytest.raises(ValueError):
        loads_exactly(text, strict=True)


@pytest.mark.parametrize("text", EXACT)
def test_an_exact_float_is_a_float(text: str) -> None:
    found = ExactFloat(text)
    assert found == float(text)
    assert hash(found) == hash(float(text))
    assert (str(found), repr(found), f"{found}", found.text) == (text,) * 4
    assert type(found + 0) is float
    for again in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy([found])[0]):
        assert (type(again), again.text) == (ExactFloat, text)
    with pytest.raises(AttributeError):
        found.text = "1"


@pytest.mark.parametrize(
    "text", ["", "1.", ".5", "+1.5", "nan", "Infinity", "1_0.5", "0x1", " 1.5", "1.5\n", "01.5", "\u0661.5"]
)
def test_an_exact_float_takes_numbers_of_json_only(text: str) -> None:
    with pytest.raises(ValueError):
        ExactFloat(text)


def test_json_is_written_with_all_options() -> None:
    data = {"b": ExactFloat("1e400"), "a": (ExactFloat("0.10000000000000001"), {"é": None})}
    assert dumps(data, sort_keys=True, indent=1) == (
        '{\n "a": [\n  0.10000000000000001,\n  {\n   "\\u00e9": null\n  }\n ],\n "b": 1e400\n}'
    )
    assert dumps({"x": object()}, default=lambda _: data["a"]) == '{"x": [0.10000000000000001, {"\\u00e9": null}]}'


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("1", "1.0", True),
        ("1e2", "100", True),
        ("0.1", "0.10", True),
        ("0", "-0.0", True),
        ("1e23", "1" + "0" * 23, True),
        ("9007199254740993", "9007199254740992.0", False),
        ("9007199254740993", "9007199254740993.0", True),
        ("0.1", "0.10000000000000001", False),
        ("0.10000000000000001", "0.100000000000000010", True),
        ("1" * 30, "1" * 29 + "2", False),
        ("1e400", "1e401", False),
        ("1e400", "10e399", True),
        ("-1.5", "1.5", False),
        ("NaN", "NaN", True),
        ("Infinity", "1e400", False),
    ],
)
def test_numbers_are_equal_by_their_text(left: str, right: str, same: bool) -> None:
    one, other = loads(left.encode()), loads(right.encode())
    assert equal(one, other) is equal(other, one) is same


def test_whole_numbers() -> None:
    found = [
        as_integer(loads_exactly(text))
        for text in ("9007199254740993.0", "1e2", "7", "9007199254740993.5", "1e400", "1e-400")
    ]
    assert found == [9007199254740993, 100, 7, None, None, None]


LETTERS = st.text('abc "\\é,:[]{}0123456789.eE+-', max_size=30)
DIGITS = st.text("0123456789", min_size=1, max_size=25)
NUMBERS = st.one_of(
    st.sampled_from([text for text in EXACT + WHOLE + PLAIN if text != BEYOND_DECIMAL]),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "-"]),
        DIGITS.map(lambda digits: digits.lstrip("0") or "0"),
        st.one_of(st.just(""), DIGITS.map(lambda digits: f".{digits}")),
        st.one_of(st.just(""), st.builds("{}{}".format, st.sampled_from(["e", "E", "e+", "e-"]), st.integers(0, 400))),
    ),
)
DOCUMENTS = st.recursive(
    st.one_of(NUMBERS, LETTERS.map(json.dumps), st.sampled_from(["null", "true"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda parts: f"[{', '.join(parts)}]"),
        st.lists(inner, max_size=4).map(
            lambda parts: "{" + ",".join(f'"k{index}":{part}' for index, part in enumerate(parts)) + "}"
        ),
    ),
    max_leaves=12,
)
FEW = hypothesis.settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)  # fmt: skip


def decimals(text: str) -> Any:
    """A document with the exact value of each of its numbers."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


@FEW
@hypothesis.given(document=DOCUMENTS)
def test_any_document_keeps_the_values_of_its_numbers(decoder: str, document: str) -> None:
    content = f'{{"metadata":{document},"score":1}}'
    model = AssessmentResult.from_dict(loads(content.encode()))
    assert decimals(dumps(model.to_dict())) == decimals(content)
    model.comment = "changed"
    model = pickle.loads(pickle.dumps(copy.deepcopy(model)))
    assert decimals(dumps(model.to_dict())) == {**decimals(content), "comment": "changed"}


@FEW
@hypothesis.given(document=DOCUMENTS)
def test_both_decoders_agree(document: str) -> None:
    assert repr(loads(document.encode())) == repr(loads_exactly(document))


@FEW
@hypothesis.given(text=NUMBERS)
def test_the_search_finds_every_number_that_orjson_would_round(text: str) -> None:
    orjson = pytest.importorskip("orjson")
    for form in ("[{}]", '{{"a":{}}}', "[1, {} ]", "{}"):
        content = form.format(text)
        try:
            quick = orjson.loads(content)
        except ValueError:
            continue
        if numbers_are_exact(content.encode()):
            assert decimals(json.dumps(quick)) == decimals(content)


def test_numbers_are_exact_while_other_threads_make_floats() -> None:
    content = b'{"a":1,"b":[{"n":0.1000000000000000055511151231257827}],"c":"x"}'
    stop = threading.Event()

    def make_floats() -> None:
        held: list[float] = []
        while not stop.is_set():
            held.append(len(held) * 0.5)
            if len(held) > 50:
                held.clear()

    threads = [threading.Thread(target=make_floats) for _ in range(3)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        wrong = sum(type(loads(content)["b"][0]["n"]) is not ExactFloat for _ in range(3000))
    finally:
        sys.setswitchinterval(interval)
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == 0


def test_text_that_looks_like_numbers_is_not_read_by_the_slower_way() -> None:
    assert numbers_are_exact(b'{"sourcedId":"12345678901234567890123","n":[83.33333333333333,18446744073709551615]}')
    assert not numbers_are_exact(b'{"n":83.333333333333333}')


def test_not_a_number_is_read_and_refused_when_it_is_written(decoder: str) -> None:
    found = loads(b'{"score":NaN,"metadata":{"n":-Infinity}}')
    assert math.isnan(found["score"])
    with pytest.raises(InvalidRequestError, match="JSON"):
        put_assessment_result.build("r1", AssessmentResult.from_dict(found))


def test_tables_hold_the_nearest_number_and_dictionaries_the_text() -> None:
    text = '{"sourcedId":"r","score":0.1000000000000000055,"metadata":{"n":83.333333333333333333,"big":1e400}}'
    results = [AssessmentResult.from_dict(loads_exactly(text))]
    assert dumps(to_dicts(results)[0], separators=(",", ":")) == text
    assert to_pandas(results)["score"].tolist() == [0.1]
    assert to_polars(results)["score"].to_list() == [0.1]
    [row] = to_arrow(results).to_pylist()
    assert (row["score"], row["metadata"]) == (0.1, {"n": 83.33333333333333, "big": "1e400"})


RESULT = (
    '{"sourcedId":"r1","status":"active","dateLastModified":"2025-01-01T00:00:00.000Z",'
    '"assessmentLineItem":{"sourcedId":"l1","type":"assessmentLineItem"},"student":{"sourcedId":"u1","type":"user"},'
    '"score":%s,"scoreDate":"2025-01-01T00:00:00.000Z","scoreStatus":"fully graded","metadata":{"n":[%s,{"m":%s}],'
    '"id":"%s"}}'
)


class Raw:
    """A server that answers one result as text and keeps what is put."""

    def __init__(self) -> None:
        self.result = ""
        self.put: list[bytes] = []
        raw = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body in one packet, so that no acknowledgement is waited for.
            wbufsize = -1

            def answer(self, text: str) -> None:
                content = text.encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                self.wfile.flush()

            def do_GET(self) -> None:
                self.answer(f'{{"assessmentResult": {raw.result}}}')

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.answer('{"access_token":"t","token_type":"Bearer","expires_in":3600}')

            def do_PUT(self) -> None:
                raw.put.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.answer(f'{{"assessmentResult": {raw.result}}}')

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def raw() -> Iterator[Raw]:
    made = Raw()
    yield made
    made.stop()


def test_what_is_read_over_http_is_sent_back_digit_for_digit(decoder: str, raw: Raw) -> None:
    with TimeBackClient(api_url=raw.url, token_url=f"{raw.url}/token", client_id="i", client_secret="s") as client:
        results = client.gradebook.assessment_results
        for text in EXACT + WHOLE:
            raw.result = RESULT % ((text,) * 4)
            found = results.get_assessment_result("r1")
            for given in (found, found.to_dict(), pickle.loads(pickle.dumps(found))):
                results.update_assessment_result("r1", given)
                assert raw.put.pop().decode() == f'{{"assessmentResult":{raw.result}}}'
            found.score = 0.5
            results.update_assessment_result("r1", found)
            assert raw.put.pop().decode() == f'{{"assessmentResult":{RESULT % ("0.5", text, text, text)}}}'


def test_a_reply_that_is_no_json_is_a_decoding_error(decoder: str, raw: Raw) -> None:
    with TimeBackClient(api_url=raw.url, token_url=f"{raw.url}/token", client_id="i", client_secret="s") as client:
        results = client.with_options(max_retries=0).gradebook.assessment_results
        for text in ("01.5", "1.", "0x10", "1" * 5000 + "x"):
            raw.result = RESULT % (text, 1, 1, 1)
            with pytest.raises(DecodingError):
                results.get_assessment_result("r1")


@pytest.mark.parametrize("content", [b"[1.5]", b"[" + b'"text", ' * 10_000 + b"1.5]", b"[" * 20_000], ids=len)
@pytest.mark.parametrize("is_enabled", [True, False])
def test_decoding_leaves_the_garbage_collector_as_it_was(content: bytes, is_enabled: bool) -> None:
    was_enabled = gc.isenabled()
    (gc.enable if is_enabled else gc.disable)()
    try:
        with contextlib.suppress(ValueError, RecursionError):
            loads(content)
        assert gc.isenabled() is is_enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()
