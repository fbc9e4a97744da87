"""The person that the record is about, with the achievements."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.clr.models.achievement import Achievement, parse_achievement
from timeback_api.clr.models.achievement_association import AchievementAssociation, parse_achievement_association
from timeback_api.clr.models.identity_object import IdentityObject, parse_identity_object
from timeback_api.clr.models.verifiable_credential import VerifiableCredential, parse_verifiable_credential
from timeback_runtime.model import (
    Model,
    copy_payload,
    list_to_dicts,
    new_model,
    parse_list,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ClrSubject(Model):
    """The person that the record is about, with the achievements.

    Attributes:
        type_: Types of the subject, such as `ClrSubject`.
        verifiable_credential: The credentials of the achievements.
        id: IRI of the person.
        identifier: Other ids of the person.
        achievement: The achievements.
        association: Relations between the achievements.
    """

    FIELDS = {
        "id": Field("id", TEXT),
        "type_": Field("type", ListOf(TEXT, 1), True),
        "identifier": Field("identifier", ListOf(ModelOf(IdentityObject))),
        "achievement": Field("achievement", ListOf(ModelOf(Achievement))),
        "verifiable_credential": Field("verifiableCredential", ListOf(ModelOf(VerifiableCredential)), True),
        "association": Field("association", ListOf(ModelOf(AchievementAssociation))),
    }
    NESTED = {
        "identifier": ("identifier", IdentityObject),
        "achievement": ("achievement", Achievement),
        "verifiable_credential": ("verifiableCredential", VerifiableCredential),
        "association": ("association", AchievementAssociation),
    }

    type_: list[str]
    verifiable_credential: list[VerifiableCredential]
    id: str | None = None
    identifier: list[IdentityObject] | None = None
    achievement: list[Achievement] | None = None
    association: list[AchievementAssociation] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ClrSubject)
        value: Any
        data = self._start_dict()
        if (value := self.id) is not None or "id" in data:
            data["id"] = value
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value if value is data.get("type") else to_json(value)
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = list_to_dicts(value)
        if (value := self.achievement) is not None or "achievement" in data:
            data["achievement"] = list_to_dicts(value)
        if (value := self.verifiable_credential) is not None or "verifiableCredential" in data:
            data["verifiableCredential"] = list_to_dicts(value)
        if (value := self.association) is not None or "association" in data:
            data["association"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.identifier = parse_list(data.get("identifier"), parse_identity_object)
        self.achievement = parse_list_deep(data.get("achievement"), parse_achievement)
        self.verifiable_credential = parse_list_deep(data.get("verifiableCredential"), parse_verifiable_credential)
        self.association = parse_list(data.get("association"), parse_achievement_association)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ClrSubject:
        return parse_clr_subject(data)


_UntrackedClrSubject = untracked_subclass(ClrSubject)


def parse_clr_subject(data: Any, deep: bool = False) -> ClrSubject:
    instance: ClrSubject = new_model(_UntrackedClrSubject)
    instance._received = data
    instance._changed = None
    instance.id = data.get("id")
    instance.type_ = data.get("type")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ClrSubject
    return instance
