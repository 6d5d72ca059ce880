"""Hugo with Pagefind: what else a site of many reports may be built with, on the same reports.

``project`` is a whole project but for its content, which ``content`` writes from an archive;
``builder`` builds and indexes it. Both programs come from PyPI, as binaries.
"""
