"""Findings of ``gongkai import`` and ``gongkai new``: what a person has to settle.

Their examples are told in words; the files themselves are made in the tests.
"""

from gongkai.importing.rules.facts import FACTS
from gongkai.importing.rules.files import FILES
from gongkai.importing.rules.texts import TEXTS

RULES = (*FILES, *FACTS, *TEXTS)

__all__ = ["FACTS", "FILES", "RULES", "TEXTS"]
