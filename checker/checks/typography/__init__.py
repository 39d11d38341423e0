"""Punctuation, width, brackets and blanks."""
