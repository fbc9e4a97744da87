"""Names the user who shall act for another."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AgentAssignment(Model):
    """Names the user who shall act for another.

    Attributes:
        agent_sourced_id: Id of the user who becomes an agent.
    """
    agent_sourced_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AgentAssignment)
        v: Any
        d = self._begin()
        if (v := self.agent_sourced_id) is not None or "agentSourcedId" in d:
            d["agentSourcedId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AgentAssignment:
        return parse_agent_assignment(data)


def parse_agent_assignment(d: dict[str, Any]) -> AgentAssignment:
    self: AgentAssignment = new(_AgentAssignment)
    self._raw = d
    self._changed = None
    self.agent_sourced_id = d.get("agentSourcedId")
    self.__class__ = AgentAssignment
    return self




_AgentAssignment = seed(AgentAssignment)
AgentAssignment.FIELDS = {
    "agent_sourced_id": Field("agentSourcedId", Text(1), True),
}
