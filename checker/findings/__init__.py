"""Verdicts → Findings: messages filled in, places counted out, one fault one finding."""
