"""`lotrinh worker`: the process that does background jobs, until it is asked to end."""

import os
import signal
import threading

from lotrinh.config.commands.manage import set_up

LOOK_AT_PARENT_EVERY = 2.0


def main(argv: list[str]) -> int:
    set_up()
    from lotrinh.core.worker import run_worker

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if "--with-parent" in argv:
        threading.Thread(target=_end_with_parent, args=(os.getppid(), stop), daemon=True).start()
    run_worker(stop, once="--once" in argv)
    return 0


def _end_with_parent(parent: int, stop: threading.Event) -> None:
    """A supervisor that was killed cannot tell its children to end: they notice that they were adopted."""
    while not stop.wait(LOOK_AT_PARENT_EVERY):
        if os.getppid() != parent:
            stop.set()
