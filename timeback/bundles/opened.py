"""The files of an opened bundle: their paths, the manifest, rows and headers. Both reader and validator build on it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from timeback.bundles.archive_reader import Limits, open_file_source
from timeback.bundles.csv_rows import CsvRows, ProblemHandler
from timeback.bundles.csv_schema import DATA_FILES, MISNAMED_FILES, DataFile
from timeback.bundles.header import Header, read_header
from timeback.bundles.manifest import NAME as MANIFEST
from timeback.bundles.manifest import Manifest, read_manifest
from timeback.bundles.problems import Problem, bundle_error


class OpenedBundle:
    """The files of a bundle, before objects are read from them."""

    def __init__(self, path: str | Path, limits: Limits) -> None:
        self.path = Path(path)
        self.limits = limits
        # Problems found while opening. The validator reports them again.
        self.opening: list[Problem] = []
        self._source = open_file_source(self.path, limits)
        try:
            self.files = self._find_files()
            self.manifest: Manifest | None = self._read_manifest()
        except BaseException:
            self._source.close()
            raise
        self.version = self.manifest.version if self.manifest else None
        self.modes: dict[str, str] = {
            stem: (self.manifest.modes if self.manifest else {}).get(stem, "bulk" if stem in self.files else "absent")
            for stem in self.layout
        }

    def close(self) -> None:
        """Close the files of the bundle."""
        self._source.close()

    @property
    def layout(self) -> dict[str, DataFile]:
        """The files that the bundle may have. Without a manifest: those of version 1.2, which include those of 1.1."""
        return dict(DATA_FILES[self.version or "1.2"])

    def _has_file(self, stem: str) -> bool:
        return stem in self.files and self.modes.get(stem, "absent") != "absent"

    def _find_files(self) -> dict[str, str]:
        """Return the path of each file of the standard. Only files in the folder of the manifest count."""
        paths = [path for path in self._source.paths if not _is_system_file(path)]
        folder = self._find_folder(paths)
        known = {stem.lower(): stem for stem in (*DATA_FILES["1.2"], "manifest")}
        files: dict[str, str] = {}
        for path in paths:
            parent, _, name = path.rpartition("/")
            stem, dot, ending = name.rpartition(".")
            if parent != folder or not dot or ending.lower() != "csv":
                self._warn(path, "unknown-file", "not a file of the standard; it is ignored")
                continue
            standard_stem = known.get(stem.lower()) or MISNAMED_FILES.get(stem.lower())
            if standard_stem is None:
                self._warn(path, "unknown-file", "not a file of the standard; it is ignored")
                continue
            if standard_stem in files:
                raise bundle_error(path, "duplicate-file", f"the bundle has more than one {standard_stem}.csv")
            if name != f"{standard_stem}.csv":
                self._warn(path, "file-name", f"the standard name of this file is {standard_stem}.csv")
            files[standard_stem] = path
        if folder:
            self._warn(self._source.name, "sub-folder", "the files must be at the root of the bundle, not in a folder")
        return files

    def _find_folder(self, paths: list[str]) -> str:
        found = [path for path in paths if path.lower().endswith(".csv")]
        manifests = [path for path in found if path.rpartition("/")[2].lower() == MANIFEST]
        depths = sorted(manifests or found, key=lambda path: (path.count("/"), path))
        if not depths:
            return ""
        folder = depths[0].rpartition("/")[0]
        others = [path for path in manifests if path.count("/") == depths[0].count("/")]
        if len({path.rpartition("/")[0] for path in others}) > 1:
            raise bundle_error(self._source.name, "several-bundles", "the zip file has more than one manifest.csv")
        return folder

    def _read_manifest(self) -> Manifest | None:
        path = self.files.pop("manifest", None)
        if path is None:
            text = "manifest.csv is missing; bundles of version 1.0, which have none, are not supported"
            self.opening.append(Problem(MANIFEST, None, None, "missing-manifest", text))
            return None

        def report(problem: Problem) -> None:
            # Without one of its rows, the manifest would say something else.
            self.opening.append(replace(problem, whole_file=True))

        with closing(CsvRows(self._source.open(path), path, self.limits, report)) as found:
            return read_manifest(found, report, path)

    def _warn(self, file: str, rule: str, text: str) -> None:
        self.opening.append(Problem(file, None, None, rule, text, "warning"))

    def rows(self, stem: str, report: ProblemHandler) -> CsvRows:
        """Open a data file, and return its rows, including the header."""
        path = self.files[stem]
        return CsvRows(self._source.open(path), path, self.limits, report)

    def header(self, stem: str, found: CsvRows, report: ProblemHandler) -> Header:
        return read_header(self.layout[stem], found, report, self.files[stem])


def _is_system_file(path: str) -> bool:
    """Return whether a file was created by an operating system, such as .DS_Store."""
    parts = path.lower().split("/")
    # Spreadsheet programs keep a file whose name begins with ~$ beside one that is open.
    return (
        "__macosx" in parts
        or any(part.startswith(".") for part in parts)
        or parts[-1].startswith("~$")
        or parts[-1] in ("thumbs.db", "desktop.ini")
    )
