import json

import pytest

from lotrinh.monitoring import coverage_command
from tests.plans.factories import AssignmentFactory, SentenceFactory, TaskFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    version = VersionFactory(programme__name="Kế hoạch phát triển nghề muối")
    order = SentenceFactory(version=version, text="Mở lớp nghề muối.", place="II.1")
    AssignmentFactory(task=TaskFactory(version=version, sentence=order, name="Mở lớp", registers=["co-so"]))
    SentenceFactory(version=version, text="Xây kho muối.", place="II.2")
    return version


@pytest.fixture
def asked(capsys):
    """What the command prints, and on the other channel says."""

    def ask(*arguments):
        code = coverage_command.main(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ask


def test_the_only_programme_needs_no_name(version, asked):
    code, out, _ = asked("--json")
    found = {line["text"]: line for line in json.loads(out)["sentences"]}["Mở lớp nghề muối."]
    assert code == 0
    assert (found["place"], found["registers"], found["tasks"]) == ("II.1", ["co-so"], ["Mở lớp"])


def test_every_sentence_has_the_promised_keys(version, asked):
    _, out, _ = asked("--json")
    for line in json.loads(out)["sentences"]:
        assert {"text", "place", "measures", "registers", "tasks", "report"} <= line.keys()


def test_what_nothing_serves_is_said(version, asked):
    _, out, _ = asked("--json")
    assert [line["text"] for line in json.loads(out)["unserved"]] == ["Xây kho muối."]
    _, out, _ = asked()
    assert "1 câu chưa có gì phục vụ" in out


@pytest.mark.parametrize("words", ["nghe muoi", "NGHỀ MUỐI"])
def test_a_programme_is_named_by_words_without_tone_marks(version, asked, words):
    VersionFactory(programme__name="Kế hoạch khác")
    code, out, _ = asked(words)
    assert code == 0 and "nghề muối" in out


def test_a_programme_is_named_by_its_number(version, asked):
    VersionFactory(programme__name="Kế hoạch khác")
    assert asked(str(version.programme_id))[0] == 0


@pytest.mark.parametrize("words", [[], ["kế hoạch"], ["không có"], ["99999999999999999999"]])
def test_an_unclear_name_is_answered_with_those_there_are(version, asked, words):
    VersionFactory(programme__name="Kế hoạch khác")
    code, out, err = asked(*words)
    assert code == 2 and out == ""
    assert "Kế hoạch phát triển nghề muối" in err and "Kế hoạch khác" in err


def test_where_nothing_is_published_the_demo_answers_from_a_database_of_its_own(asked, monkeypatch):
    moves = []

    class Demo:
        @staticmethod
        def build_demo():
            SentenceFactory(version=VersionFactory(programme__name="Kế hoạch minh hoạ"))

    monkeypatch.setattr(coverage_command, "_move_to", moves.append)
    monkeypatch.setattr(coverage_command, "call_command", lambda *_, **__: None)
    monkeypatch.setattr(coverage_command, "import_module", lambda name: Demo)
    monkeypatch.setattr(coverage_command.connections, "close_all", lambda: None)
    code, out, err = asked("--json")
    assert code == 0 and json.loads(out)["programme"] == "Kế hoạch minh hoạ"
    assert "dựng kế hoạch minh hoạ" in err
    assert len(moves) == 1 and not moves[0].exists()
