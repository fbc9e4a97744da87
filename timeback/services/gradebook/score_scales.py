"""Methods of ``client.gradebook.score_scales``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.gradebook.api.score_scales import (
    create_score_scale,
    delete_score_scale,
    get_all_score_scales,
    get_score_scale,
    patch_score_scale,
    put_score_scale,
)
from timeback_api.gradebook.models import ScoreScale


class _ScoreScales(Collection[ScoreScale]):
    """Score scales: the meaning of scores, such as letter grades."""

    _names = ("score_scale", "score_scales")

    list_score_scales = listing(get_all_score_scales)
    iter_score_scales = iterating(get_all_score_scales)
    get_score_scale = operation(get_score_scale)
    create_score_scale = operation(create_score_scale)
    update_score_scale = operation(put_score_scale)
    patch_score_scale = operation(patch_score_scale)
    delete_score_scale = operation(delete_score_scale)


class ScoreScales(_ScoreScales, SyncResource):
    __doc__ = _ScoreScales.__doc__


class AsyncScoreScales(_ScoreScales, AsyncResource):
    __doc__ = _ScoreScales.__doc__
