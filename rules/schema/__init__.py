"""JSON Schemas of what people write and what the tool prints: data."""
