"""Token renewal: when a token is renewed, and whether a call is sent again with a new token after a 401."""

from __future__ import annotations

from timeback_runtime.records import define, field


@define(eq=False)
class Token:
    """An access token, and when to renew it, by the monotonic clock."""

    bearer: str = field(repr=False)
    renew_at: float
    # Whether it comes from a cache file: the server may have rejected it already, to another process.
    shared: bool = False


def may_renew(token: Token, *, renewals: int, attempts: int, max_retries: int, now: float) -> bool:
    """Return whether another token may help after a 401.

    It may the first time. It may a second time if the rejected token came from the cache file, where another process
    had put it, and whenever the token expired on its way to the server.

    Args:
        token: the rejected token.
        renewals: how many tokens of this call were rejected before.
        attempts: how many requests of this call were sent.
        now: the current time by the monotonic clock.
    """
    if renewals == 0 or (renewals == 1 and token.shared):
        return True
    return now >= token.renew_at and attempts <= max_retries
