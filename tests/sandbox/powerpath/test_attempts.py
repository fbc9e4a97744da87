"""Lesson attempts, with the real client."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from timeback import TimeBackClient
from timeback.errors import UnprocessableEntityError

from .conftest import School, refused

ASKED = {"student": "s1", "lesson": "l1"}


def answer(client: TimeBackClient, question: str, value: Any = "A", lesson: str = "l1", student: str = "s1") -> Any:
    body = {"student": student, "lesson": lesson, "question": question, "responses": {"RESPONSE": value}}
    return client.powerpath.answer_question(body)


def progress(client: TimeBackClient, lesson: str = "l1", **more: Any) -> Any:
    return client.powerpath.get_assessment_progress(student="s1", lesson=lesson, **more)


@pytest.fixture
def mastery(school: School) -> School:
    school.course("c1")
    school.component("u1", "c1")
    questions = school.questions("easy", "easy", "easy", "medium", "medium", "hard", "hard", None)
    school.lesson("l1", "u1", "powerpath-100", {"questions": questions, "xp": 20})
    return school


@pytest.fixture
def quiz(school: School) -> School:
    school.course("c1")
    school.component("u1", "c1")
    school.lesson("l1", "u1", "quiz", {"questions": school.questions("easy", "medium", "hard"), "xp": 10})
    return school


def test_a_student_masters_a_lesson_by_answering(mastery: School, client: TimeBackClient) -> None:
    scores, difficulties = [], []
    for _ in range(11):
        offered = client.powerpath.get_next_question(**ASKED)
        again = client.powerpath.get_next_question(**ASKED)
        assert offered.question.id == again.question.id
        difficulties.append(str(offered.question.difficulty))
        outcome = answer(client, offered.question.id)
        assert outcome.response_result.is_correct
        scores.append(outcome.powerpath_score)
    assert scores == [14, 27, 39, 50, 59, 68, 76, 83, 89, 95, 100]
    assert difficulties[:3] == ["easy"] * 3
    assert (outcome.xp, outcome.multiplier, outcome.accuracy) == (25, 1.25, 100)
    assert (outcome.correct_questions, outcome.total_questions) == (11, 11)

    shown = progress(client)
    assert (shown.score, shown.attempt, shown.xp, len(shown.seen_questions)) == (100, 1, 25, 8)
    assert shown.remaining_questions_per_difficulty.to_dict() == {"easy": 0, "medium": 0, "hard": 0}
    assert all(each.correct and each.responses == {"RESPONSE": "A"} for each in shown.seen_questions)

    for refuse in (client.powerpath.get_next_question, lambda **_: answer(client, "q1")):
        with pytest.raises(UnprocessableEntityError):
            refuse(**ASKED)
    with pytest.raises(UnprocessableEntityError):
        client.powerpath.attempts.finalize_attempt(ASKED)


def test_the_gradebook_holds_the_attempt_and_its_questions(mastery: School, client: TimeBackClient) -> None:
    answer(client, "q1")
    answer(client, "q2", "B")
    line_items = {each.sourced_id: each for each in client.gradebook.assessment_line_items.list_assessment_line_items()}
    results = client.gradebook.assessment_results.list_assessment_results()
    lesson = next(each for each in line_items.values() if each.component_resource)
    assert (lesson.component_resource.sourced_id, lesson.course.sourced_id) == ("l1", "c1")
    assert (lesson.result_value_min, lesson.result_value_max) == (0, 100)
    by_title = {line_items[each.assessment_line_item.sourced_id].title: each for each in results}
    assert by_title["Question q1"].score == 1
    assert by_title["Question q2"].score == 0
    attempt = by_title["Lesson l1"]
    assert (attempt.score, attempt.score_status) == (13, "partially graded")
    assert attempt.metadata["accuracy"] == 50
    children = [each for each in line_items.values() if each.parent_assessment_line_item]
    assert {each.parent_assessment_line_item.sourced_id for each in children} == {lesson.sourced_id}


def test_wrong_answers_deduct_and_repeats_count_again(mastery: School, client: TimeBackClient) -> None:
    for value in ("A", "B", "B", "A"):
        outcome = answer(client, "q1", value)
    assert outcome.powerpath_score == 25
    assert (outcome.accuracy, outcome.total_questions) == (50, 4)
    shown = progress(client)
    assert [each.id for each in shown.seen_questions] == ["q1"]
    assert shown.remaining_questions_per_difficulty.to_dict() == {"easy": 2, "medium": 3, "hard": 2}


def test_low_accuracy_earns_no_xp(mastery: School, client: TimeBackClient) -> None:
    for _ in range(6):
        answer(client, "q1", "B")
    score = 0
    while score < 100:
        outcome = answer(client, "q1")
        score = outcome.powerpath_score
    assert outcome.accuracy < 80
    assert (outcome.xp, outcome.multiplier) == (0, 0)


def test_the_second_attempt_earns_less_and_prefers_new_questions(mastery: School, client: TimeBackClient) -> None:
    while answer(client, "q1").powerpath_score < 100:
        pass
    attempt = client.powerpath.create_attempt(ASKED)
    assert (attempt.attempt, attempt.score, attempt.score_status) == (2, 0, "not submitted")
    offered = client.powerpath.get_next_question(**ASKED)
    assert offered.question.id in ("q2", "q3")
    while (outcome := answer(client, "q1")).powerpath_score < 100:
        pass
    assert (outcome.xp, outcome.multiplier) == (20, 1.0)
    attempts = client.powerpath.attempts.list_attempts(**ASKED)
    assert [(each.attempt, each.xp, each.score_status) for each in attempts] == [
        (1, 25, "fully graded"),
        (2, 20, "fully graded"),
    ]
    assert all(each.started_at and each.completed_at for each in attempts)
    assert progress(client, attempt="1").xp == 25


def test_create_attempt_returns_an_open_attempt(mastery: School, client: TimeBackClient) -> None:
    assert client.powerpath.create_attempt(ASKED).attempt == 1
    answer(client, "q1")
    opened = client.powerpath.create_attempt(ASKED)
    assert (opened.attempt, opened.score) == (1, 14)


def test_a_lesson_without_xp_has_none(school: School, client: TimeBackClient) -> None:
    school.course("c1")
    school.component("u1", "c1")
    school.lesson("l1", "u1", None, {"questions": school.questions("easy"), "lessonType": "powerpath-100"})
    while (outcome := answer(client, "q1")).powerpath_score < 100:
        pass
    assert (outcome.xp, outcome.multiplier) == (None, None)


def test_the_choice_of_questions_can_be_seeded(school: School, client: TimeBackClient) -> None:
    school.course("c1")
    school.component("u1", "c1")
    school.lesson("l1", "u1", "powerpath-100", {"questions": school.questions(*["easy"] * 30)})
    picked = []
    for seed in (1, 2, 3, 4, 1):
        school.box.powerpath.choose_questions(seed)
        picked.append(client.powerpath.get_next_question(**ASKED).question.id)
    assert picked[0] == picked[4]
    assert len(set(picked)) > 1


def test_two_students_are_independent(mastery: School, client: TimeBackClient) -> None:
    answer(client, "q1")
    answer(client, "q1", "B", student="s2")
    assert progress(client).score == 14
    assert client.powerpath.get_assessment_progress(student="s2", lesson="l1").score == 0


def test_a_reset_deletes_the_answers(mastery: School, client: TimeBackClient) -> None:
    answer(client, "q1")
    answer(client, "q2")
    reply = client.powerpath.attempts.reset_attempt(ASKED)
    assert (reply.success, reply.score) == (True, 0)
    (attempt,) = client.powerpath.attempts.list_attempts(**ASKED)
    assert (attempt.score, attempt.score_status, attempt.started_at) == (0, "not submitted", None)
    assert progress(client).seen_questions == []
    assert len(mastery.results()) == 1
    assert answer(client, "q1").powerpath_score == 14


# Tests that are scored as a whole


def test_a_quiz_hides_scores_until_it_is_finalized(quiz: School, client: TimeBackClient) -> None:
    outcome = answer(client, "q1", "B")
    assert outcome.lesson_type == "quiz"
    assert outcome.question_result["score"] is None
    answer(client, "q1", "A")
    answer(client, "q2", "B")
    shown = progress(client)
    assert (shown.finalized, shown.score, shown.xp, shown.total_questions) == (False, 0, None, 3)
    assert [each.correct for each in shown.questions] == [None] * 3
    assert shown.questions[0].responses == {"RESPONSE": "A"}

    done = client.powerpath.attempts.finalize_attempt(ASKED)
    assert (done.lesson_type, done.finalized, done.attempt) == ("quiz", True, 1)
    shown = progress(client)
    assert shown.finalized
    assert shown.score == pytest.approx(100 / 3)
    assert [each.correct for each in shown.questions] == [True, False, False]
    assert (shown.correct_questions, shown.total_questions, shown.multiplier, shown.xp) == (1, 3, 0, 0)

    before = quiz.everything()
    assert client.powerpath.attempts.finalize_attempt(ASKED).finalized
    assert quiz.everything() == before
    with pytest.raises(UnprocessableEntityError):
        answer(client, "q3")


def test_a_quiz_in_full(quiz: School, client: TimeBackClient) -> None:
    for question in ("q1", "q2", "q3"):
        answer(client, question)
    client.powerpath.attempts.finalize_attempt(ASKED)
    shown = progress(client)
    assert (shown.score, shown.accuracy, shown.xp, shown.multiplier) == (100, 100, 12.5, 1.25)


def test_a_course_challenge_is_treated_as_a_quiz(school: School, client: TimeBackClient) -> None:
    school.course("c1")
    school.component("u1", "c1")
    school.lesson("l1", "u1", "coursechallenge", {"questions": school.questions("easy")})
    assert answer(client, "q1").lesson_type == "quiz"


def test_a_bank_rotates_its_tests_and_skips_broken_ones(school: School, client: TimeBackClient) -> None:
    school.course("c1")
    school.component("u1", "c1")
    for name in ("a", "b", "c"):
        details = {"questions": [] if name == "b" else school.questions("easy", prefix=name)}
        school.lesson(name, "u1", "quiz", details)
    school.lesson("l1", "u1", "quiz", {"type": "assessment-bank", "resources": ["r-a", "r-b", "r-c"]})
    served = []
    for number in range(1, 5):
        (question,) = progress(client).questions
        served.append(question.id)
        answer(client, question.id, "A" if number % 2 else "B")
        client.powerpath.attempts.finalize_attempt(ASKED)
        client.powerpath.create_attempt(ASKED)
    assert served == ["a1", "c1", "c1", "a1"]
    attempts = client.powerpath.attempts.list_attempts(**ASKED)
    assert [(each.attempt, each.score) for each in attempts] == [(1, 100), (2, 0), (3, 100), (4, 0), (5, 0)]
    client.powerpath.attempts.reset_attempt(ASKED)
    assert progress(client).questions[0].id == "c1"

    own, *tests = [
        each
        for each in school.box.store.all("assessmentLineItems")
        if each.get("componentResource", {}).get("sourcedId") == "l1"
    ]
    assert own["metadata"]["isAssessmentBank"] is True
    assert {each["metadata"]["testResourceId"] for each in tests} == {"r-a", "r-c"}
    state = next(each for each in school.results() if each["assessmentLineItem"]["sourcedId"] == own["sourcedId"])
    assert state["metadata"]["attempt"] == 5
    assert [each["testResourceId"] for each in state["metadata"]["history"]] == ["r-a", "r-c", "r-c", "r-a", "r-c"]


# Rejected requests


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        ({"student": "nobody"}, 404, "student"),
        ({"lesson": "nowhere"}, 404, "lesson"),
        ({"lesson": "u1"}, 404, "lesson"),
        ({"lesson": "plain"}, 404, "lesson"),
        ({"lesson": "article"}, 422, "lesson"),
        ({"lesson": "outside"}, 422, "lesson"),
        ({"question": "q99"}, 404, "question"),
        ({"responses": {"OTHER": "A"}}, 422, "responses"),
        ({"responses": {"RESPONSE": ["A", "B"]}}, 422, "responses"),
        ({"responses": None}, 422, "responses"),
    ],
)
def test_an_invalid_answer_changes_nothing(
    quiz: School, raw: httpx.Client, body: dict[str, Any], status: int, named: str
) -> None:
    quiz.lesson("plain", "u1", None)
    quiz.lesson("article", "u1", "alpha-read-article")
    quiz.lesson("outside", "u1", "placement", {"toolProvider": "edulastic", "questions": quiz.questions("easy")})
    asked = {**ASKED, "question": "q1", "responses": {"RESPONSE": "A"}, **body}
    asked = {name: value for name, value in asked.items() if value is not None}
    before = quiz.everything()
    refused(raw.put("/updateStudentQuestionResponse", json=asked), status, f"{named}: ")
    assert quiz.everything() == before


def test_invalid_reads(quiz: School, raw: httpx.Client) -> None:
    quiz.lesson("empty", "u1", "powerpath-100", {"url": "https://qti.example.org/api/assessment-tests/gone"})
    quiz.lesson("bare", "u1", "quiz")
    before = quiz.everything()
    refused(raw.get("/getNextQuestion", params=ASKED), 400, "lesson: ")
    refused(raw.get("/getNextQuestion", params={"student": "s1"}), 400, "lesson: ")
    refused(raw.get("/getAssessmentProgress", params={**ASKED, "attempt": "first"}), 400, "attempt: ")
    refused(raw.get("/getAssessmentProgress", params={**ASKED, "attempt": "2"}), 404, "attempt: ")
    refused(raw.post("/resetAttempt", json=ASKED), 404, "lesson: ")
    assert raw.get("/getAttempts", params=ASKED).json() == {"attempts": []}
    refused(raw.get("/getNextQuestion", params={**ASKED, "lesson": "empty"}), 422, "lesson: empty")
    refused(raw.post("/finalStudentAssessmentResponse", json={**ASKED, "lesson": "bare"}), 422, "lesson: bare")
    assert quiz.everything() == before


def test_an_item_for_a_human_grader_is_a_501(school: School, raw: httpx.Client) -> None:
    school.course("c1")
    school.component("u1", "c1")
    xml = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="essay" title="Essay"
  adaptive="false" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-item-body><qti-extended-text-interaction response-identifier="RESPONSE"/></qti-item-body>
</qti-assessment-item>"""
    item = {"identifier": "essay", "title": "Essay", "type": "extended-text", "rawXml": xml}
    school.lesson("l1", "u1", "quiz", {"questions": [item]})
    before = school.everything()
    body = {**ASKED, "question": "essay", "responses": {"RESPONSE": "Once upon a time"}}
    reply = raw.put("/updateStudentQuestionResponse", json=body)
    refused(reply, 501, "question: essay")
    assert "Once" not in reply.text
    assert school.everything() == before


