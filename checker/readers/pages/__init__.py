"""Characters and drawn lines of pages → paragraphs and tables, whatever format they came from."""

from checker.readers.pages.layout import parts
from checker.readers.pages.page import Char, Page, Rule

__all__ = ["Char", "Page", "Rule", "parts"]
