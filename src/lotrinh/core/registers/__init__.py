"""The register kernel: one declaration gives list, form, import, export, bulk edit, map and API, through one writer.

Read `declaration` (what a register says), then `writer` (how rows are written), then `listing` and `views`.
The names below are what other rooms use; they are imported late, since models must exist before declarations.
"""

from importlib import import_module

_WHERE = {
    "Card": "declaration",
    "Deed": "declaration",
    "Due": "declaration",
    "May": "declaration",
    "Register": "declaration",
    "Section": "declaration",
    "all_registers": "declaration",
    "register": "declaration",
    "register_named": "declaration",
    "register_of": "declaration",
    "audit": "auditing",
    "delete": "writer",
    "write": "writer",
    "Changed": "errors",
    "Invalid": "errors",
    "Locked": "errors",
    "NotAllowed": "errors",
    "OutOfScope": "errors",
    "Problem": "errors",
    "Refused": "errors",
    "due_rows": "due",
    "search_everywhere": "listing",
}

__all__ = sorted(_WHERE)


def __getattr__(name: str):
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
