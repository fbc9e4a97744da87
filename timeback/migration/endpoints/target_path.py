"""The path of a bundle that a migration writes, checked before the source is read."""

from __future__ import annotations

import os
from pathlib import Path

from timeback._storage.file_kinds import has_file_extension
from timeback.bundles.archive_writer import find_problem
from timeback_runtime.errors import InvalidRequestError


def check_target_path(path: str | os.PathLike[str]) -> None:
    """Reject a path where no bundle can be written. Nothing is written.

    Raises:
        InvalidRequestError: the path is empty or exists already, its folder does not exist or is not writable, or it
            has the extension of another kind of file.
    """
    text, target = os.fspath(path), Path(path)
    if not text:
        raise InvalidRequestError("target: the path is empty; give a folder, or a file that ends in .zip")
    is_folder = text.endswith((os.sep, "/")) or target.is_dir()
    if target.suffix.lower() != ".zip" and not is_folder and has_file_extension(target):
        raise InvalidRequestError(
            f"target: {target.name} has the extension of a file, and a bundle is a folder or a .zip file; write "
            f"{target.stem}.zip, or {target.stem} for a folder"
        )
    if (problem := find_problem(target, overwrite=False)) is not None:
        raise InvalidRequestError(f"target: {target.name}: {problem[1]}")
    if not os.access(target.absolute().parent, os.W_OK):
        raise InvalidRequestError(
            f"target: {target.name}: its folder is not writable; choose another folder, or change its permissions"
        )
