"""The check of signatures, and the events of a delivery."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.errors import InvalidRequestError
from timeback.webhooks import parse_delivery, verify_signature

BODY = '{"id": "urn:uuid:1", "name": "Zoë"}'.encode()
SECRET = "s3cr3t"
URN = "urn:uuid:f0a6ee0d-7e39-4b8d-9d3e-8f5c5e1e2a11"
SENT = {"id": URN, "type": "ViewEvent", "action": "Viewed", "eventTime": "2026-03-02T10:00:00.000Z", "actor": "x"}
STORED = {**SENT, "id": 7, "externalId": URN, "sensor": "https://app.example"}


def hexadecimal(body: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def base64_of(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@pytest.mark.parametrize(
    ("scheme", "signature"),
    [
        ("hmac-sha256-hex", hexadecimal(BODY)),
        ("hmac-sha256-hex", hexadecimal(BODY).upper()),
        ("hmac-sha256-hex", f"sha256={hexadecimal(BODY)}"),
        ("hmac-sha256-hex", hexadecimal(BODY).encode()),
        ("hmac-sha256-base64", base64_of(BODY)),
        ("hmac-sha256-base64", base64_of(BODY).rstrip("=").replace("+", "-").replace("/", "_")),
        ("bearer", f"Bearer {SECRET}"),
        ("bearer", f"bearer  {SECRET} "),
        ("bearer", SECRET),
    ],
)
def test_right_signatures(scheme: Any, signature: Any) -> None:
    assert verify_signature(BODY, signature, SECRET, scheme=scheme)
    assert verify_signature(BODY.decode(), signature, SECRET.encode(), scheme=scheme)
    assert not verify_signature(BODY, signature, "other", scheme=scheme)
    if scheme != "bearer":
        assert not verify_signature(BODY + b" ", signature, SECRET, scheme=scheme)


@pytest.mark.parametrize("scheme", ["hmac-sha256-hex", "hmac-sha256-base64", "bearer"])
@given(signature=st.none() | st.text(max_size=100) | st.binary(max_size=100))
def test_a_wrong_header_is_never_an_error(scheme: Any, signature: str | bytes | None) -> None:
    assert not verify_signature(BODY, signature, SECRET, scheme=scheme)


@given(body=st.binary(max_size=200), secret=st.text(min_size=1, max_size=40))
def test_what_is_signed_is_verified(body: bytes, secret: str) -> None:
    try:
        signature = hexadecimal(body, secret)
    except UnicodeEncodeError:
        return
    assert verify_signature(body, signature, secret)
    assert verify_signature(body, base64_of(body, secret), secret, scheme="hmac-sha256-base64")


@pytest.mark.parametrize("form", ["seconds", "milliseconds", "text", "datetime", "iso"])
def test_the_replay_window(form: str) -> None:
    def at(offset: float) -> Any:
        moment = time.time() + offset
        aware = datetime.fromtimestamp(moment, UTC)
        return {
            "seconds": moment,
            "milliseconds": int(moment * 1000),
            "text": str(int(moment)),
            "datetime": aware,
            "iso": aware.isoformat().replace("+00:00", "Z"),
        }[form]

    signature = hexadecimal(BODY)
    for offset, right in ((0, True), (-200, True), (200, True), (-3000, False), (3000, False)):
        assert verify_signature(BODY, signature, SECRET, timestamp=at(offset)) is right
    assert verify_signature(BODY, signature, SECRET, timestamp=at(-3000), tolerance=10_000)
    assert not verify_signature(BODY, "0" * 64, SECRET, timestamp=at(0))
    assert not verify_signature(BODY, "Bearer other", SECRET, scheme="bearer", timestamp=at(0))


@pytest.mark.parametrize("timestamp", ["", "soon", "nan", "inf", "2026-03-02T10:00:00", "9" * 400])
def test_a_text_that_is_no_time_is_refused(timestamp: str) -> None:
    assert not verify_signature(BODY, hexadecimal(BODY), SECRET, timestamp=timestamp)


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"secret": ""}, "secret"),
        ({"scheme": "md5"}, "scheme"),
        ({"tolerance": -1}, "tolerance"),
        ({"tolerance": float("nan")}, "tolerance"),
        ({"timestamp": datetime(2026, 3, 2) + timedelta(hours=1)}, "timestamp"),
    ],
)
def test_mistakes_of_the_receiver_name_the_argument(named: dict[str, Any], field: str) -> None:
    arguments: dict[str, Any] = {"secret": SECRET, **named}
    with pytest.raises(InvalidRequestError, match=f"^{field}: ") as caught:
        verify_signature(BODY, hexadecimal(BODY), **arguments)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        SENT,
        STORED,
        {"event": STORED},
        {"sensor": "https://app.example", "data": [SENT, {"id": "https://x.example", "type": "Person"}]},
        {"events": [STORED]},
        [SENT],
        [{"data": [SENT]}],
    ],
)
def test_every_form_of_a_delivery_is_read(body: Any) -> None:
    for content in (json.dumps(body), json.dumps(body).encode()):
        (event,) = parse_delivery(content)
        assert (event.id, event.type_, event.action) == (URN, "ViewEvent", "Viewed")
        assert event.event_time == datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"1", b'"x"', b"null", b"{}", b'{"data": 1}', b"\xff\xfe", b"[1]", b"[" * 10**5]
)
def test_what_is_no_delivery_is_refused_without_its_text(body: bytes) -> None:
    with pytest.raises(InvalidRequestError, match=r"^body: "):
        parse_delivery(body)


def test_an_error_has_no_personal_data() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        parse_delivery(b'{"email": "zoe@example.org"}')
    assert "zoe" not in str(caught.value)
    with pytest.raises(InvalidRequestError) as caught:
        parse_delivery(b'{"email": "zoe@example.org"')
    assert caught.value.__cause__ is None
    assert parse_delivery(b'{"data": []}') == []
