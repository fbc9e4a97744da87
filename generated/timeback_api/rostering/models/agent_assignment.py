"""Names the user who shall act for another."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AgentAssignment(Model):
    """Names the user who shall act for another.

    Attributes:
        agent_sourced_id: Id of the user who becomes an agent.
    """

    FIELDS = {"agent_sourced_id": Field("agentSourcedId", Text(1), True)}

    agent_sourced_id: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AgentAssignment)
        value: Any
        data = self._start_dict()
        if (value := self.agent_sourced_id) is not None or "agentSourcedId" in data:
            data["agentSourcedId"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AgentAssignment:
        return parse_agent_assignment(data)


_UntrackedAgentAssignment = untracked_subclass(AgentAssignment)


def parse_agent_assignment(data: Any) -> AgentAssignment:
    instance: AgentAssignment = new_model(_UntrackedAgentAssignment)
    instance._received = data
    instance._changed = None
    instance.agent_sourced_id = data.get("agentSourcedId")
    instance.__class__ = AgentAssignment
    return instance
