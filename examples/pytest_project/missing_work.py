"""List the students of a class who have no result for an assignment: ``missing-work class-1 quiz-2``.

Exit codes: 0 all of them have one, 1 some have none, 2 wrong usage, wrong settings or an unknown id.
"""

from __future__ import annotations

import argparse
import sys

from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import ConfigurationError, NotFoundError, TimeBackError


def missing_work(client: TimeBackClient, class_id: str, line_item: str) -> list[str]:
    """Return the ids of the students of a class without a score for a line item, in order."""
    client.gradebook.line_items.get_line_item(line_item, fields=["sourcedId"])
    enrolled = {student.sourced_id for student in client.rostering.classes.iter_students(class_id)}
    graded = {
        result.student.sourced_id
        for result in client.gradebook.line_items.iter_results(line_item)
        if result.score is not None
    }
    return sorted(student for student in enrolled - graded if student)


async def class_sizes(client: AsyncTimeBackClient, school: str) -> dict[str, int]:
    """Return the number of students of each class of a school."""
    sizes = {}
    async for one in client.rostering.schools.iter_classes(school):
        page = await client.rostering.classes.list_students(one.sourced_id, limit=1)
        sizes[one.sourced_id] = page.total_count or len(page)
    return sizes


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("class_id", metavar="CLASS", help="sourcedId of the class")
    parser.add_argument("line_item", metavar="LINE_ITEM", help="sourcedId of the line item")
    options = parser.parse_args(arguments)
    try:
        with TimeBackClient() as client:
            found = missing_work(client, options.class_id, options.line_item)
    except (ConfigurationError, NotFoundError) as error:
        print(error, file=sys.stderr)
        return 2
    except TimeBackError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(found) if found else "nobody")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
