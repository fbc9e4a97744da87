"""Export of a resource as a Common Cartridge 1.3: a zip file with a manifest, which other systems can import.

The sandbox has only the OneRoster properties of a resource, not its content. The cartridge contains them as a JSON
file, and a web link to the content if the metadata of the resource has a URL.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree

__all__ = ["cartridge"]

_CP: Final = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
_LOM: Final = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
_WEB_LINK: Final = "http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"
_ABOUT: Final = "resource.json"
_LINK: Final = "link.xml"
# Characters that XML cannot contain, even escaped.
_INVALID_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A fixed time, so that the same resource gives the same bytes.
_TIMESTAMP: Final = (1980, 1, 1, 0, 0, 0)

ElementTree.register_namespace("lomimscc", _LOM)


def cartridge(resource: Mapping[str, Any]) -> bytes:
    title = _xml_text(str(resource.get("title", "")))
    url = _url(resource)
    files = {"imsmanifest.xml": _manifest(title, url is not None)}
    if url is not None:
        files[_LINK] = _web_link(title, url)
    files[_ABOUT] = json.dumps(resource, ensure_ascii=False, indent=2).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _TIMESTAMP), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _xml_text(text: str) -> str:
    return _INVALID_IN_XML.sub("", text)


def _url(resource: Mapping[str, Any]) -> str | None:
    metadata = resource.get("metadata")
    url = metadata.get("url") if isinstance(metadata, dict) else None
    return _xml_text(url) if isinstance(url, str) and url.startswith(("http://", "https://")) else None


def _manifest(title: str, linked: bool) -> bytes:
    manifest = ElementTree.Element("manifest", {"xmlns": _CP, "identifier": "cartridge"})
    metadata = _add(manifest, "metadata")
    _add(metadata, "schema", "IMS Common Cartridge")
    _add(metadata, "schemaversion", "1.3.0")
    general = _add(_add(metadata, f"{{{_LOM}}}lom"), f"{{{_LOM}}}general")
    _add(_add(general, f"{{{_LOM}}}title"), f"{{{_LOM}}}string", title)
    organizations = _add(manifest, "organizations")
    organization = _add(organizations, "organization", identifier="organization", structure="rooted-hierarchy")
    item = _add(_add(organization, "item", identifier="root"), "item", identifier="item")
    item.set("identifierref", "link" if linked else "about")
    _add(item, "title", title)
    resources = _add(manifest, "resources")
    if linked:
        _add(_add(resources, "resource", identifier="link", type="imswl_xmlv1p3"), "file", href=_LINK)
    about = _add(resources, "resource", identifier="about", type="webcontent", href=_ABOUT)
    _add(about, "file", href=_ABOUT)
    return _serialized(manifest)


def _web_link(title: str, url: str) -> bytes:
    link = ElementTree.Element("webLink", {"xmlns": _WEB_LINK})
    _add(link, "title", title)
    _add(link, "url", href=url)
    return _serialized(link)


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text
    return element


def _serialized(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content
