"""A screening test to assign."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewScreeningTest(Model):
    """A screening test to assign.

    Attributes:
        user_id: Id of the student.
        subject: Subject for which there is a screening test.
    """
    user_id: str | None
    subject: ScreeningSubject | str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NewScreeningTest)
        v: Any
        d = self._begin()
        if (v := self.user_id) is not None or "userId" in d:
            d["userId"] = v
        if (v := self.subject) is not None or "subject" in d:
            d["subject"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewScreeningTest:
        return parse_new_screening_test(data)


def parse_new_screening_test(d: dict[str, Any]) -> NewScreeningTest:
    self: NewScreeningTest = new(_NewScreeningTest)
    self._raw = d
    self._changed = None
    self.user_id = d.get("userId")
    self.subject = as_screening_subject(v, v) if type(v := d.get("subject")) is str else v
    self.__class__ = NewScreeningTest
    return self


from timeback_api.powerpath.models.screening_subject import ScreeningSubject, as_screening_subject  # noqa: E402

_NewScreeningTest = seed(NewScreeningTest)
NewScreeningTest.FIELDS = {
    "user_id": Field("userId", TEXT, True),
    "subject": Field("subject", Choice(ScreeningSubject), True),
}
