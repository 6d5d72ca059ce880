"""Old files become reports, one after the other.

``sources`` (files) → ``text`` and the other readers (bytes → ``blocks``, in ``workers``) →
``tidying`` (``furniture``, ``titles``, ``headings``) → ``guessing`` (``names``; ``knowledge`` from
a ``manifest``) → ``drafting`` (``markdown``, ``front_matter``) → ``writing``. ``planning`` runs it,
``recording`` keeps the list of what was done. The one way in for the command: :func:`plan_import`.
"""

from gongkai.importing.drafting import Draft
from gongkai.importing.planning import Import, Outcome, plan_import

__all__ = ["Draft", "Import", "Outcome", "plan_import"]
