"""Ready-made scoring: `match_correct` gives the full score for the correct response and nothing otherwise, ..."""

from enum import StrEnum


class ProcessingTemplate(StrEnum):
    """Ready-made scoring: `match_correct` gives the full score for the correct response and nothing otherwise,
    `map_response` adds up what the response declaration assigns to each value.
    """

    MATCH_CORRECT = "match_correct"
    MAP_RESPONSE = "map_response"


as_processing_template = {member.value: member for member in ProcessingTemplate}.get
