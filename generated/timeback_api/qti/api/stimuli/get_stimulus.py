"""Read a stimulus"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.stimulus import Stimulus, parse_stimulus
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getStimulus", "GET", "/stimuli/{identifier}", {200: ResponseDecoder(parse_stimulus)}, is_extension=True,
)


@clears_locals
def build(identifier: str) -> Request[Stimulus]:
    """Read a stimulus.

    Returns one stimulus with its XML and the JSON tree of the XML.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the stimulus.

    Source: GET /api/stimuli/{identifier} (getStimulus).
    """
    return Request(OPERATION, f"/stimuli/{encoding.path_segment('identifier', identifier)}")


@sends(build)
def sync_detailed(identifier: str, *, client: Sender) -> Response[Stimulus]: ...
@sends(build)
def sync(identifier: str, *, client: Sender) -> Stimulus: ...
@sends(build)
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[Stimulus]: ...
@sends(build)
async def asyncio(identifier: str, *, client: AsyncSender) -> Stimulus: ...
