"""Gongkai (公开): from report files to a disclosure column.

The rooms of this package stand on floors; a room imports only from floors below it:

1. ``problems``, ``dates``, ``fields``, ``plain``, ``report``, ``units``, ``settings`` — what things
   *are*
2. ``reading``, ``archive`` — files become reports, reports become an archive
3. ``checks``, ``importing``, and ``remembering`` and ``column`` over them — rules over the archive;
   old files become reports; what came of the last run; the column as a whole
4. ``publishing`` — what the site shows; ``handing_over`` — what an archive gets
5. ``engine`` (the one module that imports MkDocs) and ``cli`` (the command)
"""

__version__ = "0.1.0"
