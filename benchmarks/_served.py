"""The product's own server with one page more: a bare hello, to measure pages against."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

HELLO = "/chao/"


@contextmanager
def server():
    """Granian with one process on a free port; yields the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "_served_settings", "PYTHONPATH": str(Path(__file__).parent)}
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws"]
    command = [sys.executable, "-m", "lotrinh.config.web", *options, "--log-level", "error"]
    process = subprocess.Popen([*command, "lotrinh.config.wsgi:application"], env=environ)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(120):
        try:
            ask(port, HELLO, "")
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit("Máy chủ để đo không trả lời.")


def cookie_of(user) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


def ask(port: int, path: str, cookie: str) -> bytes:
    """The body of a page, over a connection of its own. Raises OSError and ValueError (not 200)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != 200:
        raise ValueError(f"{path}: {response.status}")
    return body


def seconds_of(port: int, path: str, cookie: str, times: int = 15) -> float:
    """The median of `times` answers after two that warm up."""
    spent = []
    for _ in range(times + 2):
        began = time.perf_counter()
        ask(port, path, cookie)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent[2:])
