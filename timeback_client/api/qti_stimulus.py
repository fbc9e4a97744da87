"""Stimuli."""

from __future__ import annotations

from typing import Any

from timeback_api.qti.api.stimuli import create_stimulus, delete_stimulus, get_stimulus, search_stimuli, update_stimulus
from timeback_client._calls import call
from timeback_client._paging import cut
from timeback_client.core.client import QTIAPI
from timeback_client.models.qti import QTIStimulus


class StimulusAPI(QTIAPI):
    """Methods on stimuli."""

    create_stimulus = call(create_stimulus, "stimulus", model=QTIStimulus)
    get_stimulus = call(get_stimulus, "identifier")
    update_stimulus = call(update_stimulus, "identifier stimulus", model=QTIStimulus)
    delete_stimulus = call(delete_stimulus, "identifier")
    _search = call(search_stimuli, "| page limit query", extra=True)

    def list_stimuli(
        self,
        limit: int | None = None,
        offset: int | None = None,
        search: str | None = None,
        language: str | None = None,
        filter_expr: str | None = None,
    ) -> Any:
        """Fetch a page of stimuli. ``language`` and the filter are sent although the platform documents neither."""
        beside = {"language": language or None, "filter": filter_expr or None}
        return cut(lambda page, size: self._search(page, size, search, **beside), limit, offset)
