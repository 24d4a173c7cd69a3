import os
import socket

import pytest

from lotrinh.config.serving import only_server_of, refuse_taken_port, web_command


@pytest.fixture(autouse=True)
def umask_of_before():
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_taken_port_is_refused_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"--port {port + 1}"):
            refuse_taken_port("127.0.0.1", port)


def test_a_free_port_is_accepted():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert refuse_taken_port("127.0.0.1", port) is None


def test_a_second_server_of_one_data_folder_is_refused(tmp_path):
    with only_server_of(tmp_path), pytest.raises(SystemExit, match="đang chạy"), only_server_of(tmp_path):
        pass
    with only_server_of(tmp_path):
        pass  # free again


def test_the_web_server_restarts_its_own_dead_processes():
    assert "--respawn-failed-workers" in web_command("127.0.0.1", 8000, 2)


def test_what_a_server_writes_only_its_owner_reads(tmp_path):
    with only_server_of(tmp_path / "moi"):
        (tmp_path / "moi" / "lotrinh.sqlite3").write_text("dữ liệu cá nhân")
    assert (tmp_path / "moi").stat().st_mode & 0o077 == 0
    assert (tmp_path / "moi" / "lotrinh.sqlite3").stat().st_mode & 0o077 == 0
