"""The resources service of both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._resources.service import AsyncService, SyncService

if TYPE_CHECKING:
    from timeback.services.resources.classes import AsyncClasses, Classes
    from timeback.services.resources.courses import AsyncCourses, Courses
    from timeback.services.resources.resources import AsyncResourceCollection, ResourceCollection
    from timeback.services.resources.users import AsyncUsers, Users


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
