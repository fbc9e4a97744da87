"""OneRoster CSV bundles: tolerant reading of versions 1.2 and 1.1, validation, and strict writing of version 1.2.

    from timeback.bundles import Bundle, BundleWriter

    with Bundle.open("district.zip") as bundle:
        for problem in bundle.check():
            print(problem)
        for user in bundle.read("users"):
            ...

No client and no network are needed. A column of the standard is added in `csv_schema`, a rule of the check in
`validator`.
"""

from timeback.bundles.archive_reader import Limits
from timeback.bundles.csv_schema import COLLECTIONS
from timeback.bundles.object_to_rows import losses
from timeback.bundles.problems import BundleError, BundleWarning, Loss, Mapped, Problem
from timeback.bundles.reader import Bundle
from timeback.bundles.round_trip import carried
from timeback.bundles.write_report import LossCount, Refused, WriteReport
from timeback.bundles.writer import BundleWriter

__all__ = [
    "COLLECTIONS",
    "Bundle",
    "BundleError",
    "BundleWarning",
    "BundleWriter",
    "Limits",
    "Loss",
    "LossCount",
    "Mapped",
    "Problem",
    "Refused",
    "WriteReport",
    "carried",
    "losses",
]
