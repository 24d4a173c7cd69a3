import pytest

from lotrinh.config import cli


def test_every_word_is_in_the_usage_with_what_it_is_for(capsys):
    assert cli.main(["--help"]) == 0
    usage = capsys.readouterr().out
    assert all(word in usage for word in ("demo", "serve", "backup", "restore", "compile", "worker", "test"))


def test_an_unknown_word_answers_on_stderr(capsys):
    assert cli.main(["bay"]) == 2
    said = capsys.readouterr()
    assert "bay" in said.err and said.out == ""


def test_ctrl_c_ends_quietly(monkeypatch, capsys):
    def interrupted(word, arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "answer", interrupted)
    assert cli.main(["test"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("word", cli.WORDS)
def test_every_word_has_a_module(word):
    assert cli._exists(cli.WORDS[word][0].partition(":")[0]), word
