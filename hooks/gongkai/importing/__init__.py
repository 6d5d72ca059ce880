"""Old files become reports, one after the other.

``finding`` (``folders``, ``packages``; each file one of ``sources``) → ``preparing``, in
``workers``: ``word``, ``pdf``, ``web``, ``office`` or ``text`` (bytes → ``blocks``), ``tidying``
(``furniture``, ``titles``, ``headings``) → ``guessing`` (``names``; ``knowledge`` from a
``manifest``) → ``drafting`` (``markdown``) → ``writing``. ``planning`` runs it,
knows what is there ``already``, ``recording`` keeps the list of what was done, and ``reviewing``
goes through what is left to a person. The one way in for the command: :func:`plan_import`.
"""

from gongkai.importing.drafting import Draft
from gongkai.importing.planning import Import, Outcome, plan_import

__all__ = ["Draft", "Import", "Outcome", "plan_import"]
