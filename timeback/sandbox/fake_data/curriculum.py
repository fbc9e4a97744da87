"""Curriculum of the generated district: school year, terms, grading periods, courses and their units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

FakeObject = dict[str, Any]
Subject = tuple[str, str, str, tuple[str, ...]]

DISTRICT_ID: Final = "org-district"
FIRST_YEAR: Final = 2025

# As the platform writes them. "0" is kindergarten.
GRADES: Final = tuple(map(str, range(13)))
YEAR_ID: Final = f"session-{FIRST_YEAR}"
YEAR: Final = (f"{FIRST_YEAR}-08-11", f"{FIRST_YEAR + 1}-05-29")
# Two terms with two grading periods each: the number of the term, the first and the last day of the period.
PERIODS: Final = (
    (1, f"{FIRST_YEAR}-08-11", f"{FIRST_YEAR}-10-10"),
    (1, f"{FIRST_YEAR}-10-13", f"{FIRST_YEAR}-12-19"),
    (2, f"{FIRST_YEAR + 1}-01-05", f"{FIRST_YEAR + 1}-03-13"),
    (2, f"{FIRST_YEAR + 1}-03-23", f"{FIRST_YEAR + 1}-05-29"),
)
TERM_IDS: Final = (f"{YEAR_ID}-t1", f"{YEAR_ID}-t2")

# Code in course ids, title, SCED code (School Courses for the Exchange of Data), titles of the units.
CORE: Final[tuple[Subject, ...]] = (
    ("ela", "English Language Arts", "01", ("Reading Closely", "Argument and Evidence", "Narrative Writing")),
    ("math", "Mathematics", "02", ("Number and Quantity", "Patterns and Algebra", "Geometry and Data")),
    ("sci", "Science", "03", ("Matter and Energy", "Living Things", "Earth and Space")),
    ("soc", "Social Studies", "04", ("Places and Maps", "Government", "Past and Present")),
    ("pe", "Physical Education", "08", ("Movement", "Team Games", "Health")),
)
ELECTIVES: Final[tuple[Subject, ...]] = (
    ("art", "Visual Arts", "05", ("Line and Colour", "Clay and Form")),
    ("mus", "Music", "05", ("Rhythm", "Ensemble")),
    ("cs", "Computer Science", "10", ("Algorithms", "Projects")),
    ("lang", "World Languages", "06", ("First Conversations", "Texts and Culture")),
)
SUBJECTS: Final = CORE + ELECTIVES

LEVELS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Elementary School", GRADES[:6]),
    ("Middle School", GRADES[6:9]),
    ("High School", GRADES[9:]),
)


def reference(id_: str, type_: str) -> FakeObject:
    return {"sourcedId": id_, "type": type_}


def fake_object(id_: str, modified: str = f"{FIRST_YEAR}-07-01T06:00:00.000Z") -> FakeObject:
    return {"sourcedId": id_, "status": "active", "dateLastModified": modified}


def sessions() -> Iterator[FakeObject]:
    def session(id_: str, title: str, type_: str, days: tuple[str, str], parent: str | None) -> FakeObject:
        return fake_object(id_) | {
            "title": title,
            "type": type_,
            "startDate": days[0],
            "endDate": days[1],
            "schoolYear": str(FIRST_YEAR + 1),
            "org": reference(DISTRICT_ID, "org"),
            "parent": reference(parent, "academicSession") if parent else None,
        }

    yield session(YEAR_ID, f"School Year {FIRST_YEAR}-{FIRST_YEAR + 1}", "schoolYear", YEAR, None)
    for term, id_ in enumerate(TERM_IDS, start=1):
        yield session(id_, ("Fall Term", "Spring Term")[term - 1], "term", term_days(term), YEAR_ID)
    for number, (term, *days) in enumerate(PERIODS, start=1):
        title = f"Grading Period {number}"
        yield session(f"{YEAR_ID}-g{number}", title, "gradingPeriod", (days[0], days[1]), TERM_IDS[term - 1])


def term_days(term: int) -> tuple[str, str]:
    days = [day for number, *span in PERIODS if number == term for day in span]
    return days[0], days[-1]


def grade_code(grade: str) -> str:
    """The grade in codes and titles: ``KG``, ``01`` to ``12``."""
    return "KG" if grade == "0" else grade.zfill(2)


def course_id(subject: str, grade: str) -> str:
    """The id of a course. Core courses are for one grade, electives for all grades of a level."""
    if any(subject == code for code, *_ in CORE):
        return f"course-{subject}-{grade_code(grade).lower()}"
    first = next(grades[0] for _, grades in LEVELS if grade in grades)
    return f"course-{subject}-{grade_code(first).lower()}-plus"


def _course_plan() -> Iterator[tuple[str, str, tuple[str, ...], Subject]]:
    for grade in GRADES:
        name = "Kindergarten" if grade == "0" else f"Grade {grade}"
        for subject in CORE:
            yield course_id(subject[0], grade), f"{subject[1]}, {name}", (grade,), subject
    for level, grades in LEVELS:
        for subject in ELECTIVES:
            yield course_id(subject[0], grades[0]), f"{subject[1]}, {level}", grades, subject


def courses() -> Iterator[FakeObject]:
    for id_, title, grades, (code, subject, number, _) in _course_plan():
        yield fake_object(id_) | {
            "title": title,
            "courseCode": f"{code.upper()}-{grade_code(grades[0])}",
            "grades": list(grades),
            "subjects": [subject],
            "subjectCodes": [number],
            "org": reference(DISTRICT_ID, "org"),
            "academicSession": reference(YEAR_ID, "academicSession"),
        }


def components() -> Iterator[FakeObject]:
    for course, _, _, (*_, units) in _course_plan():
        for order, title in enumerate(units, start=1):
            yield fake_object(f"{course}-unit-{order}") | {
                "title": title,
                "sortOrder": order,
                "course": reference(course, "course"),
                "parent": None,
            }
