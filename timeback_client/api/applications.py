"""Applications."""

from __future__ import annotations

from typing import Any

from timeback_client import _undocumented
from timeback_client.core.client import API


class ApplicationsAPI(API):
    """Calls on applications, which the platform's documents do not have."""

    _service = "edubridge"

    def list_applications(self, **query_params: Any) -> Any:
        """All applications."""
        return self._request(_undocumented.list_applications, **query_params)
