"""PendingResult: the result of a thread for the threads that wait for it."""

import threading

import pytest

from timeback._http.pending import PendingResult


def test_waiting_threads_get_the_result() -> None:
    pending: PendingResult[int | None] = PendingResult()
    found: list[int | None] = []
    waiting = [threading.Thread(target=lambda: found.append(pending.result(10))) for _ in range(3)]
    for thread in waiting:
        thread.start()
    assert not pending.done()
    pending.set_result(5)
    for thread in waiting:
        thread.join()
    assert found == [5, 5, 5]
    assert pending.done()
    assert pending.exception() is None


def test_an_error_is_raised_for_those_who_wait() -> None:
    pending: PendingResult[int] = PendingResult()
    error = OSError("no route")
    pending.set_exception(error)
    assert pending.exception(0) is error
    with pytest.raises(OSError, match="no route"):
        pending.result(0)


def test_the_wait_ends_at_the_timeout() -> None:
    pending: PendingResult[None] = PendingResult()
    for wait in (pending.result, pending.exception):
        with pytest.raises(TimeoutError):
            wait(0)
    pending.set_result(None)
    assert pending.result(0) is None
