"""From a file of format `lotrinh-relocation/1` to a Problem, refusing all the format refuses."""

from .whole import FORMAT, parse_problem, read_problem

__all__ = ["FORMAT", "parse_problem", "read_problem"]
