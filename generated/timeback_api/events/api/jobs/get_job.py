"""Read the state of a job"""

from timeback_api.events._package import PACKAGE
from timeback_api.events.models.job import Job, parse_job
from timeback_api.events.models.single_job import SingleJob, parse_single_job
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getJob", "GET", "/jobs/{jobId}/status",
    {200: ResponseDecoder(parse_single_job, parse_job, unwrap=(("job",),))}, is_extension=True,
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
    return Request(OPERATION, f"/jobs/{encoding.path_segment('job_id', job_id)}"
"/status")


@sends(build)
def sync_detailed(job_id: str, *, client: Sender) -> Response[SingleJob]: ...
@sends(build)
def sync(job_id: str, *, client: Sender) -> SingleJob: ...
@sends(build)
async def asyncio_detailed(job_id: str, *, client: AsyncSender) -> Response[SingleJob]: ...
@sends(build)
async def asyncio(job_id: str, *, client: AsyncSender) -> SingleJob: ...
