"""Reads a file of any carrier (txt, md, docx, doc, html, pdf) into blocks. `carry` is the only door."""

from .opening import carry

__all__ = ["carry"]
