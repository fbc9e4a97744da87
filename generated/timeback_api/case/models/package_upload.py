from __future__ import annotations

from timeback_api.case.models.upload_result import UploadResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, TEXT, json_field


class PackageUpload(Model):
    """Reply to the upload of a package.

    Attributes:
        success: Whether the package was stored.
        message: Outcome in words for people.
        result: What an upload stored.
    """

    success: bool = json_field("success", BOOLEAN)
    message: str = json_field("message", TEXT)
    result: UploadResult = json_field("result", ModelOf(UploadResult))


parse_package_upload = PackageUpload._parse
