"""What stands in a file of any usual kind: an attachment's bytes become a :class:`Document`.

The one way in for other rooms is :class:`Reader`, which reads each file in a second process, so
that a hostile one costs little time and memory and no build. What goes on in there is
``scan.read_document``, which raises nothing, whatever the bytes are; it is not imported here, for
the libraries that it needs are slow to load and most runs need none of them.
"""

from gongkai.reading.documents.document import Document, Passage
from gongkai.reading.documents.kinds import ENDINGS, NAMES
from gongkai.reading.documents.reader import Reader

__all__ = ["ENDINGS", "NAMES", "Document", "Passage", "Reader"]
