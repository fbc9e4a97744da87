"""Webhooks of the sandbox: management, filters, and deliveries to a receiver on this machine."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from tests import plain
from tests.sandbox.conftest import owner, token
from tests.sandbox.events.test_events import completed, envelope
from timeback import TimeBackClient
from timeback.errors import BadRequestError, NotFoundError
from timeback.sandbox import Sandbox
from timeback.sandbox.webhooks.filters import holds
from timeback.webhooks import parse_delivery, verify_signature
from timeback_api.webhooks.models import Webhook, WebhookFilter

SECRET = "tell-nobody"


class Receiver:
    """Keeps what is posted to it, and answers with `status`."""

    def __init__(self) -> None:
        self.received: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 204
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.received.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(receiver.status)
                self.send_header("Location", "http://192.0.2.1/")
                self.end_headers()

            def log_message(self, *arguments: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    threading.Thread(target=receiver.http.serve_forever, args=(0.01,), daemon=True).start()
    yield receiver
    receiver.http.shutdown()
    receiver.http.server_close()


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def client(box: Sandbox) -> Iterator[TimeBackClient]:
    with box.client(max_retries=0) as made:
        yield made


def webhook(url: str, **more: Any) -> Webhook:
    return Webhook(**{"name": "Mine", "target_url": url, "secret": SECRET, "active": True, **more})


def condition(of: str, key: str, value: str, operation: str = "eq", kind: str = "string", **more: Any) -> WebhookFilter:
    given = {"filterKey": key, "filterValue": value, "filterOperation": operation, "filterType": kind}
    return WebhookFilter.from_dict({"webhookId": of, "active": True, **given, **more})


def send(box: Sandbox, *events: dict[str, Any], **more: Any) -> None:
    headers = {"Authorization": f"Bearer {token(box)}"}
    reply = plain.post(f"{box.events_url}/caliper/event", json=envelope(*events, **more), headers=headers)
    assert reply.status_code == 200, reply.text


def test_a_webhook_is_managed(client: TimeBackClient, receiver: Receiver) -> None:
    made = client.webhooks.create_webhook(webhook(receiver.url, sensor="https://app.example"))
    assert (made.secret, made.active, made.description, made.deleted_at) == (SECRET, True, None, None)
    other = client.webhooks.create_webhook(webhook(receiver.url, active=False, description="d"))
    assert [each.id for each in client.webhooks.list_webhooks()] == [made.id, other.id]
    assert [each.id for each in client.webhooks.list_webhooks(sensor="https://app.example")] == [made.id]
    assert client.webhooks.deactivate_webhook(made.id).active is False
    assert client.webhooks.activate_webhook(made.id).active is True
    changed = client.webhooks.update_webhook(made.id, webhook(f"{receiver.url}/x", name="New"))
    assert (changed.id, changed.name, changed.sensor, changed.created_at) == (made.id, "New", None, made.created_at)
    kept = client.webhooks.create_filter(condition(made.id, "type", "ActivityEvent"))
    assert client.webhooks.delete_webhook(made.id).status == "success"
    with pytest.raises(NotFoundError):
        client.webhooks.get_webhook(made.id)
    with pytest.raises(NotFoundError):
        client.webhooks.get_filter(kept.id)


def test_a_filter_is_managed_under_its_documented_name(
    box: Sandbox, client: TimeBackClient, receiver: Receiver
) -> None:
    made = client.webhooks.create_webhook(webhook(receiver.url))
    one = client.webhooks.create_filter(condition(made.id, "type", "ActivityEvent", filterOperator="neq"))
    assert (one.filter_operation, one.filter_operator) == ("eq", None)
    assert [each.id for each in client.webhooks.list_filters()] == [one.id]
    assert [each.id for each in client.webhooks.list_webhook_filters(made.id)] == [one.id]
    changed = client.webhooks.update_filter(one.id, condition(made.id, "xp", "5", "gt", "number"))
    assert (client.webhooks.get_filter(one.id).filter_key, changed.created_at) == ("xp", one.created_at)
    # The name of the official client is refused, since the documents have another one.
    body = {"webhookId": made.id, "filterKey": "a", "filterValue": "b", "filterType": "string", "active": True}
    headers = {"Authorization": f"Bearer {token(box)}"}
    refused = plain.post(f"{box.url}/webhook-filters/", json={**body, "filterOperator": "eq"}, headers=headers)
    assert (refused.status_code, refused.json()["errors"][0]["property"]) == (400, "filterOperation")
    assert client.webhooks.delete_filter(one.id).status == "success"
    assert client.webhooks.list_filters() == []


@pytest.mark.parametrize(
    "address",
    [
        "https://receiver.example/events", "http://192.168.0.1/", "http://10.0.0.1:80/", "https://127.0.0.1:9/",
        "http://127.0.0.1.example.org/", "http://user:pass@127.0.0.1:9/", "ftp://127.0.0.1/", "http://[::2]/",
        "http://127.0.0.1:99999/", "http://0.0.0.0:9/",
    ],
)  # fmt: skip
def test_only_receivers_on_this_machine_are_accepted(client: TimeBackClient, receiver: Receiver, address: str) -> None:
    with pytest.raises(BadRequestError, match="targetUrl"):
        client.webhooks.create_webhook(webhook(address))
    made = client.webhooks.create_webhook(webhook(receiver.url))
    with pytest.raises(BadRequestError, match="targetUrl"):
        client.webhooks.update_webhook(made.id, webhook(address))
    assert [each.target_url for each in client.webhooks.list_webhooks()] == [receiver.url]


def test_the_sandbox_does_not_post_to_itself(box: Sandbox, client: TimeBackClient) -> None:
    with pytest.raises(BadRequestError, match="targetUrl"):
        client.webhooks.create_webhook(webhook(f"http://localhost:{box.port}/caliper/event"))


def test_events_are_delivered_in_order_with_a_chosen_signature(
    box: Sandbox, client: TimeBackClient, receiver: Receiver
) -> None:
    made = client.webhooks.create_webhook(webhook(f"{receiver.url}/in?x=1"))
    first = [completed() for _ in range(3)]
    send(box, *first)
    assert [each.state for each in box.webhooks.wait()] == ["delivered"] * 3
    assert [path for path, _, _ in receiver.received] == ["/in?x=1"] * 3
    assert [parse_delivery(body)[0].id for _, _, body in receiver.received] == [each["id"] for each in first]
    # No signature is invented.
    assert all(SECRET not in str(headers) for _, headers, _ in receiver.received)
    for scheme, prefix in (("hmac-sha256-hex", "sha256="), ("hmac-sha256-base64", ""), ("bearer", "")):
        box.webhooks.sign_with("X-Signature", scheme, prefix)  # type: ignore[arg-type]
        box.webhooks.deliver_as("envelope")
        receiver.received.clear()
        sent = completed()
        send(box, sent)
        box.webhooks.wait()
        ((_, headers, body),) = receiver.received
        assert verify_signature(body, headers["x-signature"], SECRET, scheme=scheme)  # type: ignore[arg-type]
        assert not verify_signature(body, headers["x-signature"], "x", scheme=scheme)  # type: ignore[arg-type]
        assert headers["content-type"] == "application/json"
        (event,) = json.loads(body)["data"]
        assert event == sent
    client.webhooks.deactivate_webhook(made.id)
    send(box, completed())
    assert len(box.webhooks.wait()) == 6


def test_sensor_and_filters_select_events(box: Sandbox, client: TimeBackClient, receiver: Receiver) -> None:
    client.webhooks.create_webhook(webhook(f"{receiver.url}/other", sensor="https://other.example"))
    made = client.webhooks.create_webhook(webhook(f"{receiver.url}/own", sensor="https://app.example"))
    client.webhooks.create_filter(condition(made.id, "type", "ActivityEvent,ViewEvent", "in"))
    client.webhooks.create_filter(condition(made.id, "generated.items.value", "10", "gt", "number"))
    ignored = condition(made.id, "type", "Nothing", active=False)
    client.webhooks.create_filter(ignored)
    few = completed(generated={**completed()["generated"], "items": [{"type": "xpEarned", "value": 3}]})
    send(box, completed(), few)
    box.webhooks.wait()
    assert [path for path, _, _ in receiver.received] == ["/own"]


def test_waiting_events_are_delivered_when_their_job_is_done(
    box: Sandbox, client: TimeBackClient, receiver: Receiver
) -> None:
    client.webhooks.create_webhook(webhook(receiver.url))
    box.events.choose_job_state("waiting")
    send(box, completed())
    assert box.webhooks.wait() == []
    box.events.finish_jobs()
    assert [each.status for each in box.webhooks.wait()] == [204]


def test_failures_are_recorded_and_not_repeated(box: Sandbox, client: TimeBackClient, receiver: Receiver) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        made = client.webhooks.create_webhook(webhook(f"http://localhost:{unused.getsockname()[1]}/"))
        event = completed()
        send(box, event)
        (delivery,) = box.webhooks.wait()
    assert (delivery.webhook_id, delivery.event_id) == (made.id, event["id"])
    assert (delivery.state, delivery.status, delivery.error) == ("failed", None, "ConnectionRefusedError")
    # A redirect is not followed: it could lead to another machine.
    receiver.status = 307
    client.webhooks.update_webhook(made.id, webhook(receiver.url))
    send(box, completed())
    assert [(each.state, each.status) for each in box.webhooks.wait()][1:] == [("failed", 307)]
    assert len(receiver.received) == 1


def test_a_receiver_that_hangs_does_not_hold_up_the_stop() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with Sandbox() as box:
            with box.client() as client:
                client.webhooks.create_webhook(webhook(f"http://127.0.0.1:{listener.getsockname()[1]}/"))
                send(box, completed(), completed())
                accepted, _ = listener.accept()
            assert [each.state for each in box.webhooks.deliveries] == ["waiting"] * 2
        accepted.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "sandbox-webhooks"]


def test_deliveries_that_a_stopped_sandbox_left_do_not_wait_forever(tmp_path: Any) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with Sandbox(db=tmp_path / "db") as box:
            with box.client() as client:
                client.webhooks.create_webhook(webhook(f"http://127.0.0.1:{listener.getsockname()[1]}/"))
            send(box, completed())
    with Sandbox(db=tmp_path / "db") as box:
        assert [(each.state, each.error) for each in box.webhooks.wait()] == [("failed", "the sandbox was stopped")]


def test_the_secret_is_in_no_repr_log_or_error(
    box: Sandbox, client: TimeBackClient, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    box.webhooks.sign_with("Authorization", "bearer")
    made = client.webhooks.create_webhook(webhook(receiver.url))
    send(box, completed())
    (delivery,) = box.webhooks.wait()
    told = [repr(made), str(made), repr(webhook(receiver.url)), repr(delivery), repr(client.webhooks.list_webhooks())]
    with pytest.raises(BadRequestError) as caught:
        client.webhooks.create_webhook(webhook("https://receiver.example"))
    told += [str(caught.value), repr(caught.value), caplog.text, repr(box.requests)]
    with pytest.raises(BadRequestError) as caught:
        client.webhooks.create_webhook({**webhook(receiver.url).to_dict(), "active": True, "secret": ""})
    told.append(str(caught.value))
    assert SECRET not in "".join(told)
    with owner(box) as page:
        assert SECRET not in page.get("/_sandbox/objects/webhooks").text


def test_another_process_uses_the_admin_routes(receiver: Receiver) -> None:
    with Sandbox() as box, box.client() as client, owner(box) as page:
        client.webhooks.create_webhook(webhook(receiver.url))
        settings = {"header": "X-Own", "scheme": "bearer", "body": "envelope"}
        assert page.put("/_sandbox/webhooks/settings", json=settings).status_code == 204
        send(box, completed())
        box.webhooks.wait()
        assert receiver.received[0][1]["x-own"] == f"Bearer {SECRET}"
        (told,) = page.get("/_sandbox/webhooks/deliveries").json()
        assert (told["state"], told["status"]) == ("delivered", 204)
        for wrong in ({"header": "a b"}, {"header": "X", "scheme": "md5"}, {"body": "xml"}, {"header": 1}):
            assert page.put("/_sandbox/webhooks/settings", json=wrong).status_code == 400
        assert httpx.codes.is_client_error(plain.get(f"{box.url}/_sandbox/webhooks/deliveries").status_code)


EVENT = {
    "type": "ActivityEvent",
    "count": 3,
    "flag": True,
    "none": None,
    "actor": {"email": "a@example.org"},
    "items": [{"value": 1}, {"value": 2}],
    "extensions": {"a.b": {"c": "x"}},
}


@pytest.mark.parametrize(
    ("key", "operation", "value", "kind", "expected"),
    [
        ("type", "eq", "ActivityEvent", "string", True),
        ("type", "neq", "ActivityEvent", "string", False),
        ("type", "in", "ViewEvent, ActivityEvent", "string", True),
        ("type", "notIn", "ViewEvent,GradeEvent", "string", True),
        ("type", "contains", "vity", "string", True),
        ("type", "notContains", "vity", "string", False),
        ("type", "startsWith", "Act", "string", True),
        ("type", "endsWith", "Act", "string", False),
        ("type", "regexp", "^A.*Event$", "string", True),
        ("count", "eq", "3.0", "number", True),
        ("count", "gt", "3", "number", False),
        ("count", "gte", "3", "number", True),
        ("count", "lt", "10", "number", True),
        ("count", "lt", "10", "string", False),
        ("count", "lte", "2", "number", False),
        ("flag", "eq", "true", "boolean", True),
        ("flag", "eq", "1", "number", False),
        ("actor.email", "endsWith", "@example.org", "string", True),
        ("items.value", "eq", "2", "number", True),
        ("items.value", "neq", "2", "number", False),
        ("extensions.a.b.c", "eq", "x", "string", True),
        ("none", "eq", "", "string", False),
        ("absent.key", "neq", "x", "string", True),
        ("absent.key", "contains", "x", "string", False),
        ("actor", "contains", "example", "string", False),
    ],
)
def test_filters(key: str, operation: str, value: str, kind: str, expected: bool) -> None:
    found = {"filterKey": key, "filterOperation": operation, "filterValue": value, "filterType": kind}
    assert holds(found, EVENT) is expected


@pytest.mark.parametrize(
    ("operation", "value", "kind"),
    [("gt", "many", "number"), ("in", "1,x", "number"), ("eq", "yes", "boolean"), ("regexp", "(", "string")],
)
def test_filters_that_cannot_be_applied_are_refused(
    client: TimeBackClient, receiver: Receiver, operation: str, value: str, kind: str
) -> None:
    made = client.webhooks.create_webhook(webhook(receiver.url))
    with pytest.raises(BadRequestError, match="filterValue"):
        client.webhooks.create_filter(condition(made.id, "x", value, operation, kind))
    with pytest.raises(BadRequestError, match="webhookId"):
        client.webhooks.create_filter(condition("00000000-0000-4000-8000-000000000000", "x", "y"))
