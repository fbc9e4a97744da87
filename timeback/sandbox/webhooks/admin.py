"""Admin interface of webhooks: the form of deliveries, and what became of them, in Python or by admin routes."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias, get_args

import attrs
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from timeback.sandbox.operations.admin_routes import admin_route
from timeback.sandbox.operations.extensions import OwnerGuard
from timeback.sandbox.storage.store import Store
from timeback.sandbox.webhooks.delivery import DEFAULT_SETTINGS, SETTINGS_ID
from timeback.sandbox.webhooks.storage import DELIVERIES, SETTINGS
from timeback.webhooks import SignatureScheme

__all__ = ["Delivery", "DeliveryBody", "WebhooksControl", "webhooks_routes"]

DeliveryBody: TypeAlias = Literal["event", "envelope"]

_POLL_INTERVAL: Final = 0.005
_HEADER: Final = re.compile(r"[A-Za-z0-9-]{1,60}", re.ASCII)
_PREFIX: Final = re.compile(r"[\x21-\x7e]{0,20}", re.ASCII)


@attrs.frozen
class Delivery:
    """What became of one event at one webhook.

    Attributes:
        webhook_id: the webhook.
        event_id: the id that the sender of the event chose.
        state: waiting, delivered (a status from 200 to 299), or failed.
        status: the status of the receiver's reply; None if there is none.
        error: the kind of the failure; None if there was a reply.
    """

    webhook_id: str
    event_id: str
    state: str
    status: int | None
    error: str | None


class WebhooksControl:
    """What a test sets and reads of the webhooks in a sandbox."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def deliveries(self) -> list[Delivery]:
        """All deliveries, in the order in which they were queued."""
        return [
            Delivery(each["owner"], each["event"], each["state"], each["status"], each["error"])
            for each in self._store.all(DELIVERIES)
        ]

    def wait(self, timeout: float = 10.0) -> list[Delivery]:
        """Wait until no delivery waits; return all of them.

        Raises:
            TimeoutError: some still wait after `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while True:
            found = self.deliveries
            if all(each.state != "waiting" for each in found):
                return found
            if time.monotonic() > end:
                raise TimeoutError(f"deliveries still wait after {timeout} seconds; check that the receiver answers")
            time.sleep(_POLL_INTERVAL)

    def sign_with(self, header: str | None, scheme: SignatureScheme = "hmac-sha256-hex", prefix: str = "") -> None:
        """Choose the header and the scheme by which later deliveries prove knowledge of the secret.

        At the start they have no such header, since that of the platform is not known.

        header: the name of the header; None for none
        scheme: as in `timeback.webhooks.verify_signature`
        prefix: text before a signature, such as `sha256=`

        Raises:
            ValueError: an argument is invalid.
        """
        if header is not None and not _HEADER.fullmatch(header):
            raise ValueError("header: must be the name of a header, such as X-Signature")
        if scheme not in get_args(SignatureScheme):
            raise ValueError(f"scheme: must be one of {', '.join(get_args(SignatureScheme))}")
        if not _PREFIX.fullmatch(prefix):
            raise ValueError("prefix: must be at most 20 visible ASCII characters")
        self._change(header=header, scheme=scheme, prefix=prefix)

    def deliver_as(self, body: DeliveryBody) -> None:
        """Choose the body of later deliveries: "event", as at the start, or "envelope" with one event.

        Raises:
            ValueError: it is neither.
        """
        if body not in get_args(DeliveryBody):
            raise ValueError(f"body: must be one of {', '.join(get_args(DeliveryBody))}")
        self._change(body=body)

    def _change(self, **changes: str | None) -> None:
        with self._store.transaction():
            stored = self._store.get(SETTINGS, SETTINGS_ID) or {}
            self._store.put(SETTINGS, {**DEFAULT_SETTINGS, **stored, **changes, "sourcedId": SETTINGS_ID})


def webhooks_routes(store: Store, guard: OwnerGuard) -> list[Route]:
    """Routes below /_sandbox/webhooks/, with which another process does the same."""
    control = WebhooksControl(store)

    async def list_deliveries(_: Request) -> Response:
        return JSONResponse([attrs.asdict(each) for each in control.deliveries])

    def choose(_: Mapping[str, Any], given: dict[str, Any]) -> None:
        if "header" in given:
            control.sign_with(given["header"], given.get("scheme", "hmac-sha256-hex"), given.get("prefix", ""))
        if "body" in given:
            control.deliver_as(given["body"])

    return [
        Route("/_sandbox/webhooks/deliveries", guard(list_deliveries), methods=["GET"]),
        admin_route("webhooks", "settings", choose, guard),
    ]
