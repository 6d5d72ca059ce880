"""Asking other sites: whether links to them still answer, and whether a site is as it was built.

``fetching`` (one address) → ``rounds`` (all of them, politely) → ``memory`` (what is known from
earlier rounds). The one way in, for ``gongkai check --external``: :func:`visit`. ``live`` is for
``gongkai verify --url``.
"""

from gongkai.visiting.rounds import Pace, visit

__all__ = ["Pace", "visit"]
