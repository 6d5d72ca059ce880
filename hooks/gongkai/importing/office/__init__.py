"""Files of Word before 2007, WPS, RTF and OpenDocument become blocks, by way of docx.

``ole`` tells them apart, ``soffice`` runs LibreOffice. ``reader`` runs it.
"""

from gongkai.importing.office.reader import convert_many, read_blocks, takes

__all__ = ["convert_many", "read_blocks", "takes"]
