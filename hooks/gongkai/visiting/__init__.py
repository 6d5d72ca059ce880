"""Asking other sites whether the addresses that reports lead to still answer.

``fetching`` (one address) → ``rounds`` (all of them, politely) → ``memory`` (what is known from
earlier rounds). The one way in, for ``gongkai check --external``: :func:`visit`.
"""

from gongkai.visiting.rounds import Pace, visit

__all__ = ["Pace", "visit"]
