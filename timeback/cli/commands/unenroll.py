"""``timeback unenroll``: end the enrollment of a user in a course."""

from __future__ import annotations

from typing import Any

import click

from timeback.cli.confirmation import confirm, server_name, yes_option
from timeback.cli.connection import connect, connection_options
from timeback.cli.verbosity import note


@click.command()
@click.argument("user")
@click.argument("course")
@click.option("--school", metavar="ID", help="Id of the school. Default: the primary organisation of the user.")
@yes_option
@connection_options
def unenroll(user: str, course: str, school: str | None, yes: bool, **settings: Any) -> None:
    """End the enrollment of a user in a course.

    \b
    timeback unenroll user-000001 course-1
    timeback unenroll user-000001 course-1 --school org-school-001 --yes

    The server keeps the enrollment with the status tobedeleted.
    """
    with connect(**settings) as client:
        if not yes:
            server = server_name(client)
            confirm(f"this ends an enrollment on {server}", f"Unenroll {user} from {course} on {server}?")
        client.edubridge.unenroll(user, course, school_id=school)
    note(f"unenrolled {user} from {course}")
