"""Run in the second process: answers with the whole document."""

from gongkai.reading.documents.document import Document
from gongkai.reading.documents.worker import serve

if __name__ == "__main__":
    serve(Document.as_json)
