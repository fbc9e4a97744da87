"""Endpoint modules run at their first use, and are ordinary modules to everybody else."""

import json
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def child(code: str) -> Any:
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_an_import_runs_nothing_and_the_first_use_runs_the_module() -> None:
    assert child(
        """
        import json, sys
        from types import ModuleType
        from timeback_api.rostering.api.users import get_user
        before = "timeback_api.common.models.user" in sys.modules
        same = sys.modules["timeback_api.rostering.api.users.get_user"] is get_user
        name = get_user.OPERATION.id
        after = type(get_user) is ModuleType, "timeback_api.common.models.user" in sys.modules
        print(json.dumps([before, same, name, *after, "build" in dir(get_user)]))
        """
    ) == [False, True, "getUser", True, True, True]


def test_a_function_is_pickled_before_and_after() -> None:
    assert child(
        """
        import json, pickle, sys
        from timeback_api.rostering.api.users import get_user
        text = b"ctimeback_api.rostering.api.users.get_user\\nbuild\\n."
        build = pickle.loads(text)
        print(json.dumps([build is get_user.build, pickle.loads(pickle.dumps(build)) is build]))
        """
    ) == [True, True]


def test_the_other_forms_of_import_give_the_same_module() -> None:
    assert child(
        """
        import importlib, json
        from timeback_api.rostering.api.users import get_user
        import timeback_api.rostering.api.users.get_user as other
        from timeback_api.rostering.api.users.get_user import build
        third = importlib.import_module("timeback_api.rostering.api.users.get_user")
        print(json.dumps([other is get_user, third is get_user, build is get_user.build]))
        """
    ) == [True, True, True]


def test_a_name_that_does_not_exist_is_an_error_at_the_import() -> None:
    with pytest.raises(ImportError, match="cannot import name 'get_usr'"):
        from timeback_api.rostering.api.users import get_usr  # type: ignore[attr-defined] # noqa: F401


def package(folder: Path, name: str, slow: str) -> None:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(
        "from timeback_runtime.deferred import defer_submodules\n\ndefer_submodules(__name__)\n"
    )
    (folder / name / "slow.py").write_text(slow)


def test_threads_wait_until_the_module_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, "waited_for", "import time\nfirst = 1\ntime.sleep(0.2)\nlast = 2\n")
    monkeypatch.syspath_prepend(tmp_path)
    from waited_for import slow  # type: ignore[import-not-found]

    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(slow.last)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2, 2, 2, 2]
    assert type(slow) is ModuleType


def test_a_module_that_failed_runs_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, "fails_once", "import builtins\nif not hasattr(builtins, 'may_run'):\n    1 / 0\nvalue = 3\n")
    monkeypatch.syspath_prepend(tmp_path)
    from fails_once import slow  # type: ignore[import-not-found]

    with pytest.raises(ZeroDivisionError):
        _ = slow.value
    monkeypatch.setattr("builtins.may_run", True, raising=False)
    assert slow.value == 3
