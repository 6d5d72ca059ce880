"""Files on disk become reports, units and settings, or findings with their line and column.

The one way in for other rooms: :func:`read_settings`, :func:`read_units`, :func:`read_reports`.
Attachments have a way in of their own, :mod:`documents`. Nothing here raises on bad input; every
function returns what it could read and all that is wrong.
"""

from gongkai.reading.reports import read_report, read_reports
from gongkai.reading.settings import read_settings
from gongkai.reading.units import UNITS_FILE, read_units

__all__ = ["UNITS_FILE", "read_report", "read_reports", "read_settings", "read_units"]
