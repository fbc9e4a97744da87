from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import Text, json_field


class AgentAssignment(Model):
    """Names the user who shall act for another.

    Attributes:
        agent_sourced_id: Id of the user who becomes an agent.
    """

    agent_sourced_id: str = json_field("agentSourcedId", Text(1))


parse_agent_assignment = AgentAssignment._parse
