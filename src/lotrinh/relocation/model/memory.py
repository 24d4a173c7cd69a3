"""The run's memory, watched from beside it. Vietnamese: giới hạn bộ nhớ."""

import contextlib
import os
import resource
import sys
import threading
from collections.abc import Iterator

from .budget import Budget

EVERY = 0.05  # seconds between two looks
MIB = 1024 * 1024


def held() -> int:
    """Bytes of memory the process holds now (its most so far where the system does not say)."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return most_held()


def most_held() -> int:
    """Bytes of memory the process held at its most."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


@contextlib.contextmanager
def watched(budget: Budget, limit_mib: int | None, kept_free: int) -> Iterator[None]:
    """Stop the run, as Ctrl-C would, when no more than `kept_free` bytes are left of the limit.

    What is kept free is for checking the plan, which reads the file anew.
    """
    if limit_mib is None:
        yield
        return
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(EVERY):
            if held() > limit_mib * MIB - kept_free:
                budget.out_of_memory = True
                budget.stop()
                return

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
