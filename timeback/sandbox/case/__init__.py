"""The CASE service of the sandbox: documents, items and associations, and the packages that consist of them.

The single objects are read by the generic handlers. Only whole packages can be written.
docs/sandbox-rules.md lists the rules that the documents leave open.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from timeback.sandbox.case import packages
from timeback.sandbox.case.packages import CASE_COLLECTIONS
from timeback.sandbox.operations.extensions import ServiceExtension, StoreOperation, handlers_in_transactions
from timeback.sandbox.spec.validation import Validators
from timeback.sandbox.storage.store import Store

__all__ = ["CASE_COLLECTIONS", "case_extension"]

_SERVICE: Final = "case"


def case_extension(store: Store) -> ServiceExtension:
    validators = Validators()
    operations: Mapping[str, StoreOperation] = {
        "createPackage": partial(packages.create, validators),
        "updatePackage": partial(packages.replace, validators),
        "getPackage": packages.read,
        "getPackageGroups": packages.read_groups,
    }
    return ServiceExtension(_SERVICE, handlers_in_transactions(store, operations))
