"""The parent keeps its children alive, gives up on those that cannot live, and leaves nobody behind."""

import os
import subprocess
import sys
import threading
import time

import pytest

from lotrinh.config import supervisor
from lotrinh.config.supervisor import Child, Supervisor

pytestmark = pytest.mark.skipif(os.name != "posix", reason="process groups")
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def ends_when(condition, *children, ready=lambda: True):
    """Run a supervisor of `children` until `condition()` holds; returns its exit code."""
    parent = Supervisor(children=list(children), is_ready=ready, when_ready=lambda: None)

    def watch():
        limit = time.monotonic() + 20
        while time.monotonic() < limit and not condition():
            time.sleep(0.05)
        parent.stop.set()

    threading.Thread(target=watch, daemon=True).start()
    return parent.run()


def is_alive(pid):
    """Whether it still runs; one that died but that nobody has asked about yet does not."""
    asked = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return asked.stdout.strip()[:1] not in ("", "Z")


def test_a_child_that_is_killed_is_started_again():
    child, seen = Child("thử", SLEEP), []

    def started_twice():
        if child.process and child.process.pid not in seen:
            seen.append(child.process.pid)
            if len(seen) == 1:
                child.process.kill()
        return len(seen) == 2

    assert ends_when(started_twice, child) == 0
    assert not any(map(is_alive, seen))


def test_what_a_killed_child_had_started_dies_with_it(tmp_path):
    note = tmp_path / "pid"
    start = f"p = subprocess.Popen({SLEEP!r}); open({str(note)!r}, 'w').write(str(p.pid))"
    script = f"import subprocess, time; {start}; time.sleep(60)"
    child, grandchildren = Child("thử", [sys.executable, "-c", script]), []

    def killed_once():
        if not grandchildren and note.exists() and note.read_text():
            grandchildren.append(int(note.read_text()))
            child.process.kill()
        return bool(grandchildren) and child.quick_deaths == 1 and child.process is not None

    assert ends_when(killed_once, child) == 0
    assert not is_alive(grandchildren[0])


def test_a_child_that_cannot_live_ends_everything(monkeypatch):
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.0)
    other = Child("khoẻ", SLEEP)
    code = ends_when(lambda: False, Child("hỏng", [sys.executable, "-c", "raise SystemExit(3)"]), other)
    assert code == 1 and other.process.poll() is not None


def test_readiness_is_told_once():
    told = []
    parent = Supervisor([Child("thử", SLEEP)], is_ready=lambda: True, when_ready=lambda: told.append(1))
    threading.Timer(1.2, parent.stop.set).start()
    assert parent.run() == 0 and told == [1]
