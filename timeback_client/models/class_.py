"""Classes."""

from __future__ import annotations

from collections.abc import Iterable

from timeback_api.rostering.models import Class as _Class
from timeback_client._compat_model import Entity
from timeback_client.models.user import Reference


class CourseRef(Reference):
    """A reference to a course."""


class OrgRef(Reference):
    """A reference to an organisation."""


class TermRef(Reference):
    """A reference to a term."""


class ResourceRef(Reference):
    """A reference to a resource."""


class Class(
    Entity,
    of=_Class,
    required="title course org terms",
    nested={"course": CourseRef, "org": OrgRef, "terms": TermRef, "resources": ResourceRef},
    defaults={"status": "active"},
):
    """A course taught at a school in a term."""

    @classmethod
    def create(
        cls,
        title: str,
        course_id: str,
        org_id: str,
        term_ids: Iterable[str],
        class_code: str | None = None,
        class_type: str | None = None,
        location: str | None = None,
        grades: list[str] | None = None,
        subjects: list[str] | None = None,
        status: str = "active",
    ) -> Class:
        """Create a class from ids."""
        return cls(
            title=title,
            course=CourseRef(sourcedId=course_id),
            org=OrgRef(sourcedId=org_id),
            terms=[TermRef(sourcedId=term_id) for term_id in term_ids],
            classCode=class_code,
            classType=class_type,
            location=location,
            grades=grades,
            subjects=subjects,
            status=status,
        )
