"""Dates, years, working days and cited documents."""
