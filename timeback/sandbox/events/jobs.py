"""Jobs, which store the events of an envelope: at once, later, or never."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias, get_args

from timeback.sandbox.events.storage import JOBS, SETTINGS, store_envelope
from timeback.sandbox.spec.comparable import now
from timeback.sandbox.storage.store import Store, StoredObject
from timeback_runtime.times import utc_text

__all__ = ["JobEnd", "JobStart", "add_job", "choose_start", "finish_jobs", "job_view"]

JobEnd: TypeAlias = Literal["completed", "failed"]
JobStart: TypeAlias = Literal["completed", "waiting", "active", "failed"]

_START: Final = "jobs"


def choose_start(store: Store, state: JobStart) -> None:
    """Set the state in which the jobs of the next envelopes are.

    Raises:
        ValueError: the state is unknown.
    """
    if state not in get_args(JobStart):
        raise ValueError(f"state must be one of {', '.join(get_args(JobStart))}")
    store.put(SETTINGS, {"sourcedId": _START, "state": state})


def add_job(store: Store, envelope: Mapping[str, Any]) -> str:
    """Add the job of an envelope; return its id. The events of a job that waits are kept in the job."""
    state = (store.get(SETTINGS, _START) or {}).get("state", "completed")
    job_id = str(store.count(JOBS) + 1)
    job: StoredObject = {"sourcedId": job_id, "state": state, "results": None, "processedOn": None}
    if state in get_args(JobEnd):
        _finish(store, job, envelope, state)
    else:
        store.put(JOBS, {**job, "envelope": envelope})
    return job_id


def finish_jobs(store: Store, state: JobEnd = "completed") -> int:
    """Complete all jobs that wait or are active, or let them fail; return their number.

    Raises:
        ValueError: the state is unknown.
    """
    if state not in get_args(JobEnd):
        raise ValueError(f"state must be one of {', '.join(get_args(JobEnd))}")
    with store.transaction():
        left = [job for job in store.all(JOBS) if "envelope" in job]
        for job in left:
            _finish(store, job, job.pop("envelope"), state)
    return len(left)


def _finish(store: Store, job: StoredObject, envelope: Mapping[str, Any], state: JobEnd) -> None:
    results = store_envelope(store, envelope) if state == "completed" else []
    store.put(JOBS, {**job, "state": state, "results": results, "processedOn": utc_text(now())})


def job_view(job: Mapping[str, Any]) -> dict[str, Any]:
    """A job as a response contains it."""
    outcome = None
    if job["results"] is not None:
        outcome = {"status": "success" if job["state"] == "completed" else "error", "results": job["results"]}
    return {
        "id": job["sourcedId"],
        "state": job["state"],
        "returnValue": outcome,
        "processedOn": job["processedOn"],
    }
