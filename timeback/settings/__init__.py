"""Where a client connects to, and as whom.

``resolution`` puts the settings together, ``environments`` holds the addresses of the platform, ``secrets`` reads
secret files and the keyring. A new setting is a property of ``Settings``.
"""

from timeback.settings.resolution import ALIASES as ALIASES
from timeback.settings.resolution import FOR_EVERY_CLIENT as FOR_EVERY_CLIENT
from timeback.settings.resolution import MAX_RESPONSE_BYTES as MAX_RESPONSE_BYTES
from timeback.settings.resolution import UNCHANGED as UNCHANGED
from timeback.settings.resolution import ClientSecret as ClientSecret
from timeback.settings.resolution import InsecureTLSWarning as InsecureTLSWarning
from timeback.settings.resolution import Settings as Settings
from timeback.settings.resolution import TokenAuth as TokenAuth
from timeback.settings.resolution import Unchanged as Unchanged
from timeback.settings.resolution import byte_limit as byte_limit
from timeback.settings.resolution import listed as listed
from timeback.settings.resolution import positive as positive
from timeback.settings.resolution import resolve as resolve
from timeback.settings.resolution import seconds_of as seconds_of
from timeback.settings.resolution import suggestion as suggestion
from timeback.settings.resolution import variable as variable
from timeback.settings.resolution import whole as whole
