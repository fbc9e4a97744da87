"""OneRoster CSV bundles, versions 1.2 and 1.1: reading with all their oddities, checking, and strict writing.

    from timeback.bundles import Bundle, BundleWriter

    with Bundle.open("district.zip") as bundle:
        for problem in bundle.check():
            print(problem)
        for user in bundle.read("users"):
            ...

It needs no client and no network.
"""

from .carry import carried
from .container import Limits
from .encode import losses
from .layout import COLLECTIONS
from .problems import BundleError, Loss, Mapped, Problem
from .reader import Bundle
from .report import LossCount, Refused, WriteReport
from .writer import BundleWriter

__all__ = [
    "COLLECTIONS",
    "Bundle",
    "BundleError",
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
