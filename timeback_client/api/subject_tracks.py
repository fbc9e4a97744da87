"""Subject tracks."""

from __future__ import annotations

from typing import Any

from timeback_client import _undocumented
from timeback_client.core.client import API


class SubjectTracksAPI(API):
    """Methods on subject tracks, which the platform's specifications do not contain."""

    _service = "edubridge"

    def list_subject_tracks(self, **query_params: Any) -> Any:
        """List all subject tracks."""
        return self._request(_undocumented.list_subject_tracks, **query_params)
