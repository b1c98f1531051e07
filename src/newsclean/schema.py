"""The JSON Schema of the record."""

from __future__ import annotations


def schema_text() -> str:
    """The schema (draft 2020-12) as text; `record.schema.json` in the package."""
    with open(__file__.replace("schema.py", "record.schema.json"), encoding="utf-8") as file:
        return file.read()
