"""Benchmarks without a server: parsing pages, serialising users, building filters."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, get_type_hints

from bench import servers
from bench.measure import OURS, Plan, Samples, in_turn

USERS = 1000
FILTERS = 10_000
TIMES = 7

Sides = dict[str, Callable[[], object]]


def parse(plan: Plan) -> Samples:
    """Measure decoding the bytes of a page of 1,000 users into typed objects."""
    content = servers.page(USERS)
    sides: Sides = {OURS: _our_parser(content), "json.loads": lambda: json.loads(content)}
    if plan.peers:
        pydantic = import_module("shape_pydantic").UserList
        msgspec, shape = import_module("msgspec"), import_module("shape_msgspec").UserList
        decoder = msgspec.json.Decoder(shape)
        default = import_module("default_templates.rostering.models.user_list").UserList
        core = import_module("timeback_oneroster.types").User
        sides["pydantic, model_validate(json.loads)"] = lambda: pydantic.model_validate(json.loads(content))
        sides["pydantic, model_validate_json"] = lambda: pydantic.model_validate_json(content)
        sides["msgspec"] = lambda: decoder.decode(content)
        sides["default templates"] = lambda: default.from_dict(json.loads(content))
        sides["timeback-core's models"] = lambda: [core(**user) for user in json.loads(content)["users"]]
    return in_turn(sides, plan.runs, times=TIMES, collect=False)


def parse_deep(plan: Plan) -> Samples:
    """Measure the same including access to all nested objects, which our models create on first access."""
    content = servers.page(USERS)
    read = _our_parser(content)

    def ours() -> None:
        for user in read():
            user.user_ids, user.primary_org.sourced_id, user.agents, user.metadata  # noqa: B018
            for role in user.roles:
                role.org.sourced_id  # noqa: B018

    sides: Sides = {OURS: ours, "json.loads": lambda: json.loads(content)}
    if plan.peers:
        pydantic = import_module("shape_pydantic").UserList
        default = import_module("default_templates.rostering.models.user_list").UserList
        sides["pydantic, model_validate(json.loads)"] = lambda: pydantic.model_validate(json.loads(content))
        sides["default templates"] = lambda: default.from_dict(json.loads(content))
    return in_turn(sides, plan.runs, times=TIMES, collect=False)


def _our_parser(content: bytes) -> Callable[[], list[Any]]:
    from timeback_api.rostering.api.users import get_all_users

    request = get_all_users.build(limit=USERS)
    # The class of a reply is in no public module, so it is found by the annotation of the documented method.
    hints = get_type_hints(type(request).read)
    reply_class = next(hint for name, hint in hints.items() if name != "return")
    reply = reply_class(status=200, headers={"content-type": "application/json"}, content=content)
    users = request.read(reply)
    if len(users) != USERS or users[0].sourced_id is None:
        raise RuntimeError("the page did not parse into users")
    return lambda: request.read(reply)


def serialise(plan: Plan) -> Samples:
    """Measure encoding 1,000 received users as one JSON document, by orjson if our side may use it."""
    content = servers.page(USERS)
    users = _our_parser(content)()
    dumps = getattr(sys.modules.get("orjson"), "dumps", None)

    def ours() -> bytes:
        data = [user.to_dict() for user in users]
        return json.dumps(data).encode() if dumps is None else dumps(data)

    sides: Sides = {OURS: ours}
    if plan.peers:
        shape = import_module("shape_pydantic").UserList.model_validate_json(content)
        msgspec, other = import_module("msgspec"), import_module("shape_msgspec").UserList
        decoded, encoder = msgspec.json.decode(content, type=other), msgspec.json.Encoder()
        default = import_module("default_templates.rostering.models.user_list").UserList.from_dict(json.loads(content))
        sent: dict[str, Any] = {"mode": "json", "by_alias": True, "exclude_unset": True}
        sides["pydantic, json.dumps(model_dump)"] = lambda: json.dumps(shape.model_dump(mode="json")).encode()
        sides["pydantic, the same without what is unset"] = lambda: json.dumps(shape.model_dump(**sent)).encode()
        sides["pydantic, model_dump_json"] = lambda: shape.model_dump_json(by_alias=True, exclude_unset=True).encode()
        sides["msgspec"] = lambda: encoder.encode(decoded)
        sides["default templates"] = lambda: json.dumps(default.to_dict()).encode()
    return in_turn(sides, plan.runs, times=TIMES, collect=False)


def send(plan: Plan) -> Samples:
    """Measure making the bodies of requests with 1,000 users as they were received.

    A body is dropped before the next one is made, as after sending it. If all were kept, allocating a megabyte would
    take longer than encoding with orjson.
    """
    from timeback_api.rostering.api.users import update_user

    content = servers.page(USERS)
    users = _our_parser(content)()

    def ours() -> None:
        for user in users:
            update_user.build(user.sourced_id, user)

    sides: Sides = {OURS: ours}
    if plan.peers:
        shape = import_module("shape_pydantic").UserList.model_validate_json(content).users

        def theirs() -> None:
            for user in shape:
                json.dumps({"user": user.model_dump(mode="json", by_alias=True, exclude_unset=True)}).encode()

        sides["pydantic, json.dumps(model_dump)"] = theirs
    return in_turn(sides, plan.runs, times=TIMES, collect=False)


def filters(plan: Plan) -> Samples:
    """Measure building the text of 10,000 filters with two conditions."""
    from timeback.filters import F

    count = plan.of(FILTERS, 500)

    def ours() -> None:
        for number in range(count):
            str((F.status == "active") & (F.family_name == f"Name {number}"))

    def by_hand() -> None:
        for number in range(count):
            name = f"Name {number}".replace("'", "''")
            f"status='active' AND familyName='{name}'"

    sides: Sides = {OURS: ours, "an f-string": by_hand}
    if plan.peers:
        write = import_module("timeback_common.filter").where_to_filter

        def theirs() -> None:
            for number in range(count):
                write({"status": "active", "familyName": f"Name {number}"})

        sides["timeback-core's where"] = theirs
    return in_turn(sides, plan.runs, times=3, collect=False)
