"""The room's registers; importing this declares them, in the order they are listed."""

from lotrinh.relocation.registers import dossiers, facts, planning, support

__all__ = ["dossiers", "facts", "planning", "support"]
