"""The outline of a report: sections, headings, numbering, goals, attachments."""
