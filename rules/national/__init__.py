"""Packs of national rules: data."""
