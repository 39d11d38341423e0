"""Packs of Guangzhou, city and districts: data."""
