"""`lotrinh coverage [PROGRAMME] [--json]`: what serves each sentence of a plan that promises or orders."""

import argparse
import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connections
from django.utils.timezone import localdate

from lotrinh.core import vietnamese
from lotrinh.core.models import User
from lotrinh.monitoring import coverage
from lotrinh.monitoring.states import sentence_states
from lotrinh.plans.models import PlanVersion, Programme

DEMO = "lotrinh.demo.build"
"""Asked for by name: the demo's room lies above this one and is only entered when nothing is kept yet."""
DEMO_DATA, DEMO_BUILT = settings.DATA / "demo", "demo-built"
"""Where `lotrinh demo` keeps what it built."""


def main(argv: list[str]) -> int:
    args = _arguments(argv)
    try:
        with _something_to_cover():
            programme = _asked_for(args.programme)
            lines = coverage.served(sentence_states(_text_of(programme), _everybody(), localdate()))
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps({"programme": programme.name, **coverage.as_json(lines)}, ensure_ascii=False, indent=1))
    else:
        print(coverage.as_text(programme.name, lines))
    return 0


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lotrinh coverage", description="Mỗi câu của kế hoạch được phục vụ bằng gì.")
    parser.add_argument("programme", nargs="?", default="", help="số hoặc một phần tên của kế hoạch (không cần dấu)")
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    return parser.parse_args(argv)


class _something_to_cover:
    """What is kept here; where nothing is, the demo's programme, in a database of its own: no office gets samples."""

    def __enter__(self):
        self.folder = None
        if _is_anything_published():
            return
        if (DEMO_DATA / DEMO_BUILT).exists():
            _move_to(DEMO_DATA)
            return
        self.folder = tempfile.TemporaryDirectory(prefix="lotrinh-coverage-")
        _move_to(Path(self.folder.name))
        _say("Chưa có kế hoạch nào; dựng kế hoạch minh hoạ để trả lời…")
        call_command("migrate", interactive=False, verbosity=0)
        import_module(DEMO).build_demo()

    def __exit__(self, *_):
        if self.folder:
            connections.close_all()
            self.folder.cleanup()


def _is_anything_published() -> bool:
    try:
        return Programme.objects.published().exists()
    except (OperationalError, ProgrammingError):  # no tables yet, or no folder for them
        return False


def _move_to(folder: Path) -> None:
    """Work on the database and the files in `folder` from now on."""
    connections.close_all()
    settings.MEDIA_ROOT = folder / "files"
    file = {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "lotrinh.sqlite3"}
    connections.settings = connections.configure_settings({"default": file})
    del connections["default"]


def _asked_for(words: str) -> Programme:
    """By its number, or by words of its name; without words the only one. Raises LookupError saying which there are."""
    published = Programme.objects.published()
    found = published.filter(pk=int(words)) if words.isdecimal() and len(words) < 18 else published
    if not words.isdecimal():
        for word in vietnamese.fold(words).split():
            found = found.filter(fold__contains=word)
    found = list(found)
    if len(found) == 1:
        return found[0]
    names = "\n".join(f"  {one.pk}: {one.name}" for one in found or published)
    wrong = "Nhiều kế hoạch cùng khớp" if found else f"Không có kế hoạch nào là “{words}”"
    raise LookupError(f"{wrong}; hãy ghi số của một kế hoạch:\n{names}")


def _text_of(programme: Programme) -> PlanVersion:
    return programme.versions.published().get()


def _everybody() -> User:
    """Whoever stands at the command line has the whole database before them."""
    return User(username="lotrinh", is_superuser=True)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
