"""A file of profiles, and keyrings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordSetError

from tests.cli.config.kit import FILE, SECRET
from timeback.sandbox import Sandbox


class MemoryKeyring(KeyringBackend):
    """A keyring that a test can look into."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.stored.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise PasswordSetError(f"locked: {password}")
        self.stored[service, username] = password


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings" / "config.toml"
    monkeypatch.setenv("TIMEBACK_CONFIG", str(path))
    return path


@pytest.fixture
def written(file: Path) -> Path:
    file.parent.mkdir()
    file.write_text(FILE)
    file.chmod(0o600)
    return file


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def no_keyring() -> Iterator[None]:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(users=5, client_secret=SECRET) as made:
        yield made
