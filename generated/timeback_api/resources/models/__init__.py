"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.importance import Importance as Importance
    from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor as ImsxCodeMinor
    from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField as ImsxCodeMinorField
    from timeback_api.common.models.imsx_error import ImsxError as ImsxError
    from timeback_api.common.models.ordering import Ordering as Ordering
    from timeback_api.common.models.sourced_id_pair import SourcedIdPair as SourcedIdPair
    from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply as SourcedIdPairsReply
    from timeback_api.common.models.status import Status as Status
    from timeback_api.resources.models.resource import Resource as Resource
    from timeback_api.resources.models.resource_list import ResourceList as ResourceList
    from timeback_api.resources.models.resource_role import ResourceRole as ResourceRole
    from timeback_api.resources.models.single_resource import SingleResource as SingleResource
    from timeback_api.resources.models.updated_resource import UpdatedResource as UpdatedResource

_NAMES = {
    "Importance": "...common.models.importance",
    "ImsxCodeMinor": "...common.models.imsx_code_minor",
    "ImsxCodeMinorField": "...common.models.imsx_code_minor_field",
    "ImsxError": "...common.models.imsx_error",
    "Ordering": "...common.models.ordering",
    "Resource": ".resource",
    "ResourceList": ".resource_list",
    "ResourceRole": ".resource_role",
    "SingleResource": ".single_resource",
    "SourcedIdPair": "...common.models.sourced_id_pair",
    "SourcedIdPairsReply": "...common.models.sourced_id_pairs_reply",
    "Status": "...common.models.status",
    "UpdatedResource": ".updated_resource",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
