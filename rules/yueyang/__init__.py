"""Packs of Yueyang: data."""
