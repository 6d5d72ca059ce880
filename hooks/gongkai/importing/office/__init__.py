"""Files of Word before 2007, WPS, RTF and OpenDocument become blocks, by way of docx.

``ole`` tells them apart, ``soffice`` runs LibreOffice. ``reader`` runs it.
"""

from gongkai.importing.office.reader import MOST_AT_ONCE, convert_many, read_blocks, takes

__all__ = ["MOST_AT_ONCE", "convert_many", "read_blocks", "takes"]
