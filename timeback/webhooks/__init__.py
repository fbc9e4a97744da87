"""Receiving webhooks: the check of a signature, and the events of a delivery.

The platform does not document how it signs deliveries, nor what their body is. The receiver therefore names the header
and the scheme, and both bodies are read. The functions need no client and no network, so they can be used in any web
framework.
"""

from timeback.webhooks.deliveries import parse_delivery
from timeback.webhooks.signatures import SignatureScheme, verify_signature

__all__ = ["SignatureScheme", "parse_delivery", "verify_signature"]
