"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.case.models.cf_association import CFAssociation as CFAssociation
    from timeback_api.case.models.cf_definitions import CFDefinitions as CFDefinitions
    from timeback_api.case.models.cf_document import CFDocument as CFDocument
    from timeback_api.case.models.cf_document_list import CFDocumentList as CFDocumentList
    from timeback_api.case.models.cf_grouped_item import CFGroupedItem as CFGroupedItem
    from timeback_api.case.models.cf_item import CFItem as CFItem
    from timeback_api.case.models.cf_item_list import CFItemList as CFItemList
    from timeback_api.case.models.cf_package import CFPackage as CFPackage
    from timeback_api.case.models.cf_package_with_groups import CFPackageWithGroups as CFPackageWithGroups
    from timeback_api.case.models.link import Link as Link
    from timeback_api.case.models.new_cf_association import NewCFAssociation as NewCFAssociation
    from timeback_api.case.models.new_cf_document import NewCFDocument as NewCFDocument
    from timeback_api.case.models.new_cf_item import NewCFItem as NewCFItem
    from timeback_api.case.models.new_cf_package import NewCFPackage as NewCFPackage
    from timeback_api.case.models.new_link import NewLink as NewLink
    from timeback_api.case.models.package_upload import PackageUpload as PackageUpload
    from timeback_api.case.models.single_cf_association import SingleCFAssociation as SingleCFAssociation
    from timeback_api.case.models.single_cf_document import SingleCFDocument as SingleCFDocument
    from timeback_api.case.models.single_cf_item import SingleCFItem as SingleCFItem
    from timeback_api.case.models.single_cf_package import SingleCFPackage as SingleCFPackage
    from timeback_api.case.models.single_cf_package_with_groups import (
        SingleCFPackageWithGroups as SingleCFPackageWithGroups,
    )
    from timeback_api.case.models.upload_counts import UploadCounts as UploadCounts
    from timeback_api.case.models.upload_result import UploadResult as UploadResult
    from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor as ImsxCodeMinor
    from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField as ImsxCodeMinorField
    from timeback_api.common.models.imsx_error import ImsxError as ImsxError
    from timeback_api.common.models.ordering import Ordering as Ordering

_NAMES = {
    "CFAssociation": ".cf_association",
    "CFDefinitions": ".cf_definitions",
    "CFDocument": ".cf_document",
    "CFDocumentList": ".cf_document_list",
    "CFGroupedItem": ".cf_grouped_item",
    "CFItem": ".cf_item",
    "CFItemList": ".cf_item_list",
    "CFPackage": ".cf_package",
    "CFPackageWithGroups": ".cf_package_with_groups",
    "ImsxCodeMinor": "...common.models.imsx_code_minor",
    "ImsxCodeMinorField": "...common.models.imsx_code_minor_field",
    "ImsxError": "...common.models.imsx_error",
    "Link": ".link",
    "NewCFAssociation": ".new_cf_association",
    "NewCFDocument": ".new_cf_document",
    "NewCFItem": ".new_cf_item",
    "NewCFPackage": ".new_cf_package",
    "NewLink": ".new_link",
    "Ordering": "...common.models.ordering",
    "PackageUpload": ".package_upload",
    "SingleCFAssociation": ".single_cf_association",
    "SingleCFDocument": ".single_cf_document",
    "SingleCFItem": ".single_cf_item",
    "SingleCFPackage": ".single_cf_package",
    "SingleCFPackageWithGroups": ".single_cf_package_with_groups",
    "UploadCounts": ".upload_counts",
    "UploadResult": ".upload_result",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
