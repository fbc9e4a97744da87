"""Create a stimulus"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.stimulus import Stimulus, parse_stimulus
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createStimulus", "POST", "/stimuli", {201: ResponseDecoder(parse_stimulus)}, is_extension=True,
)


@clears_locals
def build(stimulus: Stimulus | Mapping[str, Any]) -> Request[Stimulus]:
    """Create a stimulus.

    Creates a stimulus from HTML and generates its QTI document.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        stimulus: The stimulus.

    Source: POST /api/stimuli (createStimulus).
    """
    return Request(
        OPERATION, "/stimuli", content=encoding.body("stimulus", stimulus, Stimulus), content_type="application/json",
    )


@sends(build)
def sync_detailed(stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Response[Stimulus]: ...
@sends(build)
def sync(stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Stimulus: ...
@sends(build)
async def asyncio_detailed(stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender) -> Response[Stimulus]: ...
@sends(build)
async def asyncio(stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender) -> Stimulus: ...
