"""The resources service of both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._service import AsyncService, SyncService

if TYPE_CHECKING:
    from .classes import AsyncClasses, Classes
    from .courses import AsyncCourses, Courses
    from .resources import AsyncResourceCollection, ResourceCollection
    from .users import AsyncUsers, Users


class Resources(SyncService):
    """Resources: the material that courses and classes use (OneRoster 1.2)."""

    classes: Classes
    courses: Courses
    resources: ResourceCollection
    users: Users


class AsyncResources(AsyncService):
    """Resources: the material that courses and classes use (OneRoster 1.2)."""

    classes: AsyncClasses
    courses: AsyncCourses
    resources: AsyncResourceCollection
    users: AsyncUsers
