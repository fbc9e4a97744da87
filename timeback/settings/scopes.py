"""The OAuth2 scopes of the OneRoster 1.2 standard, for the setting ``scope``.

    TimeBackClient(..., scope=[OneRosterScope.ROSTER_READONLY, OneRosterScope.GRADEBOOK_READONLY])

Source: the security scheme ``OAuth2`` of the OneRoster 1.2 documents.
"""

from __future__ import annotations

from enum import StrEnum


class OneRosterScope(StrEnum):
    """A scope of the OneRoster 1.2 standard. A member is the URL of the scope, as text.

    The standard has no scope for writing to the roster or to the resources. Many providers grant only the scopes that
    a client requests, and none without ``scope``. ``scope=OneRosterScope`` requests all of them; some token endpoints
    reject a request that names a scope which the client may not have.
    """

    ROSTER_READONLY = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly"
    """Read the whole roster without demographics."""
    ROSTER_CORE_READONLY = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"
    """Read single objects and plain collections of the roster."""
    ROSTER_DEMOGRAPHICS_READONLY = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-demographics.readonly"
    """Read demographics."""
    GRADEBOOK_READONLY = "https://purl.imsglobal.org/spec/or/v1p2/scope/gradebook.readonly"
    """Read the whole gradebook."""
    GRADEBOOK_CORE_READONLY = "https://purl.imsglobal.org/spec/or/v1p2/scope/gradebook-core.readonly"
    """Read single objects and plain collections of the gradebook."""
    GRADEBOOK_CREATEPUT = "https://purl.imsglobal.org/spec/or/v1p2/scope/gradebook.createput"
    """Create or replace gradebook objects whose ids the caller chooses."""
    GRADEBOOK_CREATEPOST = "https://purl.imsglobal.org/spec/or/v1p2/scope/gradebook.createpost"
    """Create gradebook objects whose ids the server chooses."""
    GRADEBOOK_DELETE = "https://purl.imsglobal.org/spec/or/v1p2/scope/gradebook.delete"
    """Delete gradebook objects."""
    ASSESSMENT_READONLY = "https://purl.imsglobal.org/spec/or/v1p2/scope/assessment.readonly"
    """Read assessment line items and results."""
    ASSESSMENT_CREATEPUT = "https://purl.imsglobal.org/spec/or/v1p2/scope/assessment.createput"
    """Create or replace assessment line items and results."""
    ASSESSMENT_DELETE = "https://purl.imsglobal.org/spec/or/v1p2/scope/assessment.delete"
    """Delete assessment line items and results."""
    RESOURCE_READONLY = "https://purl.imsglobal.org/spec/or/v1p2/scope/resource.readonly"
    """Read all resources."""
    RESOURCE_CORE_READONLY = "https://purl.imsglobal.org/spec/or/v1p2/scope/resource-core.readonly"
    """Read single resources and the plain collection of them."""
