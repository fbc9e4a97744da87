"""A Postgres server in a temporary folder, for the rows of warehouses and for tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

USER = "loader"
PASSWORD = "a-secret-of-postgres"


def programs() -> Path | None:
    """The folder with initdb and pg_ctl; None if Postgres is not installed."""
    folders = [Path(found).resolve().parent for name in ("initdb",) if (found := shutil.which(name))]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


def why_not() -> str | None:
    """Why no server can be started here; None if one can."""
    if sys.platform == "win32":
        return "Postgres is started on POSIX systems only"
    if programs() is None:
        return "Postgres is not installed: neither initdb on the PATH nor in /usr/lib/postgresql/*/bin"
    if os.geteuid() == 0 and _other_user() is None:
        return "initdb refuses to run as root, and there is no user nobody"
    return None


def _other_user() -> dict[str, Any] | None:
    import pwd

    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return None
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server, and yield the URL of its database. The server is stopped at the end.

    Raises:
        RuntimeError: Postgres is not installed, or does not start.
    """
    bin_folder = programs()
    if bin_folder is None:
        raise RuntimeError("Postgres is not installed")
    # Root starts it as another user, who needs the way to the folder. A path of pytest's own is closed to others, and
    # too long for a socket.
    as_user: dict[str, Any] = {}
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if os.geteuid() == 0:
            as_user = _other_user() or {}
            for path in (folder, secret):
                os.chown(path, as_user["user"], as_user["group"])
        data = folder / "data"
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder)}

        def run(program: str, *arguments: str) -> None:
            done = subprocess.run(
                [bin_folder / program, *arguments],
                cwd=folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
                timeout=100,
                check=False,
                **as_user,
            )
            if done.returncode:
                log = folder / "log"
                raise RuntimeError(f"{program} failed: {log.read_text() if log.exists() else done.returncode}")

        run(
            "initdb", "-D", str(data), "-U", USER, "--pwfile", str(secret), "-A", "scram-sha-256", "-E", "UTF8", "-N",
            "--no-instructions",
        )  # fmt: skip
        port = _free_port()
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c full_page_writes=off"
        run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-t", "90", "-o", options, "start")
        try:
            yield f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
