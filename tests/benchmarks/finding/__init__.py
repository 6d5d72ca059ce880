"""The search of this project, of Material and of Pagefind, asked the same questions in Chromium.

questions → engines (how each is built and asked) → asking → results → bounds. ``index`` makes this
project's index alone, ``yardstick`` is what its time is compared with.
"""
