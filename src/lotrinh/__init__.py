"""Lộ Trình: runs a government plan from the document to the result."""

__version__ = "0.1.0"
