"""What follows from what: problems and measures, praise, targets and results."""
