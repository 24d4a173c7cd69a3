"""`python -m lotrinh.relocation.model`: the planner without the rest of the system."""

import sys

from .cli import relocate_command

if __name__ == "__main__":
    sys.exit(relocate_command(sys.argv[1:]))
