"""Generator of a fake school district. It depends only on the seed, not on clock, hash order or locale.

It generates schools, a school year with terms and grading periods, courses with units, classes with periods, staff,
students, some guardians, enrollments and demographics. Referenced objects come before the objects that refer to them,
except for agents, since students and guardians refer to each other.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final, TypeVar

from timeback.sandbox.fake_data.curriculum import (
    CORE,
    DISTRICT_ID,
    ELECTIVES,
    FIRST_YEAR,
    GRADES,
    LEVELS,
    SUBJECTS,
    TERM_IDS,
    YEAR,
    FakeObject,
    components,
    course_id,
    courses,
    fake_object,
    grade_code,
    reference,
    sessions,
    term_days,
)
from timeback.sandbox.fake_data.names import GROUPS, NameGroup, PersonName

T = TypeVar("T")
ObjectBatch = tuple[str, list[FakeObject]]

BATCH_SIZE: Final = 1000
COHORT_SIZE: Final = 25
STUDENTS_PER_SCHOOL: Final = 500
EMAIL_DOMAIN: Final = "example.org"

PLACES: Final = (
    "Alder Creek", "Birch Hollow", "Cedar Point", "Dogwood", "Elm Grove", "Fern Valley", "Granite Falls", "Heron Lake",
    "Ivy Hill", "Juniper Flats", "Kestrel Ridge", "Larkspur", "Maple Bend", "North Fork", "Otter Bay", "Piñon Mesa",
    "Quarry Road", "Redwood", "Sagebrush", "Tamarack", "Upland", "Valle Verde", "Willow Run", "Yarrow Field",
)  # fmt: skip
LANGUAGES_LEARNT: Final = ("none", "none", "none", "beginning", "intermediate", "advanced")
RACES: Final = (
    "americanIndianOrAlaskaNative",
    "asian",
    "blackOrAfricanAmerican",
    "nativeHawaiianOrOtherPacificIslander",
    "white",
)
STATES: Final = ("CA", "CO", "FL", "IL", "NY", "OR", "TX", "WA")


@dataclass(slots=True)
class _Cohort:
    """Students of one grade who attend the same core classes."""

    id: str
    grade: str
    elective: str
    students: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _School:
    id: str
    name: str
    grades: tuple[str, ...]
    students: int
    teachers: int
    administrators: int
    guardians: int
    first_user: int
    cohorts: list[_Cohort] = field(default_factory=list)

    def staff_ids(self) -> list[str]:
        return [_user_id(self.first_user + i) for i in range(self.administrators + self.teachers)]

    def teacher_ids(self) -> list[str]:
        return self.staff_ids()[self.administrators :]


def generate(seed: int = 1, users: int = 200, *, administrator: str = "administrator") -> Iterator[ObjectBatch]:
    """Yield (collection, objects) in batches of at most 1,000.

    administrator: the role of an administrator, for which the platform and the standard have different names

    users: number of users; about 90 % are students, the others teachers, guardians and administrators. With 0 users
        nothing is generated.
    """
    if users < 0:
        raise ValueError(f"users must not be negative, got {users}")
    if users == 0:
        return
    schools = _schools(users)
    yield from _batches("orgs", _orgs(schools))
    yield from _batches("academicSessions", sessions())
    yield from _batches("courses", courses())
    yield from _batches("courseComponents", components())
    yield from _batches("classes", chain.from_iterable(map(_classes, schools)))
    yield from _batches("users", _People(random.Random(f"users {seed}"), administrator).of(schools))
    yield from _batches("enrollments", _enrollments(schools, random.Random(f"enrollments {seed}")))
    yield from _batches("demographics", _demographics(schools, random.Random(f"demographics {seed}")))


def _batches(collection: str, objects: Iterable[FakeObject]) -> Iterator[ObjectBatch]:
    remaining = iter(objects)
    while batch := list(islice(remaining, BATCH_SIZE)):
        yield collection, batch


# --- Schools, sessions, courses, classes


def _schools(users: int) -> list[_School]:
    administrators = max(1, users // 100) if users >= 10 else 0
    teachers = max(1, users // 20) if users >= 2 else 0
    guardians = users // 25
    students = users - administrators - teachers - guardians

    plan: list[tuple[str, tuple[str, ...], float]] = []
    if students < 60:
        plan.append(("School", GRADES, 1.0))
    else:
        for level, grades in LEVELS:
            share = len(grades) / len(GRADES)
            count = max(1, round(share * students / STUDENTS_PER_SCHOOL))
            plan += [(level, grades, share / count)] * count

    shares = [share for _, _, share in plan]
    parts = [_apportion(total, shares) for total in (students, teachers, administrators, guardians)]
    schools: list[_School] = []
    first_user = 1
    for i, (level, grades, _) in enumerate(plan):
        wing = f" No. {i // len(PLACES) + 1}" if i >= len(PLACES) else ""
        school = _School(
            id=f"org-school-{i + 1:03d}",
            name=f"{PLACES[i % len(PLACES)]} {level}{wing}",
            grades=grades,
            students=parts[0][i],
            teachers=parts[1][i],
            administrators=parts[2][i],
            guardians=parts[3][i],
            first_user=first_user,
        )
        _form_cohorts(school, i + 1)
        schools.append(school)
        first_user += school.students + school.teachers + school.administrators + school.guardians
    return schools


def _apportion(total: int, shares: list[float]) -> list[int]:
    """Divide a total in proportion to shares, which add up to 1, by the largest remainder method."""
    exact = [total * share for share in shares]
    counts = [int(value) for value in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: (counts[i] - exact[i], i))
    for i in by_remainder[: total - sum(counts)]:
        counts[i] += 1
    return counts


def _form_cohorts(school: _School, number: int) -> None:
    student = school.first_user + school.administrators + school.teachers
    share = [1 / len(school.grades)] * len(school.grades)
    for grade, size in zip(school.grades, _apportion(school.students, share), strict=True):
        count = -(-size // COHORT_SIZE)
        for i, members in enumerate(_apportion(size, [1 / count] * count) if count else []):
            elective = ELECTIVES[len(school.cohorts) % len(ELECTIVES)][0]
            cohort = _Cohort(f"{number:03d}-{grade_code(grade).lower()}-{i + 1}", grade, elective)
            cohort.students = [_user_id(student + k) for k in range(members)]
            school.cohorts.append(cohort)
            student += members


def _user_id(number: int) -> str:
    return f"user-{number:06d}"


def _orgs(schools: list[_School]) -> Iterator[FakeObject]:
    yield fake_object(DISTRICT_ID) | {
        "name": "Cañon Vista Unified School District",
        "type": "district",
        "identifier": "0600001",
        "parent": None,
    }
    for number, school in enumerate(schools, start=1):
        yield fake_object(school.id) | {
            "name": school.name,
            "type": "school",
            "identifier": f"0600001{number:05d}",
            "parent": reference(DISTRICT_ID, "district"),
            "metadata": {"lowestGrade": school.grades[0], "highestGrade": school.grades[-1]},
        }


def _cohort_classes(cohort: _Cohort) -> list[tuple[str, str, int | None]]:
    """Id, subject and term of each class (None for the whole year); the elective comes last."""
    subjects = [*(code for code, *_ in CORE), cohort.elective]
    elective_term = 1 + int(cohort.id[-1]) % 2
    return [
        (f"class-{cohort.id}-{code}", code, None if code != cohort.elective else elective_term) for code in subjects
    ]


def _classes(school: _School) -> Iterator[FakeObject]:
    described = {code: (title, number) for code, title, number, _ in SUBJECTS}
    for room, cohort in enumerate(school.cohorts, start=101):
        section = f"{grade_code(cohort.grade)}-{cohort.id.rsplit('-', 1)[-1]}"
        for period, (id_, code, term) in enumerate(_cohort_classes(cohort), start=1):
            title, number = described[code]
            yield fake_object(id_) | {
                "title": f"{title} {section}",
                "classCode": f"{code.upper()}-{section}",
                "classType": "scheduled",
                "location": f"Room {room}",
                "grades": [cohort.grade],
                "subjects": [title],
                "subjectCodes": [number],
                "periods": [str(period)],
                "course": reference(course_id(code, cohort.grade), "course"),
                "org": reference(school.id, "org"),
                "school": reference(school.id, "org"),
                "terms": [reference(id_, "academicSession") for id_ in TERM_IDS if term in (None, int(id_[-1]))],
            }


# --- People


class _People:
    """Generates users in the order of their numbers, from one random number generator."""

    def __init__(self, rng: random.Random, administrator: str) -> None:
        self._administrator = administrator
        # Only random() and getrandbits() give the same numbers in all Python versions.
        self._random = rng.random
        self._bits = rng.getrandbits
        self._groups = [group for group in GROUPS for _ in range(group.weight)]

    def of(self, schools: list[_School]) -> Iterator[FakeObject]:
        for school in schools:
            yield from self._staff(school)
            yield from self._families(school)

    def _staff(self, school: _School) -> Iterator[FakeObject]:
        for i, id_ in enumerate(school.staff_ids()):
            number = school.first_user + i
            role = self._administrator if i < school.administrators else "teacher"
            org = DISTRICT_ID if number == 1 and role == self._administrator else school.id
            group = self._pick(self._groups)
            user = self._user(id_, number, role, org, group, self._pick(group.family))
            user["userIds"].append({"type": "staffNumber", "identifier": f"E{number:07d}"})
            user["phone"] = self._phone()
            user["metadata"]["department"] = self._pick(SUBJECTS)[1] if role == "teacher" else "Administration"
            yield user

    def _families(self, school: _School) -> Iterator[FakeObject]:
        guardian = school.first_user + school.administrators + school.teachers + school.students
        homes = self._homes(school, guardian)
        names: dict[int, tuple[NameGroup, PersonName]] = {}
        children: dict[int, list[str]] = {}
        number = school.first_user + school.administrators + school.teachers
        for cohort in school.cohorts:
            for id_ in cohort.students:
                home = homes.get(number)
                group, family = names.get(home, (None, None)) if home else (None, None)
                group = group or self._pick(self._groups)
                family = family or self._pick(group.family)
                user = self._user(id_, number, "student", school.id, group, family)
                user["grades"] = [cohort.grade]
                user["userIds"].append({"type": "stateStudentId", "identifier": f"{self._bits(33):010d}"})
                user["metadata"] |= {
                    "homeroom": cohort.id,
                    "languageLearner": self._pick(LANGUAGES_LEARNT),
                    "busRoute": f"R{int(self._random() * 40) + 1:02d}" if self._random() < 0.6 else None,
                }
                if home:
                    names[home] = (group, family)
                    children.setdefault(home, []).append(id_)
                    user["agents"] = [reference(_user_id(home), "user")]
                yield user
                number += 1
        for home in range(guardian, guardian + school.guardians):
            user = self._user(_user_id(home), home, "guardian", school.id, *names[home])
            user["phone"] = self._phone()
            user["agents"] = [reference(id_, "user") for id_ in children[home]]
            yield user

    def _homes(self, school: _School, guardian: int) -> dict[int, int]:
        """The guardian of each student who has one: spread over the grades; some guardians have two children."""
        first = school.first_user + school.administrators + school.teachers
        homes: dict[int, int] = {}
        if not school.guardians:
            return homes
        stride = school.students // school.guardians
        for i in range(school.guardians):
            child = first + i * stride
            homes[child] = guardian + i
            if stride > 2 and self._random() < 0.4:
                homes[child + stride // 2] = guardian + i
        return homes

    def _user(self, id_: str, number: int, role: str, org: str, group: NameGroup, family: PersonName) -> FakeObject:
        given = self._pick(group.given)
        username = f"{given.ascii}.{family.ascii}{number}"
        minute = int(self._random() * 28 * 1440)
        modified = f"{FIRST_YEAR}-07-{minute // 1440 + 1:02d}T{minute // 60 % 24:02d}:{minute % 60:02d}:00.000Z"
        org_reference = reference(org, "org")
        user = fake_object(id_, modified) | {
            "userMasterIdentifier": f"{self._bits(64):016x}",
            "username": username,
            "userIds": [{"type": "sisId", "identifier": f"{4_000_000 + number}"}],
            "enabledUser": "false" if self._random() < 0.01 else "true",
            "givenName": given.text,
            "familyName": family.text,
            "middleName": self._pick(group.given).text if self._random() < 0.25 else None,
            "roles": [
                {
                    "roleType": "primary",
                    "role": role,
                    "org": org_reference,
                    "beginDate": YEAR[0],
                    "endDate": YEAR[1],
                }
            ],
            "primaryOrg": org_reference,
            "agents": [],
            "email": f"{username}@{EMAIL_DOMAIN}",
            "metadata": {"homeLanguage": group.language},
        }
        if not given.text.isascii() and self._random() < 0.3:
            user["preferredFirstName"] = given.ascii.capitalize()
        return user

    def _phone(self) -> str:
        # 555-0100 to 555-0199 are reserved for fictional use.
        return f"+1-202-555-01{int(self._random() * 100):02d}"

    def _pick(self, options: Sequence[T]) -> T:
        return options[int(self._random() * len(options))]


def _enrollments(schools: list[_School], rng: random.Random) -> Iterator[FakeObject]:
    number = 0

    def enrollment(role: str, user: str, class_: str, school: str, term: int | None) -> FakeObject:
        nonlocal number
        number += 1
        begin, end = YEAR if term is None else term_days(term)
        return {
            "sourcedId": f"enrollment-{number:07d}",
            "status": "active",
            "dateLastModified": f"{FIRST_YEAR}-08-01T06:00:00.000Z",
            "role": role,
            "primary": "true" if role == "teacher" else "false",
            "beginDate": begin,
            "endDate": end,
            "user": reference(user, "user"),
            "class": reference(class_, "class"),
            "school": reference(school, "org"),
        }

    for school in schools:
        teachers = school.teacher_ids()
        for row, cohort in enumerate(school.cohorts):
            classes = _cohort_classes(cohort)
            # Shifted by one each period, so that with enough teachers nobody teaches two classes at the same time.
            for period, (class_, _, term) in enumerate(classes):
                if teachers:
                    yield enrollment("teacher", teachers[(row + period) % len(teachers)], class_, school.id, term)
            for student in cohort.students:
                taken = classes if rng.random() < 0.5 else classes[:-1]
                for class_, _, term in taken:
                    yield enrollment("student", student, class_, school.id, term)


def _demographics(schools: list[_School], rng: random.Random) -> Iterator[FakeObject]:
    for school in schools:
        for cohort in school.cohorts:
            born = FIRST_YEAR - 5 - GRADES.index(cohort.grade)
            for student in cohort.students:
                month = int(rng.random() * 12) + 1
                races = {race: "true" if rng.random() < 0.25 else "false" for race in RACES}
                yield fake_object(student) | {
                    # Children who are five on 1 September start school.
                    "birthDate": f"{born - (month > 8)}-{month:02d}-{int(rng.random() * 28) + 1:02d}",
                    "sex": ("female", "male")[rng.random() < 0.5],
                    **races,
                    "demographicRaceTwoOrMoreRaces": "true" if [*races.values()].count("true") > 1 else "false",
                    "hispanicOrLatinoEthnicity": "true" if rng.random() < 0.3 else "false",
                    "countryOfBirthCode": "US",
                    "stateOfBirthAbbreviation": STATES[int(rng.random() * len(STATES))],
                    "cityOfBirth": PLACES[int(rng.random() * len(PLACES))],
                }
