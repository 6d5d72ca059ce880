"""What was published stays: at its address, unchanged, or changed with a note.

``prints`` (what of a report must not change silently) and ``ledger`` (what was published, line by
line) → ``comparing`` (findings for the build, and entries that ``gongkai publish`` adds);
``withdrawing`` (a report is taken back). Of the site that was built: ``manifest`` (what every file
is known by) → ``verifying`` (a copy against it) and ``signing`` (who answers for it).
"""

from gongkai.permanence.comparing import Comparison, compare, completed
from gongkai.permanence.ledger import FILE, Entry, Event, Ledger, first_addresses, read_ledger

__all__ = [
    "FILE",
    "Comparison",
    "Entry",
    "Event",
    "Ledger",
    "compare",
    "completed",
    "first_addresses",
    "read_ledger",
]
