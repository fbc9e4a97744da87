"""Applications."""

from __future__ import annotations

from typing import Any

from timeback_client import _undocumented
from timeback_client.core.client import API


class ApplicationsAPI(API):
    """Methods on applications, which the platform's specifications do not contain."""

    _service = "edubridge"

    def list_applications(self, **query_params: Any) -> Any:
        """List all applications."""
        return self._request(_undocumented.list_applications, **query_params)
