"""Settings of a client: where it connects to, and with which credentials.

``resolution`` completes them, ``environments`` has the known hosts, ``validation`` the checks of values. A new setting
is an attribute of ``Settings`` and a parameter of ``resolve``.
"""

from typing import TYPE_CHECKING

from timeback.settings.base_paths import parse_base_paths as parse_base_paths
from timeback.settings.certificates import InsecureTLSWarning as InsecureTLSWarning
from timeback.settings.environment_variables import ALIASES as ALIASES
from timeback.settings.environment_variables import FOR_EVERY_CLIENT as FOR_EVERY_CLIENT
from timeback.settings.environment_variables import variable as variable
from timeback.settings.model import MAX_RESPONSE_BYTES as MAX_RESPONSE_BYTES
from timeback.settings.model import ClientSecret as ClientSecret
from timeback.settings.model import FilterQuotes as FilterQuotes
from timeback.settings.model import Settings as Settings
from timeback.settings.model import TokenAuth as TokenAuth
from timeback.settings.model import address_setting as address_setting
from timeback.settings.resolution import resolve as resolve
from timeback.settings.suggestions import listed as listed
from timeback.settings.suggestions import suggestion as suggestion
from timeback.settings.validation import UNCHANGED as UNCHANGED
from timeback.settings.validation import Unchanged as Unchanged
from timeback.settings.validation import byte_limit as byte_limit
from timeback.settings.validation import check_sensor as check_sensor
from timeback.settings.validation import positive as positive
from timeback.settings.validation import seconds_of as seconds_of
from timeback.settings.validation import timeout_seconds as timeout_seconds
from timeback.settings.validation import whole as whole
from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback.settings.scopes import OneRosterScope as OneRosterScope

__getattr__ = lazy(__name__, {"OneRosterScope": "timeback.settings.scopes"})
