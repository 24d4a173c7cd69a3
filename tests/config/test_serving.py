import socket

import pytest

from lotrinh.config.serving import only_server_of, refuse_taken_port, web_command


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
