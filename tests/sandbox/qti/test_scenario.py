"""A scenario: a course with QTI tests is built and published, and the responses of students are scored."""

from __future__ import annotations

from typing import Any

from timeback import TimeBackClient
from timeback.sandbox import Sandbox

from .conftest import a_test, choice_xml, part, section

UNITS = {"fractions": ["half", "third"], "decimals": ["tenth"]}


def publish(client: TimeBackClient, box: Sandbox) -> None:
    client.rostering.orgs.create_org({"sourcedId": "school", "status": "active", "name": "School", "type": "school"})
    course = {"sourcedId": "math-4", "status": "active", "title": "Math 4", "org": {"sourcedId": "school"}}
    client.rostering.courses.create_course(course)
    passage = {"identifier": "about", "title": "About numbers", "content": "<p>Numbers name parts.</p>"}
    client.qti.stimuli.create_stimulus(passage)
    for order, (unit, questions) in enumerate(UNITS.items(), 1):
        for question in questions:
            reference = '<qti-assessment-stimulus-ref identifier="about" href="/stimuli/about"/>'
            xml = choice_xml(question, f"What is a {question}?", extra=reference)
            metadata = {"subject": "Math", "grade": "4", "difficulty": "easy"}
            client.qti.assessment_items.create_assessment_item({"format": "xml", "xml": xml, "metadata": metadata})
        client.qti.assessment_tests.create_assessment_test(
            a_test(unit, part("main", section("all", *questions)), title=f"Quiz on {unit}")
        )
        component = {"sourcedId": unit, "status": "active", "title": unit.title(), "sortOrder": order}
        client.rostering.course_components.create_course_component({**component, "course": {"sourcedId": "math-4"}})
        url = f"{box.qti_url}/assessment-tests/{unit}"
        client.resources.resources.create_resource(
            {
                "sourcedId": f"{unit}-quiz",
                "status": "active",
                "title": f"Quiz on {unit}",
                "vendorResourceId": unit,
                "metadata": {"type": "qti", "subType": "qti-test", "url": url, "questionType": "custom"},
            }
        )
        client.rostering.component_resources.create_component_resource(
            {
                "sourcedId": f"{unit}-resource",
                "status": "active",
                "title": f"Quiz on {unit}",
                "sortOrder": 1,
                "courseComponent": {"sourcedId": unit},
                "resource": {"sourcedId": f"{unit}-quiz"},
                "lessonType": "quiz",
            }
        )


def quizzes(client: TimeBackClient) -> list[str]:
    """The tests of the course, found through its components and resources."""
    found = []
    for component in client.rostering.course_components.list_course_components(filter_expr="course.sourcedId='math-4'"):
        for link in client.rostering.component_resources.list_component_resources():
            if link.course_component is not None and link.course_component.sourced_id == component.sourced_id:
                assert link.resource is not None
                resource = client.resources.resources.get_resource(link.resource.sourced_id)
                assert resource.metadata is not None
                address: Any = (
                    resource.metadata.to_dict() if hasattr(resource.metadata, "to_dict") else resource.metadata
                )
                found.append(str(address["url"]).rpartition("/")[2])
    return found


def test_a_course_with_quizzes_is_published_and_answered(box: Sandbox) -> None:
    with box.client() as client:
        publish(client, box)
        assert quizzes(client) == list(UNITS)
        score = {}
        for quiz in quizzes(client):
            for each in client.qti.assessment_tests.list_questions(quiz).questions:
                question = each.question
                assert question.stimulus is not None
                assert question.interaction is not None
                passage = client.qti.stimuli.get_stimulus(question.stimulus.identifier)
                assert "Numbers name parts." in (passage.raw_xml or "")
                structure = question.interaction.question_structure
                assert structure is not None
                assert structure.choices
                chosen = structure.choices[0 if quiz == "fractions" else 1].identifier
                answer = {"identifier": question.identifier, "response": chosen}
                result = client.qti.assessment_items.process_response(question.identifier, answer)
                score[question.identifier] = (result.score, result.feedback.identifier)
        assert score == {"half": (1, "correct"), "third": (1, "correct"), "tenth": (0, "incorrect")}

        # An error in a question is corrected, and the next student is scored by the new answer key.
        item = client.qti.assessment_items.get_assessment_item("tenth")
        assert item.response_declarations
        item.response_declarations[0].correct_response.value = ["B"]
        client.qti.assessment_items.update_assessment_item("tenth", item)
        result = client.qti.assessment_items.process_response("tenth", {"identifier": "tenth", "response": "B"})
        assert (result.score, result.feedback.identifier) == (1, "correct")
        remark = {"userId": "u1", "lessonId": "decimals", "questionId": "tenth", "feedback": "The key was wrong"}
        given = client.qti.feedback.create_question_feedback(remark)
        assert [each.id for each in client.qti.feedback.list_lesson_feedback("decimals")] == [given.id]
