"""Scores, their maxima, the place's card, grades and points that were lost."""
