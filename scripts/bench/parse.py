"""What it costs to read a page of users, in parts of what json.loads takes for the same bytes.

The two are timed in turn within each round: timed one after the other, the same code has given ratios three apart on a
machine that others use too. The minimum says what the code costs, the median what the machine was like.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from timeback.sandbox.district import generate
from timeback_api._core import Reply
from timeback_api.rostering.api.users import get_all_users


def page(users: int) -> bytes:
    """A list reply in which every user has an agent, as in a roster whose guardians are all known."""
    people = (user for collection, batch in generate(users=users) if collection == "users" for user in batch)
    found: list[dict[str, Any]] = []
    for user in people:
        user["agents"] = user["agents"] or [{"sourcedId": user["sourcedId"], "type": "user"}]
        found.append(user)
    body = {"users": found, "totalCount": users, "pageCount": 1, "pageNumber": 1, "offset": 0, "limit": users}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def duration(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=1000, help="users on the page (default: 1000)")
    parser.add_argument("--rounds", type=int, default=150, help="rounds to time (default: 150)")
    parser.add_argument("--limit", type=float, help="fail if the ratio of the minimums is above this")
    options = parser.parse_args()

    content = page(options.users)
    request = get_all_users.build(limit=options.users)

    def parse() -> object:
        return request.read(Reply(status=200, headers={"content-type": "application/json"}, content=content))

    users = request.read(Reply(status=200, headers={"content-type": "application/json"}, content=content))
    if len(users) != options.users or users[0].sourced_id is None:
        print("the page did not parse into users", file=sys.stderr)
        return 1

    # Both sides work without a collection in between, which would hit whichever of them it happens to fall on.
    gc.collect()
    gc.disable()
    plain: list[float] = []
    typed: list[float] = []
    for _ in range(options.rounds):
        plain.append(duration(lambda: json.loads(content)))
        typed.append(duration(parse))
    gc.enable()

    ratio = min(typed) / min(plain)
    print(
        f"Python {platform.python_version()}, {options.users} users of {len(content) // options.users} bytes, "
        f"{options.rounds} rounds"
    )
    print(f"{'':12}{'minimum':>12}{'median':>12}")
    for name, times in (("json.loads", plain), ("typed", typed)):
        print(f"{name:12}{min(times) * 1e3:>9.2f} ms{statistics.median(times) * 1e3:>9.2f} ms")
    print(f"{'ratio':12}{ratio:>12.2f}{statistics.median(typed) / statistics.median(plain):>12.2f}")
    return int(options.limit is not None and ratio > options.limit)


if __name__ == "__main__":
    raise SystemExit(main())
