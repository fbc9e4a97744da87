"""The files of an opened bundle: their paths, the manifest, rows and headers. Both reader and validator build on it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

from timeback.bundles.archive_reader import Limits, open_container, refusal
from timeback.bundles.csv_rows import Report, Row, rows
from timeback.bundles.csv_schema import LAYOUTS, MISNAMED_FILES, File
from timeback.bundles.header import Header, read_header
from timeback.bundles.manifest import NAME as MANIFEST
from timeback.bundles.manifest import Manifest, read_manifest
from timeback.bundles.problems import Problem


class OpenedBundle:
    """The files of a bundle, before objects are read from them."""

    def __init__(self, path: str | Path, limits: Limits) -> None:
        self.path = Path(path)
        self.limits = limits
        # Problems found while opening. The validator reports them again.
        self.opening: list[Problem] = []
        self._container = open_container(self.path, limits)
        try:
            self.files = self._find_files()
            self.manifest: Manifest | None = self._read_manifest()
        except BaseException:
            self._container.close()
            raise
        self.version = self.manifest.version if self.manifest else None
        self.modes: dict[str, str] = {
            stem: (self.manifest.modes if self.manifest else {}).get(stem, "bulk" if stem in self.files else "absent")
            for stem in self.layout
        }

    def close(self) -> None:
        """Close the files of the bundle."""
        self._container.close()

    @property
    def layout(self) -> dict[str, File]:
        """The files that the bundle may have. Without a manifest: those of version 1.2, which include those of 1.1."""
        return dict(LAYOUTS[self.version or "1.2"])

    def _has_file(self, stem: str) -> bool:
        return stem in self.files and self.modes.get(stem, "absent") != "absent"

    def _find_files(self) -> dict[str, str]:
        """The path of each file of the standard, by the folder in which the manifest is."""
        paths = [path for path in self._container.paths if not _is_litter(path)]
        folder = self._folder(paths)
        known = {stem.lower(): stem for stem in (*LAYOUTS["1.2"], "manifest")}
        files: dict[str, str] = {}
        for path in paths:
            parent, _, name = path.rpartition("/")
            stem, dot, ending = name.rpartition(".")
            if parent != folder or not dot or ending.lower() != "csv":
                self._warn(path, "unknown-file", "not a file of the standard; it is not read")
                continue
            meant = known.get(stem.lower()) or MISNAMED_FILES.get(stem.lower())
            if meant is None:
                self._warn(path, "unknown-file", "not a file of the standard; it is not read")
                continue
            if meant in files:
                raise refusal(path, "duplicate-file", f"{meant}.csv is there more than once")
            if name != f"{meant}.csv":
                self._warn(path, "file-name", f"the name of this file is {meant}.csv")
            files[meant] = path
        if folder:
            self._warn(self._container.name, "sub-folder", "the files are not at the root of the zip file")
        return files

    def _folder(self, paths: list[str]) -> str:
        found = [path for path in paths if path.lower().endswith(".csv")]
        manifests = [path for path in found if path.rpartition("/")[2].lower() == MANIFEST]
        depths = sorted(manifests or found, key=lambda path: (path.count("/"), path))
        if not depths:
            return ""
        folder = depths[0].rpartition("/")[0]
        others = [path for path in manifests if path.count("/") == depths[0].count("/")]
        if len({path.rpartition("/")[0] for path in others}) > 1:
            raise refusal(self._container.name, "several-bundles", "more than one manifest.csv in the zip file")
        return folder

    def _read_manifest(self) -> Manifest | None:
        path = self.files.pop("manifest", None)
        if path is None:
            text = "there is no manifest.csv; bundles of version 1.0, which have none, are not read"
            self.opening.append(Problem(MANIFEST, None, None, "missing-manifest", text))
            return None
        with closing(self._container.open(path)) as stream:
            return read_manifest(rows(stream, path, self.limits, self.opening.append), self.opening.append, path)

    def _warn(self, file: str, rule: str, text: str) -> None:
        self.opening.append(Problem(file, None, None, rule, text, "warning"))

    def rows(self, stem: str, report: Report) -> Generator[Row, None, None]:
        """The rows of a data file, the header included."""
        path = self.files[stem]
        with closing(self._container.open(path)) as stream:
            yield from rows(stream, path, self.limits, report)

    def header(self, stem: str, found: Iterator[Row], report: Report) -> Header:
        return read_header(self.layout[stem], next(found, None), report, self.files[stem])


def _is_litter(path: str) -> bool:
    """What operating systems add to folders and archives of their own accord."""
    parts = path.split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith(".") or parts[-1].lower() in ("thumbs.db", "desktop.ini")
