"""Read the state of a job"""

from timeback_api.events._package import PACKAGE
from timeback_api.events.models.job import Job, parse_job
from timeback_api.events.models.single_job import SingleJob, parse_single_job
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getJob",
    "GET",
    "/jobs/{jobId}/status",
    {200: ResponseDecoder(parse_single_job, parse_job, unwrap=(("job",),))},
    is_extension=True,
)


@clears_locals
def build(job_id: str) -> Request[Job]:
    """Read the state of a job.

    The state of the job that stores the events of an envelope, and its results if it has ended.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        job_id: Id of the job, from the reply to the envelope.

    Source: GET /jobs/{jobId}/status (getJob).
    """
    return Request(OPERATION, f"/jobs/{encoding.path_segment('job_id', job_id)}/status")


@clears_locals
def sync_detailed(job_id: str, *, client: Sender) -> Response[SingleJob]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(job_id))


@clears_locals
def sync(job_id: str, *, client: Sender) -> SingleJob:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(job_id))


@clears_locals
async def asyncio_detailed(job_id: str, *, client: AsyncSender) -> Response[SingleJob]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(job_id))


@clears_locals
async def asyncio(job_id: str, *, client: AsyncSender) -> SingleJob:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(job_id))
