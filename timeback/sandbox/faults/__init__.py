"""Fault injection: rules that make requests fail or change responses. A new fault is a new property of ``Fault``."""

from timeback.sandbox.faults.rules import TOKEN_PATH as TOKEN_PATH
from timeback.sandbox.faults.rules import Cut as Cut
from timeback.sandbox.faults.rules import Fault as Fault
from timeback.sandbox.faults.rules import FaultControl as FaultControl
from timeback.sandbox.faults.rules import Faults as Faults
from timeback.sandbox.faults.rules import Outcome as Outcome
from timeback.sandbox.faults.rules import Rule as Rule

__all__ = ["TOKEN_PATH", "Fault", "FaultControl", "Faults", "Outcome", "Rule"]
