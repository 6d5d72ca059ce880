"""For every test: random examples are the same in each run, unless asked to explore.

``HYPOTHESIS_PROFILE=explore make test`` looks for new ones.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