def test_concurrent_answers_all_count(mastery: School, client: TimeBackClient) -> None:
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda number: answer(client, f"q{1 + number % 4}"), range(8)))
    assert sorted(each.total_questions for each in outcomes) == list(range(1, 9))
    assert progress(client).score == 83
    assert len(mastery.results()) == 5


def test_invalid_metadata_of_clients_is_tolerated(quiz: School, client: TimeBackClient) -> None:
    answer(client, "q1")
    client.powerpath.attempts.finalize_attempt(ASKED)
    spoilt = ("startedAt", "completedAt", "xp", "accuracy", "responses", "feedback", "outcomes", "sequence", "answers")
    for result in quiz.results():
        metadata = {**result["metadata"], **dict.fromkeys(spoilt, "nonsense")}
        body = {**result, "metadata": metadata}
        client.gradebook.assessment_results.update_assessment_result(result["sourcedId"], body)
    shown = progress(client)
    assert (shown.finalized, shown.xp, shown.accuracy, shown.questions[0].responses) == (True, None, 0, None)
    (attempt,) = client.powerpath.attempts.list_attempts(**ASKED)
    assert (attempt.started_at, attempt.xp) == (None, None)


def test_the_older_form_of_an_answer(quiz: School, client: TimeBackClient) -> None:
    client.powerpath.answer_question({**ASKED, "question": "q1", "response": "A"})
    question = progress(client).questions[0]
    assert (question.response, question.responses) == ("A", {"RESPONSE": "A"})
