"""Third-party packages speak Vietnamese."""

import gettext
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext, override

FOLDER = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES"


def test_the_compiled_catalogue_is_that_of_the_source(tmp_path):
    if shutil.which("msgfmt") is None:
        pytest.skip("KHÔNG kiểm thử được: máy này không có msgfmt (gettext)")
    subprocess.run(["msgfmt", "-c", "-o", tmp_path / "new.mo", FOLDER / "django.po"], check=True)
    new, kept = (
        gettext.GNUTranslations(path.open("rb"))._catalog for path in (tmp_path / "new.mo", FOLDER / "django.mo")
    )
    assert new == kept


def test_every_message_keeps_its_placeholders():
    text = (FOLDER / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid (".*")(?:\nmsgid_plural ".*")?\nmsgstr(?:\[0\])? (".*")$', text, re.M)
    assert len(pairs) > 100
    for source, words in pairs[1:]:
        marks = [sorted(re.findall(r"%\(\w+\)[sdr]|%[sd]", part)) for part in (source, words)]
        assert marks[0] == marks[1], source


def test_signing_in_and_passwords_are_worded_in_vietnamese():
    with override("vi"):
        assert translated("Remember Me").startswith("Giữ đăng nhập")
        words = "This password is too short. It must contain at least %d character."
        assert "10 ký tự" in ngettext(words, words.replace("character.", "characters."), 10) % 10
