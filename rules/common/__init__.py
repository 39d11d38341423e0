"""Packs for every report: data."""
