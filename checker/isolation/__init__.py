"""A function given its tasks in processes that are held to limits; nothing here knows of reports."""

from checker.isolation.bounds import Bounds, Ended
from checker.isolation.pool import run
from checker.isolation.tree import sees_memory

__all__ = ["Bounds", "Ended", "run", "sees_memory"]
