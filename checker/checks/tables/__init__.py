"""Tables: totals, columns that follow from others, and the text beside them."""
