"""The service ``client.resources``: one annotated attribute for each of its resources.

A new resource is a module of this package and an annotation on both classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._resources.service import AsyncService, SyncService

if TYPE_CHECKING:
    from timeback.services.resources.classes import AsyncClasses, Classes
    from timeback.services.resources.courses import AsyncCourses, Courses
    from timeback.services.resources.resources import AsyncResourceCollection, ResourceCollection
    from timeback.services.resources.users import AsyncUsers, Users


class Resources(SyncService):
    """Resources: learning content used by courses and classes (OneRoster 1.2)."""

    classes: Classes
    courses: Courses
    resources: ResourceCollection
    users: Users


class AsyncResources(AsyncService):
    """Resources: learning content used by courses and classes (OneRoster 1.2)."""

    classes: AsyncClasses
    courses: AsyncCourses
    resources: AsyncResourceCollection
    users: AsyncUsers
