"""Packs of Foshan: data."""
