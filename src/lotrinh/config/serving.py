"""What `demo` and `serve` share: the port, the data folder held by one server at a time, the two processes."""

import contextlib
import errno
import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from lotrinh.config.supervisor import Child, Supervisor


def refuse_taken_port(host: str, port: int) -> None:
    """Ends the program with the cure when nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SystemExit(_port_problem(error, host, port)) from error


def _port_problem(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Cổng {port} đang có chương trình khác dùng. Hãy dừng nó, hoặc chọn cổng khác: --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"Không được phép dùng cổng {port} (dưới 1024 cần quyền quản trị máy). Hãy chọn: --port 8000"
    return f"Không mở được cổng {port} ở {host}: {error.strerror}."


@contextlib.contextmanager
def only_server_of(data: Path) -> Iterator[None]:
    """Hold the data folder; what is written from now on is its owner's alone to read.

    Ends the program when another server, or a restore, holds it.
    """
    os.umask(0o077)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(data / "running.lock", "w") as file:
        if os.name == "posix":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise SystemExit(
                    f"Lộ Trình đang chạy với dữ liệu trong {data}. "
                    "Hãy dừng nó trước, hoặc đặt LOTRINH_DATA sang thư mục khác."
                ) from None
        yield


def run_server(*, host: str, port: int, processes: int, when_ready: Callable[[], None]) -> int:
    """Web server and worker until Ctrl-C or SIGTERM; returns the exit code."""
    local = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    supervisor = Supervisor(
        children=[
            Child("Máy chủ trang", web_command(host, port, processes)),
            Child("Tiến trình việc nền", [sys.executable, "-m", "lotrinh", "worker", "--with-parent"]),
        ],
        is_ready=lambda: answers(f"http://{local}:{port}/suc-khoe/"),
        when_ready=when_ready,
    )
    return supervisor.run()


THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
"""Requests a web process works on at once; more wait their turn instead of fighting for the database."""


def web_command(host: str, port: int, processes: int) -> list[str]:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--workers": processes,
        "--blocking-threads": THREADS,
        "--backpressure": 4 * THREADS,
        "--log-level": "warning",
    }
    words = [str(word) for option in options.items() for word in option]
    # A process of the server that dies is replaced by the server itself; the whole server by the supervisor.
    switches = ["--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-m", "lotrinh.config.web", *words, *switches, "lotrinh.config.wsgi:application"]


def answers(address: str) -> bool:
    """Whether a server answers there at all: a health page that reports trouble is an answer too."""
    try:
        with urllib.request.urlopen(address, timeout=3):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
