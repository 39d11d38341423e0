"""Stated counts against what is listed."""
