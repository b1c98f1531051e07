"""Readers: bytes in, documents out."""
