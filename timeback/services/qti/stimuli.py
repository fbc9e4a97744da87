"""Methods of ``client.qti.stimuli``."""

from timeback._resources.collection import QTICollection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.qti.api.stimuli import create_stimulus, delete_stimulus, get_stimulus, search_stimuli, update_stimulus
from timeback_api.qti.models import Stimulus


class _Stimuli(QTICollection[Stimulus]):
    """Stimuli: shared material, such as a text, that several items refer to."""

    _names = ("stimulus", "stimuli")

    list_stimuli = listing(search_stimuli)
    iter_stimuli = iterating(search_stimuli)
    get_stimulus = operation(get_stimulus)
    create_stimulus = operation(create_stimulus)
    update_stimulus = operation(update_stimulus)
    delete_stimulus = operation(delete_stimulus)


class Stimuli(_Stimuli, SyncResource):
    __doc__ = _Stimuli.__doc__


class AsyncStimuli(_Stimuli, AsyncResource):
    __doc__ = _Stimuli.__doc__
