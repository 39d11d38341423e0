"""Arithmetic inside the prose: wholes and parts, rates, changes, magnitudes."""
