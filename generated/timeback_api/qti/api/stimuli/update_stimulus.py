"""Replace a stimulus"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.stimulus import Stimulus, parse_stimulus
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateStimulus", "PUT", "/stimuli/{identifier}", {200: ResponseDecoder(parse_stimulus, optional=True)},
    is_extension=True,
)


@clears_locals
def build(identifier: str, stimulus: Stimulus | Mapping[str, Any]) -> Request[Stimulus | None]:
    """Replace a stimulus.

    Replaces the stored stimulus. Its `content` is HTML here, not the tree.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the stimulus.
        stimulus: The complete stimulus.

    Source: PUT /api/stimuli/{identifier} (updateStimulus).
    """
    return Request(
        OPERATION, f"/stimuli/{encoding.path_segment('identifier', identifier)}",
        content=encoding.body("stimulus", stimulus, Stimulus, mode="replace"), content_type="application/json",
    )


@sends(build)
def sync_detailed(identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Response[Stimulus]: ...
@sends(build)
def sync(identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: Sender) -> Stimulus | None: ...
@sends(build)
async def asyncio_detailed(
    identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender,
) -> Response[Stimulus]: ...
@sends(build)
async def asyncio(
    identifier: str, stimulus: Stimulus | Mapping[str, Any], *, client: AsyncSender,
) -> Stimulus | None: ...
