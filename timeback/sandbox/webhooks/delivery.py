"""Deliveries: which events go to which webhooks, and the thread that posts them."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import http.client
import ipaddress
import socket
import threading
from collections import deque
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import attrs

from timeback.sandbox.operations.objects import timestamp
from timeback.sandbox.operations.requests import as_json
from timeback.sandbox.storage.store import Store, StoredObject
from timeback.sandbox.webhooks.filters import all_hold
from timeback.sandbox.webhooks.storage import DELIVERIES, SETTINGS, WEBHOOKS, filters_of
from timeback.services.events.context import CALIPER

__all__ = ["DEFAULT_SETTINGS", "SETTINGS_ID", "Deliverer"]

SETTINGS_ID: Final = "delivery"
DEFAULT_SETTINGS: Final[Mapping[str, Any]] = {"body": "event", "header": None, "scheme": None, "prefix": ""}
_TIMEOUT: Final = 5  # seconds, for each step of a delivery
_LARGEST_REPLY: Final = 65_536
# What a stored event has beside the properties that its sender wrote.
_OF_SERVER: Final = (
    *("externalId", "sensor", "sendTime", "created_at", "updated_at", "deleted_at"),
    "clientAppId",
)


@attrs.frozen
class _Delivery:
    """An event on its way to a webhook."""

    id: str
    webhook: StoredObject = attrs.field(repr=False)
    event: StoredObject = attrs.field(repr=False)


class Deliverer:
    """Posts stored events to the webhooks that want them, one by one, in a thread that runs while there are any.

    The webhooks are those at the moment at which an event is stored. A delivery is tried once.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: deque[_Delivery] = deque()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._connection: http.client.HTTPConnection | None = None
        self._is_closed = False
        for left in [each for each in store.all(DELIVERIES) if each["state"] == "waiting"]:
            # The process that had queued it has ended.
            store.put(DELIVERIES, {**left, "state": "failed", "error": "the sandbox was stopped"})

    def add(self, rows: list[StoredObject]) -> None:
        """Queue the deliveries of events that were stored."""
        webhooks = [each for each in self._store.all(WEBHOOKS) if each["active"]]
        if not webhooks:
            return
        with self._store.transaction():
            for webhook in webhooks:
                webhook["filters"] = filters_of(self._store, webhook["id"])
            found = [
                self._queued(webhook, event)
                for event in (row["event"] for row in rows)
                for webhook in webhooks
                if _wants(webhook, event)
            ]
        with self._lock:
            self._waiting.extend(found)
            if self._waiting and self._thread is None and not self._is_closed:
                self._thread = threading.Thread(target=self._run, name="sandbox-webhooks", daemon=True)
                self._thread.start()

    def _queued(self, webhook: StoredObject, event: StoredObject) -> _Delivery:
        number = str(self._store.count(DELIVERIES) + 1)
        delivery = {"sourcedId": number, "owner": webhook["id"], "event": event["externalId"], "state": "waiting"}
        self._store.put(DELIVERIES, {**delivery, "status": None, "error": None})
        return _Delivery(number, webhook, event)

    def close(self) -> None:
        """Stop posting. Deliveries that wait are not sent."""
        with self._lock:
            self._is_closed = True
            self._waiting.clear()
            thread, connection = self._thread, self._connection
        sock = connection.sock if connection is not None else None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        if thread is not None and thread is not threading.current_thread():
            thread.join(_TIMEOUT)

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._waiting or self._is_closed:
                    self._thread = None
                    return
                delivery = self._waiting.popleft()
            status, error = self._send(delivery)
            # Without the lock: `add` takes it while it holds that of the store. `close` waits for this thread.
            if self._is_closed:
                return
            state = "delivered" if status is not None and 200 <= status < 300 else "failed"
            stored = self._store.get(DELIVERIES, delivery.id)
            if stored is not None:
                self._store.put(DELIVERIES, {**stored, "state": state, "status": status, "error": error})

    def _send(self, delivery: _Delivery) -> tuple[int | None, str | None]:
        """Post an event. Returns the status of the reply, or the kind of the failure."""
        parts = urlsplit(delivery.webhook["targetUrl"])
        settings = {**DEFAULT_SETTINGS, **(self._store.get(SETTINGS, SETTINGS_ID) or {})}
        content = as_json(_body(delivery.event, settings["body"]))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "timeback-sandbox",
            "Host": parts.netloc,
            "Connection": "close",
            **_signed(settings, content, delivery.webhook["secret"]),
        }
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        failure = "no connection"
        for address in _addresses(parts.hostname or ""):
            connection = http.client.HTTPConnection(address, parts.port or 80, timeout=_TIMEOUT)
            self._connection = connection
            try:
                connection.connect()
            except OSError as error:
                failure = type(error).__name__
                continue
            try:
                connection.request("POST", path, content, headers)
                reply = connection.getresponse()
                reply.read(_LARGEST_REPLY)
                return reply.status, None
            except (OSError, http.client.HTTPException, UnicodeError) as error:
                return None, type(error).__name__
            finally:
                self._connection = None
                connection.close()
        self._connection = None
        return None, failure


def _wants(webhook: StoredObject, event: StoredObject) -> bool:
    sensor = webhook.get("sensor")
    return (sensor is None or sensor == event["sensor"]) and all_hold(webhook["filters"], event)


def _addresses(host: str) -> list[str]:
    """The loopback addresses of a host. Names are not resolved, since a resolver could name another machine."""
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except OSError:
        return ["127.0.0.1", "::1"]


def _body(event: StoredObject, form: str) -> StoredObject:
    if form == "event":
        return event
    sent = {name: value for name, value in event.items() if name not in _OF_SERVER and value is not None}
    envelope = {"sensor": event["sensor"], "sendTime": timestamp(), "dataVersion": CALIPER}
    return {**envelope, "data": [{**sent, "id": event["externalId"]}]}


def _signed(settings: Mapping[str, Any], content: bytes, secret: str) -> dict[str, str]:
    """The header that proves knowledge of the secret, if one was chosen."""
    if not settings["header"]:
        return {}
    if settings["scheme"] == "bearer":
        return {settings["header"]: f"Bearer {secret}".encode("latin-1", "replace").decode("latin-1")}
    digest = hmac.new(secret.encode(), content, hashlib.sha256).digest()
    text = digest.hex() if settings["scheme"] == "hmac-sha256-hex" else base64.b64encode(digest).decode()
    return {settings["header"]: settings["prefix"] + text}
