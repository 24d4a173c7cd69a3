import io
import zipfile

import pytest
from django.urls import reverse

from lotrinh.documents import access
from lotrinh.documents.actions import FileRefused, clean_name, store_file
from lotrinh.documents.choices import FileKind
from lotrinh.documents.models import StoredFile
from lotrinh.documents.sniffing import sniff
from tests.core.factories import UserFactory

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture(autouse=True)
def files_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(by, data=PDF, name="Báo cáo.pdf", **changes):
    return store_file(**{"file": io.BytesIO(data), "name": name, "register": "thu", "key": 1, "by": by} | changes)


def zipped(*names):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(PDF, FileKind.PDF, id="pdf"),
        pytest.param(zipped("word/document.xml"), FileKind.DOCX, id="docx"),
        pytest.param(zipped("word/document.xml", "word/vbaProject.bin"), None, id="docx-with-macros"),
        pytest.param(zipped("a.txt"), None, id="some-zip"),
        pytest.param(b"PK\x03\x04broken", None, id="broken-zip"),
        pytest.param("Ghi chú\n".encode() * 900, FileKind.TEXT, id="long-text"),
        pytest.param(b"<html><script>", None, id="page"),
        pytest.param(b"MZ\x90\x00", None, id="program"),
    ],
)
def test_a_file_is_what_its_bytes_say(data, kind):
    assert sniff(io.BytesIO(data)) == kind


@pytest.mark.django_db
def test_a_file_is_kept_with_name_size_and_digest():
    kept = stored(UserFactory())
    assert (kept.name, kept.kind, kept.size, len(kept.sha256)) == ("Báo cáo.pdf", FileKind.PDF, len(PDF), 64)
    assert "Báo" not in kept.file.name


@pytest.mark.django_db
def test_the_same_file_twice_is_kept_once():
    by = UserFactory()
    assert stored(by) == stored(by)
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"data": b""}, "trống", id="empty"),
        pytest.param({"data": b"MZ\x00"}, "không đúng loại", id="program-named-pdf"),
        pytest.param({"data": PDF + b"x" * (1 << 20), "largest_mib": 1}, "chỉ nhận tới 1 MB", id="too-large"),
        pytest.param({"kinds": frozenset({FileKind.PNG})}, "ảnh PNG", id="not-the-kind-asked-for"),
    ],
)
def test_what_is_not_taken_is_told_and_nothing_kept(changes, told):
    with pytest.raises(FileRefused, match=told):
        stored(UserFactory(), **changes)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x\\passwd", "pass\u202ewd\x00"])
def test_a_name_loses_its_folders_and_control_characters(name):
    assert clean_name(name) == "passwd"


@pytest.mark.django_db
def test_it_is_served_as_an_attachment_to_its_uploader_only(client):
    by = UserFactory()
    address = reverse("documents:file", args=[stored(by, name="x.html").pk])
    client.force_login(by)
    response = client.get(address)
    assert response["Content-Disposition"] == 'attachment; filename="x.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_room_of_the_row_decides_who_reads(client, monkeypatch):
    monkeypatch.setitem(access._answers, "thu", lambda who, key: key == "1" and who.username == "ban")
    by, friend = UserFactory(), UserFactory(username="ban")
    kept = stored(by)
    assert access.may_read(friend, kept)
    assert not access.may_read(by, kept)
