from enum import StrEnum


class ProcessingTemplate(StrEnum):
    """Standard scoring. `match_correct` gives the full score for the correct response and none otherwise.
    `map_response` adds the values that the response declaration assigns.
    """

    MATCH_CORRECT = "match_correct"
    MAP_RESPONSE = "map_response"
