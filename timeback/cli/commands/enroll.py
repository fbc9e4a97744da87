"""``timeback enroll``: enroll a user in a course."""

from __future__ import annotations

from typing import Any

import click

from timeback.cli.connection import connect, connection_options
from timeback.cli.errors import option_labels
from timeback.cli.output.options import RecordOutput, record_options
from timeback.cli.output.query import Query


@click.command()
@click.argument("user")
@click.argument("course")
@click.option("--school", metavar="ID", help="Id of the school. Default: the primary organisation of the user.")
@click.option("--role", default="student", show_default=True, metavar="ROLE", help="Role in the class.")
@click.option(
    "--begin", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="First day, such as 2025-09-01. Default: today."
)
@record_options
@connection_options
def enroll(
    user: str,
    course: str,
    school: str | None,
    role: str,
    begin: Any,
    form: str | None,
    query: Query | None,
    **settings: Any,
) -> None:
    """Enroll a user in a course, and print the enrollment.

    \b
    timeback enroll user-000001 course-1
    timeback enroll user-000001 course-1 --school school-1 --begin 2025-09-01

    USER and COURSE are ids. The server makes the school year, the term and the class of the course if they are missing.
    """
    with connect(**settings) as client, option_labels({"NewCourseEnrollment.role": "--role"}, {}):
        made = client.edubridge.enroll(
            user, course, school_id=school, role=role, begin_date=None if begin is None else begin.date()
        )
    RecordOutput(form, query).write_one(made.to_dict())
