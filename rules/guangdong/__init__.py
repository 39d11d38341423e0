"""Packs of Guangdong province: data."""
