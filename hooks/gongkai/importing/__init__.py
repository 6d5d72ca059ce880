"""Old files become reports: plan, then write.

``sources`` (files) → ``text`` (bytes → blocks) → ``tidying`` (``furniture``, ``titles``,
``headings``) → ``guessing`` (``names``) → ``drafting`` (``markdown``, ``front_matter``) →
``planning`` (``additions``) → ``writing``. The one way in for the command: :func:`plan_import` and
:func:`write_plan`.
"""

from gongkai.importing.drafting import Draft
from gongkai.importing.planning import Plan, plan_import
from gongkai.importing.writing import write_plan

__all__ = ["Draft", "Plan", "plan_import", "write_plan"]
