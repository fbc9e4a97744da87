"""QTI content: migrated with qti=True, items as XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from timeback.migration import Migration, verify
from timeback.sandbox import Sandbox

MATCH = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="match" title="Match"
    adaptive="false" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="directedPair"/>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-item-body>
    <qti-match-interaction response-identifier="RESPONSE" max-associations="2">
      <qti-simple-match-set><qti-simple-associable-choice identifier="A" match-max="1">One
        </qti-simple-associable-choice>
      </qti-simple-match-set>
      <qti-simple-match-set><qti-simple-associable-choice identifier="B" match-max="1">Two
        </qti-simple-associable-choice>
      </qti-simple-match-set>
    </qti-match-interaction>
  </qti-item-body>
</qti-assessment-item>
"""
ENTITIES = ["stimuli", "assessmentItems", "assessmentTests"]


@pytest.fixture
def source() -> Iterator[Sandbox]:
    with Sandbox() as box, box.client() as client:
        qti = client.qti
        qti.stimuli.create_stimulus({"identifier": "text", "title": "Text", "content": "<p>Read this</p>"})
        qti.assessment_items.create_assessment_item(
            {"format": "xml", "xml": MATCH, "metadata": {"subject": "x", "link": f"{box.qti_url}/stimuli/text"}}
        )
        qti.assessment_tests.create_assessment_test({"identifier": "test", "title": "Test", "qti-test-part": [part()]})
        yield box


def part() -> dict[str, Any]:
    return {
        "identifier": "part",
        "navigationMode": "linear",
        "submissionMode": "individual",
        "qti-assessment-section": [
            {
                "identifier": "section",
                "title": "Section",
                "visible": True,
                "qti-assessment-item-ref": [{"identifier": "match", "href": "/assessment-items/match"}],
            }
        ],
    }


def test_content_is_complete_and_a_second_run_changes_nothing(source: Sandbox) -> None:
    with Sandbox() as target, source.client() as here, target.client(environment="production") as there:
        ends = here, there
        assert Migration(*ends).run().total == 0
        report = Migration(*ends, qti=True).run()
        assert {name: report.by_entity[name].created for name in ENTITIES} == dict.fromkeys(ENTITIES, 1)
        assert (report.failed, list(verify(*ends, ENTITIES, qti=True))) == ([], [])
        items = [end.qti.assessment_items.get_assessment_item("match").to_dict() for end in ends]
        assert items[0]["rawXml"] == items[1]["rawXml"]
        assert items[1]["metadata"]["link"] == f"{target.qti_url}/stimuli/text"

        report = Migration(*ends, qti=True, on_conflict="fail").run()
        assert (report.successful, report.failed, report.by_entity["assessmentItems"].unchanged) == (3, [], 1)

        changed = MATCH.replace("Two", "Three")
        target_items = ends[1].qti.assessment_items
        target_items.delete_assessment_item("match")
        target_items.create_assessment_item({"format": "xml", "xml": changed, "metadata": items[1]["metadata"]})
        assert {found.entity for found in verify(*ends, ENTITIES, qti=True)} == {"assessmentItems"}
        report = Migration(*ends, qti=True, on_conflict="update").run()
        assert report.by_entity["assessmentItems"].updated == 1
        assert list(verify(*ends, ENTITIES, qti=True)) == []
