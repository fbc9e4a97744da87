"""Puts scripts/ on the module path, as when one of the scripts runs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
