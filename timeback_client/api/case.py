"""CASE, which this release does not have."""

from timeback_client._errors import absent

CaseAPI = absent("CaseAPI", __name__)
