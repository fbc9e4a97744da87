"""What events need of a client when they are built: the sensor, and the addresses that make IRIs of ids."""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias
from urllib.parse import quote

from attrs import frozen

from timeback.settings import Settings, check_sensor, variable
from timeback_api.events._package import PACKAGE as EVENTS
from timeback_api.gradebook._package import PACKAGE as GRADEBOOK
from timeback_api.qti._package import PACKAGE as QTI
from timeback_api.rostering._package import PACKAGE as ROSTERING
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.model import Model

CALIPER = "http://purl.imsglobal.org/ctx/caliper/v1p2"

# Ids with other prefixes, such as "district:7", are ids of OneRoster.
_IRI_PREFIXES = ("https://", "http://", "urn:")


def is_iri(identity: str) -> bool:
    """Return whether an id is an IRI already."""
    return identity.startswith(_IRI_PREFIXES)


@frozen
class EventContext:
    """What an event is built with.

    Attributes:
        sensor: the IRI of the sending application.
    """

    _settings: Settings
    sensor: str

    def user(self, identity: str) -> str:
        """Return the IRI of a user: the address in OneRoster, or the id itself if it is an IRI."""
        return self._iri(ROSTERING, "users", identity)

    def course(self, identity: str) -> str:
        """Return the IRI of a course."""
        return self._iri(ROSTERING, "courses", identity)

    def activity(self, identity: str) -> str:
        """Return the IRI of an activity, which is a component resource in OneRoster."""
        return self._iri(ROSTERING, "courses/component-resources", identity)

    def attempt(self, identity: str) -> str:
        """Return the IRI of an attempt, which is an assessment result in OneRoster."""
        return self._iri(GRADEBOOK, "assessmentResults", identity)

    def question(self, identity: str) -> str:
        """Return the IRI of a question, which is an assessment item of the QTI service.

        Raises:
            ConfigurationError: the id is no IRI, and the address of the QTI service is not set.
        """
        return self._iri(QTI, "assessment-items", identity)

    def _iri(self, package: Any, path: str, identity: str) -> str:
        if is_iri(identity):
            return identity
        return f"{self._settings.base_url(package)}/{path}/{quote(identity, safe='')}"


class EventBuilder(Protocol):
    """An event that is built when it is sent, such as ``timeback.events.ActivityEvent``."""

    @property
    def id(self) -> str:
        """The id, such as ``urn:uuid:f0a6ee0d-7e39-4b8d-9d3e-8f5c5e1e2a11``."""
        ...

    def build(self, context: EventContext) -> dict[str, Any]:
        """Return the event as it is sent."""
        ...


Sendable: TypeAlias = "EventBuilder | Model | dict[str, Any]"
"""An event or entity: of ``timeback.events``, a model of the low-level package, or a dictionary."""


def context_of(settings: Settings, sensor: str | None) -> EventContext:
    """Return the context of a client.

    Args:
        sensor: the sensor of the call; None for that of the client.

    Raises:
        ConfigurationError: there is none, or it is no IRI; or the platform has no service for events.
    """
    # First, since a sensor would not help.
    settings.base_url(EVENTS)
    found = check_sensor(sensor) or settings.sensor
    if found is None:
        raise ConfigurationError(
            "sensor is missing: pass sensor= to the call or to the client, or set "
            f"{variable(settings.environment, 'sensor')}; it is the IRI that names your application, such as "
            "'https://app.example.org'"
        )
    return EventContext(settings, found)
