"""Packs of what holds in the whole country."""
