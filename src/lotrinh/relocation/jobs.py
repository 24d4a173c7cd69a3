"""The room's background work, where the worker looks for it."""

from lotrinh.relocation.scenarios.jobs import draw_front, solve_run

__all__ = ["draw_front", "solve_run"]
