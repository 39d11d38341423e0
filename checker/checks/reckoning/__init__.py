"""What printed figures stand for, and reckoning with them."""
