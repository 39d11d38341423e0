"""Packs of Hunan province: data."""
