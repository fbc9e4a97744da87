"""Test data that the sandbox's generated district lacks: resources and a gradebook, with all kinds of references."""

from __future__ import annotations

from typing import Any

from timeback.sandbox import Sandbox


def fill(box: Sandbox, count: int = 20) -> None:
    """Load resources, and a gradebook for the classes, users and courses of the sandbox."""
    load = box.store.load
    components, users, sessions = (ids(box, name) for name in ("courseComponents", "users", "academicSessions"))
    classes = list(box.store.all("classes"))
    marked = {"scoreStatus": "fully graded", "scoreDate": "2025-09-09T00:00:00.000Z"}
    days = {"assignDate": "2025-09-01T00:00:00.000Z", "dueDate": "2025-09-08T00:00:00.000Z"}
    load("resources", [resource(number, box.url) for number in range(count)])
    load(
        "componentResources",
        [
            {
                **base("cr", number),
                "title": f"Part {number}",
                "courseComponent": to(components[number % len(components)]),
                "resource": to(f"res-{number:03}"),
            }
            for number in range(count)
        ],
    )
    load("categories", [{**base("cat", number), "title": f"Category {number}"} for number in range(3)])
    load(
        "scoreScales",
        [
            {
                **base("scale", number),
                "title": f"Scale {number}",
                "type": "letters",
                "class": to(classes[number % len(classes)]["sourcedId"]),
                "scoreScaleValue": [{"itemValueLHS": "A", "itemValueRHS": "90"}],
            }
            for number in range(3)
        ],
    )
    load(
        "lineItems",
        [
            {
                **base("line", number),
                **days,
                "title": f"Homework {number}",
                "class": to(classes[number % len(classes)]["sourcedId"]),
                "school": to(classes[number % len(classes)]["school"]["sourcedId"]),
                "category": to(f"cat-{number % 3:03}"),
                "scoreScale": to(f"scale-{number % 3:03}"),
                "gradingPeriod": to(sessions[-1]),
            }
            for number in range(count)
        ],
    )
    load(
        "results",
        [
            {
                **base("result", number),
                **marked,
                "lineItem": to(f"line-{number % count:03}"),
                "student": to(users[number % len(users)]),
                "score": number,
            }
            for number in range(2 * count)
        ],
    )
    load(
        "assessmentLineItems",
        [
            {
                **base("test", number),
                "title": f"Test {number}",
                "componentResource": to(f"cr-{number:03}"),
                # Parents come before and after their children.
                **({"parentAssessmentLineItem": to(f"test-{(number * 7 + 3) % count:03}")} if number % 2 else {}),
            }
            for number in range(count)
        ],
    )
    load(
        "assessmentResults",
        [
            {
                **base("answer", number),
                **marked,
                "assessmentLineItem": to(f"test-{number % count:03}"),
                "student": to(users[number % len(users)]),
                "metadata": {"xp": number},
            }
            for number in range(2 * count)
        ],
    )


def thin(box: Sandbox, classes: int = 30, components: int = 20) -> None:
    """Remove most classes with their enrollments, the courses without classes, and most components of the others.

    A generated school has a class for each grade and subject, even if it has few users.
    """
    kept = {one["sourcedId"]: one["course"]["sourcedId"] for one in list(box.store.all("classes"))[:classes]}
    taught = set(kept.values())
    enrolled = {one["sourcedId"] for one in box.store.all("enrollments") if one["class"]["sourcedId"] in kept}
    parts = [one for one in box.store.all("courseComponents") if one["course"]["sourcedId"] in taught][:components]
    for name, staying in (
        ("classes", set(kept)),
        ("enrollments", enrolled),
        ("courses", taught),
        ("courseComponents", {one["sourcedId"] for one in parts}),
    ):
        for sourced_id in ids(box, name):
            if sourced_id not in staying:
                box.store.remove(name, sourced_id)


def resource(number: int, url: str) -> dict[str, Any]:
    """A resource whose metadata has a URL of its server and a URL of another host."""
    return {
        **base("res", number),
        "title": f"Resource {number}",
        "vendorResourceId": f"v-{number}",
        "roles": ["primary", "secondary"],
        "metadata": {
            "url": f"{url}/api/assessment-tests/t-{number}",
            "parts": [{"launch": f"{url}/ims/launch?part={number}"}, {"video": f"https://video.example.org/{number}"}],
        },
    }


def base(prefix: str, number: int) -> dict[str, Any]:
    return {
        "sourcedId": f"{prefix}-{number:03}",
        "status": "active",
        "dateLastModified": "2025-07-01T00:00:00.000Z",
    }


def to(sourced_id: str) -> dict[str, Any]:
    return {"sourcedId": sourced_id}


def ids(box: Sandbox, collection: str) -> list[str]:
    return [value["sourcedId"] for value in box.store.all(collection)]


def counts(box: Sandbox) -> dict[str, int]:
    """The number of objects in each collection of a sandbox."""
    return {name: count for name in box.store.collections() if (count := box.store.count(name))}


def allocating(box: Sandbox) -> None:
    """Let the sandbox assign ids. Call it before other faults are added: the first matching rule wins."""
    box.faults.add(method="POST", reallocate=True)
