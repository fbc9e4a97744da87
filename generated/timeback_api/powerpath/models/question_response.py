from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, AnyOf, ListOf, MapOf, json_field


class QuestionResponse(Model):
    """The answer of a student to a question. Use `responses`. `response` is the older form, for the response
    declaration with the identifier `RESPONSE`.

    Attributes:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.
        question: Identifier of the answered QTI assessment item.
        responses: Answers, keyed by the identifiers of their QTI response declarations.
        response: Answer to one interaction of a question: the identifier of a choice or the text that was entered, or a
            list if the interaction accepts several values. Pairs are written as two identifiers separated by a space,
            points as two numbers.
    """

    student: str = json_field("student", TEXT)
    lesson: str = json_field("lesson", TEXT)
    question: str = json_field("question", TEXT)
    responses: dict[str, str | list[str]] | None = json_field(
        "responses", MapOf(AnyOf(TEXT, ListOf(TEXT))), default=None
    )
    response: str | list[str] | None = json_field("response", AnyOf(TEXT, ListOf(TEXT)), default=None)


parse_question_response = QuestionResponse._parse
