"""Source (and Vocabulary) → Report: lines, tables, paragraphs, outline, values, statements, identity."""
