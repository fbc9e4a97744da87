"""The organisation of academic sessions, which the standard does not have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from timeback.errors import InvalidRequestError
from timeback.migration import Migration, verify
from timeback.sandbox import Sandbox

from ..provider import Object, Provider
from .kit import district, one, run, stored, to, writes


def several_roots() -> dict[str, list[Object]]:
    found = district()
    found["orgs"] += [one("north", name="North", type="district"), one("lost", name="L", type="school", parent=to("x"))]
    return found


@pytest.mark.slow
def test_root_org_is_asked_for_before_anything_is_sent(target: Sandbox, tmp_path: Path) -> None:
    with Provider(several_roots()) as provider:
        for more in ([], ["--dry-run"], ["--entities", "academicSessions"]):
            refused = run(provider, target, "migrate", "staging", "production", "--yes", *more)
            assert (refused.exit_code, writes(target)) == (2, []), refused.output
            assert "--root-org" in refused.stderr
            assert "1, lost, north" in refused.stderr
        wrong = run(provider, target, "migrate", "staging", "production", "--yes", "--root-org", "nobody")
        assert (wrong.exit_code, writes(target)) == (2, []), wrong.output
        assert "--root-org" in wrong.stderr
        given = ("staging", "production", "--root-org", "north")
        moved = run(provider, target, "migrate", *given, "--yes")
        assert moved.exit_code == 0, moved.output
        assert stored(target, "academicSessions", "term", "org.sourcedId") == "north"
        assert run(provider, target, "verify", *given).exit_code == 0
        assert run(provider, target, "verify", *given[:3], "1").exit_code == 1
        assert run(provider, None, "export", "staging", str(tmp_path / "d.zip")).exit_code == 0


def test_root_org_is_not_asked_for_if_no_session_needs_it(target: Sandbox) -> None:
    objects = several_roots()
    objects["academicSessions"] = [{**session, "org": to("north")} for session in objects["academicSessions"]]
    with Provider(objects) as provider, provider.client() as source, target.client() as client:
        assert Migration(source, client).run().failed == []
        assert stored(target, "academicSessions", "term", "org.sourcedId") == "north"
        provider.objects = several_roots()
        assert Migration(source, client, ["users"], on_conflict="update").run().failed == []


def test_an_organisation_without_a_parent_on_the_source_counts_as_at_the_top(target: Sandbox) -> None:
    objects = {**district(), "orgs": [
        one(1, name="District", type="district", parent=to(1)),
        one(2, name="School", type="school", parent={"sourcedId": 1}),
        one("lost", name="Lost", type="school", parent=to("gone")),
    ]}  # fmt: skip
    with Provider(objects) as provider, provider.client() as source, target.client() as client:
        report = Migration(source, client).run()
        assert report.failed == [], report.reasons
        assert set(report.detached_orgs) == {"1", "lost"}
        assert stored(target, "academicSessions", "term", "org.sourcedId") == "1"
        assert stored(target, "orgs", "1", "parent") is None
        assert verify(source, client)


@pytest.mark.parametrize("wrong", ["", " ", 7])
def test_an_invalid_root_org_is_rejected(target: Sandbox, wrong: Any) -> None:
    with target.client() as client, pytest.raises(InvalidRequestError, match="root_org"):
        Migration("district.zip", client, root_org=wrong)
