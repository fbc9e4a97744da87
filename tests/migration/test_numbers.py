"""Numbers that a double cannot represent: sandbox, migration, verification, bundles, Parquet, command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from timeback.bundles import Bundle, BundleWriter
from timeback.cli.app import timeback
from timeback.migration import Migration, verify
from timeback.parquet import ParquetWriter
from timeback.sandbox import Sandbox
from timeback_api.rostering.api.orgs import get_org
from timeback_api.rostering.models import Org
from timeback_runtime import numbers
from timeback_runtime.numbers import loads_exactly

TEXT = '{"n":0.1000000000000000055511151231257827,"big":%s,"deep":[-12345678901234567890123.5,{"tiny":1e-400}]}'
SCORES = ["83.333333333333333333", "12345678901234567890123.5", "-1.00000000000000000001e-7", "2.50"]
FIRST, SECOND = TEXT % ("1" * 40), TEXT % ("1" * 39 + "2")


@pytest.fixture(params=["orjson", "json"])
def boxes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Sandbox, Sandbox]]:
    if request.param == "json":
        monkeypatch.setattr(numbers, "_fast_loads", None)
    with Sandbox() as here, Sandbox() as there:
        yield here, there


def keep(box: Sandbox, metadata: str) -> None:
    org = Org.from_dict(loads_exactly(f'{{"sourcedId":"o1","name":"N","type":"school","metadata":{metadata}}}'))
    with box.client() as client:
        client.rostering.orgs.update_org("o1", org) if client.rostering.orgs.exists("o1") else (
            client.rostering.orgs.create_org(org)
        )


def texts(content: str) -> Any:
    """A document with each number as its text."""
    return json.loads(content, parse_float=str, parse_int=str)


def kept(box: Sandbox) -> str:
    with box.client() as client:
        return get_org.sync_detailed("o1", client=client.rostering.api).content.decode()


def test_a_migration_keeps_and_compares_every_digit(boxes: tuple[Sandbox, Sandbox], tmp_path: Path) -> None:
    here, there = boxes
    keep(here, FIRST)
    assert FIRST in kept(here)

    def move() -> Any:
        with here.client() as source, there.client() as target:
            journal = tmp_path / "move.db"
            report = Migration(source, target, ["orgs"], journal=journal, on_conflict="update").run()
            return report, verify(source, target, ["orgs"], journal=journal)

    report, result = move()
    assert (report.by_entity["orgs"].created, bool(result)) == (1, True)
    assert FIRST in kept(there)

    # No double tells the two apart.
    keep(here, SECOND)
    with here.client() as source, there.client() as target:
        assert [found.path for found in verify(source, target, ["orgs"])] == ["metadata.big"]
    report, result = move()
    assert (report.by_entity["orgs"].updated, bool(result)) == (1, True)
    assert SECOND in kept(there)
    report, result = move()
    assert (report.by_entity["orgs"].unchanged, bool(result)) == (1, True)


def test_digests_distinguish_numbers_that_doubles_do_not(tmp_path: Path) -> None:
    from timeback.migration.journal.journal import Journal

    digest = Journal.digest
    journal = type("Keyed", (), {"_key": b"k" * 32})()
    one, other = (loads_exactly(f'{{"score":0.{"1" * 30}{last}}}') for last in "12")
    assert digest(journal, one) != digest(journal, other)
    assert digest(journal, one) == digest(journal, dict(one))


def test_a_bundle_keeps_the_digits(tmp_path: Path) -> None:
    results = [
        {
            "sourcedId": f"r{index}",
            "lineItem": {"sourcedId": "l1", "type": "lineItem"},
            "student": {"sourcedId": "u1", "type": "user"},
            "scoreStatus": "fully graded",
            "scoreDate": "2025-01-01",
            "score": loads_exactly(text),
        }
        for index, text in enumerate(SCORES)
    ]
    with BundleWriter(tmp_path / "b.zip") as writer:
        writer.write_all("results", results)
    with Bundle.open(tmp_path / "b.zip") as bundle:
        read = {value["sourcedId"]: value["score"] for value in bundle.read("results")}
    assert {name: Decimal(str(score)) for name, score in read.items()} == {
        result["sourcedId"]: Decimal(str(result["score"])) for result in results
    }


def test_parquet_has_the_nearest_number_and_the_exact_digits(tmp_path: Path) -> None:
    with ParquetWriter(tmp_path / "out") as writer:
        for index, text in enumerate(["83.333333333333333333", "1e400", "NaN"]):
            writer.write(
                "results", {"sourcedId": f"r{index}", **loads_exactly(f'{{"score":{text},"metadata":{{"n":{text}}}}}')}
            )
    rows = pq.read_table(tmp_path / "out" / "results.parquet").to_pylist()
    assert [row["score"] for row in rows[:2]] == [83.33333333333333, None]
    assert [row["metadata"] for row in rows] == ['{"n":83.333333333333333333}', '{"n":1e400}', '{"n":"NaN"}']
    assert [row["_other"] for row in rows[:2]] == ['{"score":83.333333333333333333}', '{"score":1e400}']


def test_the_command_line_prints_exact_numbers(boxes: tuple[Sandbox, Sandbox], tmp_path: Path) -> None:
    box, _ = boxes
    keep(box, FIRST)
    environment = {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_TOKEN_URL": box.token_url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
    }

    def run(*arguments: str) -> Result:
        found = CliRunner().invoke(timeback, arguments, env=environment, prog_name="timeback")
        assert found.exit_code == 0, found.output
        return found

    for before, form in (("N", "json"), ("json", "jsonl")):
        printed = run("get", "orgs/o1", "-o", form).stdout
        assert texts(printed)["metadata"] == texts(FIRST)
        (tmp_path / "org.json").write_text(printed.replace(f'"{before}"', f'"{form}"'))
        run("update", "orgs/o1", str(tmp_path / "org.json"))
        assert f'"{form}"' in kept(box)
        assert FIRST in kept(box)
