"""What machines get: every file that needs the archive alone and is no page.

``catalogue`` (JSON and CSV), ``dcat`` (open data about the catalogue), ``feeds`` → ``atom`` and
``json_feed``, ``downloads`` (each report as text and Markdown) → ``files`` (all, by name);
``attached`` (attachments as data) is what the first two ask.
"""
