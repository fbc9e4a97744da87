"""JSON names of properties that differ from their Python names in camel case, by Python name."""

IRREGULAR_NAMES: dict[str, str] = {"imsx_code_major": "imsx_codeMajor", "imsx_description": "imsx_description"}
