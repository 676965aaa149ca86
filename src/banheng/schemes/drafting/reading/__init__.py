"""Read a document into lines: one file a form, and what all forms share."""

from banheng.schemes.drafting.reading.html import text_of_html
from banheng.schemes.drafting.reading.opening import read_content, read_document, read_text
from banheng.schemes.drafting.reading.refusing import DocumentRefused

__all__ = ["DocumentRefused", "read_content", "read_document", "read_text", "text_of_html"]
