"""One parent for the web server and the worker: a child that dies is started again, and all end together."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

LOOK_EVERY = 0.25
SETTLED_AFTER = 10.0
"""A child that lived so long had started well: its death counts as the first again."""
MOST_QUICK_DEATHS = 5
LONGEST_PAUSE = 15.0
PATIENCE = 15.0
"""Seconds a child gets to end by itself before it is killed."""


@dataclass
class Child:
    """One process that shall always run."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    quick_deaths: int = 0
    start_again_at: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, start_new_session=os.name == "posix")
        self.started_at = time.monotonic()

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def note_death(self) -> None:
        now = time.monotonic()
        self.quick_deaths = self.quick_deaths + 1 if now - self.started_at < SETTLED_AFTER else 1
        self.start_again_at = now + min(LONGEST_PAUSE, 0.5 * 2**self.quick_deaths)
        self.process = None


@dataclass
class Supervisor:
    children: list[Child]
    is_ready: Callable[[], bool]
    """Asked until it says yes; then `when_ready` is called once."""
    when_ready: Callable[[], None]
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> int:
        """Returns 0 when asked to end, 1 when a child could not be kept alive."""
        with self._signals():
            try:
                return self._watch()
            finally:
                self._end_all()

    def _watch(self) -> int:
        for child in self.children:
            child.start()
        waiting = True
        while not self.stop.wait(LOOK_EVERY):
            for child in self.children:
                if not self._keep_alive(child):
                    _say(f"{child.name} không chạy được ({MOST_QUICK_DEATHS} lần liền); xem lỗi ở trên.")
                    return 1
            if waiting and self.is_ready():
                waiting = False
                self.when_ready()
        return 0

    def _keep_alive(self, child: Child) -> bool:
        if child.died():
            code = child.process.returncode if child.process else "?"
            _kill_group(child.process)  # what it had started itself would go on answering beside its successor
            child.note_death()
            if child.quick_deaths >= MOST_QUICK_DEATHS:
                return False
            _say(f"{child.name} đã dừng đột ngột (mã {code}); khởi động lại.")
        if child.process is None and time.monotonic() >= child.start_again_at:
            child.start()
        return True

    def _end_all(self) -> None:
        alive = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in alive:
            process.terminate()
        limit = time.monotonic() + PATIENCE
        for process in alive:
            try:
                process.wait(max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                _kill_group(process)

    @contextlib.contextmanager
    def _signals(self):
        before = {n: signal.signal(n, lambda *_: self.stop.set()) for n in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _kill_group(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
