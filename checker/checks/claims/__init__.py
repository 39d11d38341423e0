"""Assertions of rules: their terms bound to figures, compared and doubted."""
