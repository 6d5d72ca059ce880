"""The rules that reading itself applies, one module a family: what cannot be read, and why.

Their codes are said as literals where the fault is found, for one code is said in many places.
"""

from gongkai.reading.rules.files import FILES
from gongkai.reading.rules.units import UNITS
from gongkai.reading.rules.values import VALUES
from gongkai.reading.rules.yaml import YAML

RULES = (*FILES, *YAML, *VALUES, *UNITS)

__all__ = ["FILES", "RULES", "UNITS", "VALUES", "YAML"]
