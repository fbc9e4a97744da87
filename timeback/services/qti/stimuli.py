"""Stimuli: the resource of the qti service."""

from timeback._collection import AsyncCollection, Collection
from timeback._declare import iterating, listing, operation
from timeback_api.qti.api.stimuli import create_stimulus, delete_stimulus, get_stimulus, search_stimuli, update_stimulus
from timeback_api.qti.models import Stimulus


class _Stimuli:
    """Stimuli: material that several items refer to."""

    _names = ("stimulus", "stimuli")
    _id = "identifier"
    _changed = "updatedAt"

    list_stimuli = listing(search_stimuli.build)
    iter_stimuli = iterating(search_stimuli.build_iter)
    get_stimulus = operation(get_stimulus.build)
    create_stimulus = operation(create_stimulus.build)
    update_stimulus = operation(update_stimulus.build)
    delete_stimulus = operation(delete_stimulus.build)


class Stimuli(_Stimuli, Collection[Stimulus]):
    __doc__ = _Stimuli.__doc__


class AsyncStimuli(_Stimuli, AsyncCollection[Stimulus]):
    __doc__ = _Stimuli.__doc__
