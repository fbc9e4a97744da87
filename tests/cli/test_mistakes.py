"""What the command line answers to wrong commands: exit code, stdout and stderr of each, in one golden file.

``UPDATE_GOLDEN=1 pytest tests/cli/test_mistakes.py`` writes the file. Read each answer as its user: does it say what is
wrong, and what to type instead?
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.golden import check_golden
from timeback.cli.app import timeback
from timeback.migration import Migration
from timeback.sandbox import Sandbox

GOLDEN = Path(__file__).parent / "golden" / "errors.txt"

MISTAKES = """
gte users
users
--profile staging get users
get
get userz
get user
get users user-000001
get users/nobody
get users?limit=5
get users/user-000001 --limit 5
get users --fields givenname
get users --filter role=student
get users --filter "givename='Ann'"
get users --sort -familyName
get users --limit ten
get users --output xml
get users --query "[?status=='active'"
get users --client-secret sesame
get users --profile stagging
get users --environment prod
get users --api-url roster.example
get users --api-url http://127.0.0.1:9 --max-retries 0
get users --client-id somebody-else
get classes/class-1/studnets
get users/user-000001/agents --sort status
enroll user-000001
enroll user-000001 math --role pupil
unenroll user-000001 math
progress user-000001 --from soon
progress user-000001 --to soon
progress user-000001 --timezone Mars/Olympus
webhooks create Progress http://127.0.0.1:9
webhooks create Progress http://127.0.0.1:9 --secret sesame
webhooks delete w1
webhooks filters create w1 type equals ActivityEvent
events send events.jsonl --sensor my-app
events send notes.txt
events send school.json
events tail --since yesterday
events tail --follow -o csv
api
api rostering/users
api FETCH rostering/users
api GET users/user-000001
api GET rosterng/users
api GET /rostering/users
api GET https://other.example/ims/oneroster/rostering/v1p2/users
api GET rostering/users/nobody
api GET rostering/users --param limit
api POST rostering/orgs --json school.json
api POST rostering/orgs --json @missing.json
api POST rostering/orgs --json @broken.json
courses push missing.toml
courses push course.toml --yes
courses push school.json
create orgs missing.json
create orgs broken.json
create orgs latin-1.json
create orgs misspelt.json
create orgs enumeration.json
create orgs/school-9 school.json
update users/user-000001
update users/user-000001 --set enabledUser
update users/user-000001 --set status=deleted
delete orgs
delete orgs/org-district
migrate staging
migrate staging prodution
migrate staging http://127.0.0.1:8000
migrate staging staging
migrate staging production
migrate staging production --entities user
migrate staging production --filter users:role=student
migrate staging production --filter "users:givename='Ann'"
migrate staging production --since yesterday
migrate staging production --yes --school org-school-01
migrate staging production --yes --journal notes.txt
migrate staging production --yes --journal other.db
migrate staging production --report reports/move.html
verify staging production --journal move.db
verify staging production --report move.html
undo notes.txt
undo missing.db
export staging district.txt
export staging district.zip
export staging ""
export staging .
export staging none/roster.zip
export staging roster --format excel
import notes.txt staging
import broken.zip staging
diff staging missing.zip
sandbox --users many
sandbox --root-org org-district
sandbox --port 0 --db notes.txt
"""


@pytest.fixture(scope="module")
def staging() -> Iterator[Sandbox]:
    with Sandbox(users=12, seed=4, client_id="staging-id", client_secret="sesame") as box:
        yield box


@pytest.fixture
def folder(staging: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the commands name."""
    monkeypatch.chdir(tmp_path)
    school = {"sourcedId": "school-9", "name": "Orchard School", "type": "school"}
    files = {
        "school.json": json.dumps(school),
        "broken.json": '{"sourcedId": "school-9",\n "name": "Orchard School"\n "type": "school"}\n',
        "misspelt.json": json.dumps({"sourcedId": "school-9", "nmae": "Orchard School", "type": "school"}),
        "enumeration.json": json.dumps({**school, "type": "shcool"}),
        "course.toml": '[courses.math.3]\ntitle = "Math"\n[components.unit-1]\ntilte = "Unit"\ncourse = "math"\n',
        "notes.txt": "call the school\n",
        "broken.zip": "no zip file",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "latin-1.json").write_bytes(
        json.dumps({**school, "name": "École"}, ensure_ascii=False).encode("cp1252")
    )
    with Sandbox() as other, staging.client() as source, other.client() as target:
        Migration(source, tmp_path / "district.zip", ["orgs"]).run()
        Migration(source, target, ["orgs"], journal=tmp_path / "other.db").run()
    return tmp_path


def test_thirty_mistakes_and_more(staging: Sandbox, folder: Path) -> None:
    with Sandbox(client_id="production-id", client_secret="sesame") as production:
        variables = {
            "COLUMNS": "100",
            "TIMEBACK_CONFIG": str(folder / "config.toml"),
            "TIMEBACK_ENVIRONMENT": "staging",
            **{
                f"TIMEBACK_{environment}_{name}": value
                for environment, box in (("STAGING", staging), ("PRODUCTION", production))
                for name, value in (
                    ("API_URL", box.url),
                    ("TOKEN_URL", f"{box.url}/oauth2/token"),
                    ("CLIENT_ID", box.client_id),
                    ("CLIENT_SECRET", box.client_secret),
                )
            },
        }
        answers, names = [], {staging.url: "http://staging", production.url: "http://production"}
        names |= {url.partition("//")[2].replace("127.0.0.1", "localhost"): name for url, name in list(names.items())}
        for line in MISTAKES.strip().splitlines():
            before = {path.name: path.read_bytes() for path in folder.iterdir()}
            result = CliRunner(env=variables).invoke(timeback, shlex.split(line), prog_name="timeback")
            assert isinstance(result.exception, SystemExit), (line, result.exception)
            assert result.exit_code in (1, 2), line
            assert {path.name: path.read_bytes() for path in folder.iterdir()} == before, line
            answers.append(answer(line, result.exit_code, result.stdout, result.stderr))
        assert not [request for request in production.requests if "/ims/" in request.path and request.method != "GET"]
    text = "\n".join(answers).replace(str(folder), "/home/user")
    for found, name in names.items():
        text = text.replace(found, name)
    text = re.sub(r"\(request [^)]+\)", "(request ...)", text)
    text = re.sub(r"(localhost|127\.0\.0\.1):\d{4,}", r"\1:port", text)
    check_golden(GOLDEN, text)


def answer(line: str, code: int, stdout: str, stderr: str) -> str:
    """One command and its answer as text; ``|`` marks lines of stderr, and ``>`` those of stdout."""
    shown = [f"{mark} {text}".rstrip() for mark, said in ((">", stdout), ("|", stderr)) for text in said.splitlines()]
    return "\n".join([f"$ timeback {line}", *shown, f"exit code {code}", ""])
