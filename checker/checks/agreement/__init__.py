"""One thing said twice: figures, names, plan and result."""
