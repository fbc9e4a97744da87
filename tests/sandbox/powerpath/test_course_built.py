"""Building a course: components, QTI questions and tests, PowerPath lessons, and a student who completes them."""

from __future__ import annotations

from typing import Any

from tests import plain
from tests.sandbox.conftest import token
from timeback import TimeBackClient

from .conftest import School, choice_item

BY_XML = ("easy", "easy", "medium", "hard")


def send_qti(school: School, method: str, path: str, body: Any = None) -> None:
    headers = {"Authorization": f"Bearer {token(school.box)}"}
    plain.request(method, f"{school.box.qti_url}/{path}", json=body, headers=headers).raise_for_status()


def build(school: School, client: TimeBackClient) -> dict[str, str]:
    """The ids of the lessons by title."""
    rostering = client.rostering
    course = {
        "title": "Fractions",
        "org": {"sourcedId": "o1"},
        "subjects": ["Math"],
        "grades": ["4"],
        "status": "active",
    }
    rostering.courses.create_course({"sourcedId": "fractions", **course})
    for number, title in enumerate(("Halves", "Quarters"), start=1):
        unit = {"title": title, "course": {"sourcedId": "fractions"}, "sortOrder": number, "status": "active"}
        rostering.course_components.create_course_component({"sourcedId": f"unit-{number}", **unit})
    for number, difficulty in enumerate(BY_XML, start=1):
        item = choice_item(f"half-{number}")
        details = {"metadata": {"difficulty": difficulty}}
        send_qti(school, "POST", "assessment-items", {"format": "xml", "xml": item["rawXml"], **details})
    inner = {"identifier": "s1", "title": "All", "visible": True}
    inner["qti-assessment-item-ref"] = [{"identifier": f"half-{number}"} for number in range(1, 5)]
    part = {
        "identifier": "p1",
        "navigationMode": "linear",
        "submissionMode": "individual",
        "qti-assessment-section": [inner],
    }
    send_qti(school, "POST", "assessment-tests", {"identifier": "halves", "title": "Halves", "qti-test-part": [part]})

    address = f"{school.box.qti_url}/assessment-tests/halves"
    ids: dict[str, str] = {}
    for title, kind, unit in (("Practice", "powerpath-100", "unit-1"), ("Check", "quiz", "unit-2")):
        body: dict[str, Any] = {"courseId": "fractions", "lessonType": kind, "lessonTitle": title, "xp": 8}
        made = client.powerpath.tests.create_internal_test(
            {**body, "testType": "qti", "courseComponentSourcedId": unit, "qti": {"url": address}}
        )
        ids[title] = made.lesson_id
    return ids


def test_a_course_from_creation_to_completion(school: School, client: TimeBackClient) -> None:
    lessons = build(school, client)
    school.class_of("fractions", "s1")
    syllabus = client.powerpath.get_course_syllabus("fractions")
    assert [[str(each.title), [one.id for one in each.component_resources]] for each in syllabus.sub_components] == [
        ["Halves", [lessons["Practice"]]],
        ["Quarters", [lessons["Check"]]],
    ]

    client.powerpath.lesson_plans.create_lesson_plan({"courseId": "fractions", "userId": "s1"})
    tree = client.powerpath.get_lesson_plan_tree("fractions", "s1")
    practice = {"student": "s1", "lesson": tree.sub_components[0].component_resources[0].id}
    offered = client.powerpath.get_next_question(**practice).question
    assert (str(offered.difficulty), offered.content.type_) == ("easy", "choice")
    assert offered.url == f"{school.box.qti_url}/assessment-items/{offered.id}"
    assert "qti-assessment-item" in offered.content.raw_xml
    score = 0
    while score < 100:
        question = client.powerpath.get_next_question(**practice).question
        body = {**practice, "question": question.id, "responses": {"RESPONSE": "A"}}
        score = client.powerpath.answer_question(body).powerpath_score

    check = {"student": "s1", "lesson": lessons["Check"]}
    shown = client.powerpath.get_assessment_progress(**check)
    assert [each.id for each in shown.questions] == ["half-1", "half-2", "half-3", "half-4"]
    for question, value in zip(shown.questions, "AAAB", strict=True):
        body = {**check, "question": question.id, "responses": {"RESPONSE": value}}
        client.powerpath.answer_question(body)
    client.powerpath.attempts.finalize_attempt(check)

    progress = client.powerpath.get_course_progress("fractions", "s1")
    assert [(each.title, each.results[0].score) for each in progress.line_items] == [("Practice", 100), ("Check", 75)]
    (of_subject,) = client.powerpath.placement.get_subject_progress(student="s1", subject="Math")
    assert (of_subject.is_enrolled, of_subject.total_lessons, of_subject.completed_lessons) == (True, 2, 2)
    assert (of_subject.total_xp_earned, of_subject.total_attainable_xp) == (10, 16)


def test_a_deleted_question_leaves_the_lesson(school: School, client: TimeBackClient) -> None:
    lessons = build(school, client)
    send_qti(school, "DELETE", "assessment-items/half-2")
    shown = client.powerpath.get_assessment_progress(student="s1", lesson=lessons["Check"])
    assert [each.id for each in shown.questions] == ["half-1", "half-3", "half-4"]
