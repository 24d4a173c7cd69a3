"""A backup holds everything and is read back; a restore changes all or nothing."""

import json
import sqlite3
import zipfile

import pytest

from lotrinh.config.archives import BadArchive, back_up, read_back, restore
from lotrinh.config.database_copies import CopyFailed, SqliteCopier

KNOWN = {"core.0001_initial"}


@pytest.fixture
def office(tmp_path):
    """A database with one table, an upload, and the copier that knows them."""
    uploads = tmp_path / "files"
    (uploads / "nhap").mkdir(parents=True)
    (uploads / "nhap" / "a").write_bytes(b"bang tinh")
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        database.execute("CREATE TABLE django_migrations (app, name)")
        database.execute("INSERT INTO django_migrations VALUES ('core', '0001_initial')")
        database.execute("CREATE TABLE so (ten)")
        database.execute("INSERT INTO so VALUES ('Cụm Quảng Khánh')")
    return SqliteCopier(tmp_path / "db.sqlite3"), uploads, tmp_path / "sao-luu.zip"


def names(copier):
    with sqlite3.connect(copier.path) as database:
        return [name for (name,) in database.execute("SELECT ten FROM so")]


def change(copier, uploads):
    with sqlite3.connect(copier.path) as database:
        database.execute("UPDATE so SET ten = 'đã đổi'")
    (uploads / "nhap" / "a").write_bytes(b"da doi")


def test_what_was_backed_up_comes_back(office):
    copier, uploads, archive = office
    back_up(archive, copier=copier, uploads=uploads, version="1")
    change(copier, uploads)
    kept = restore(archive, copier=copier, uploads=uploads, known_migrations=KNOWN)
    assert names(copier) == ["Cụm Quảng Khánh"] and (uploads / "nhap" / "a").read_bytes() == b"bang tinh"
    assert (kept / "files" / "nhap" / "a").read_bytes() == b"da doi"
    assert names(SqliteCopier(kept / "db.sqlite3")) == ["đã đổi"]


def test_a_backup_is_taken_while_somebody_writes(office):
    copier, uploads, archive = office
    with sqlite3.connect(copier.path) as writing:
        writing.execute("PRAGMA journal_mode=WAL")
        writing.execute("INSERT INTO so VALUES ('chưa ghi xong')")
        assert back_up(archive, copier=copier, uploads=uploads, version="1").counts["so"] == 1


def test_a_backup_is_compressed_and_only_its_owner_reads_it(office):
    copier, uploads, archive = office
    (uploads / "dai").write_bytes(b"a" * 500_000)
    back_up(archive, copier=copier, uploads=uploads, version="1")
    assert archive.stat().st_size < 100_000 and archive.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("spoil", ["truncated", "changed", "missing", "foreign", "newer"])
def test_a_spoilt_archive_changes_nothing(office, spoil):
    copier, uploads, archive = office
    back_up(archive, copier=copier, uploads=uploads, version="1")
    known = KNOWN if spoil != "newer" else set()
    if spoil in ("changed", "foreign"):
        rewrite(archive, spoil)
    elif spoil == "truncated":
        archive.write_bytes(archive.read_bytes()[:400])
    elif spoil == "missing":
        archive.unlink()
    change(copier, uploads)
    with pytest.raises((BadArchive, CopyFailed)):
        restore(archive, copier=copier, uploads=uploads, known_migrations=known)
    assert names(copier) == ["đã đổi"] and (uploads / "nhap" / "a").read_bytes() == b"da doi"


def rewrite(archive, spoil):
    """The same archive with one upload changed, or made by another engine."""
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    if spoil == "changed":
        members["files/nhap/a"] = b"khac"
    else:
        manifest = json.loads(members["manifest.json"]) | {"engine": "postgresql"}
        members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)


def test_an_archive_cannot_write_outside_its_place(office, tmp_path):
    copier, uploads, archive = office
    back_up(archive, copier=copier, uploads=uploads, version="1")
    with zipfile.ZipFile(archive) as old:
        manifest = json.loads(old.read("manifest.json"))
        members = {name: old.read(name) for name in old.namelist()}
    manifest["sha256"]["files/../../xau"] = manifest["sha256"]["files/nhap/a"]
    members |= {"files/../../xau": members["files/nhap/a"], "manifest.json": json.dumps(manifest).encode()}
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    with pytest.raises(BadArchive, match="tên không hợp lệ"):
        restore(archive, copier=copier, uploads=uploads, known_migrations=KNOWN)
    assert not (tmp_path / "xau").exists() and not (tmp_path.parent / "xau").exists()


def test_a_restore_that_fails_last_puts_the_old_files_back(office, monkeypatch):
    copier, uploads, archive = office
    back_up(archive, copier=copier, uploads=uploads, version="1")
    change(copier, uploads)

    def fail(*args, **kwargs):
        raise CopyFailed("đĩa đầy")

    monkeypatch.setattr(copier, "put_in_place", fail)
    with pytest.raises(CopyFailed):
        restore(archive, copier=copier, uploads=uploads, known_migrations=KNOWN)
    assert (uploads / "nhap" / "a").read_bytes() == b"da doi" and names(copier) == ["đã đổi"]


def test_an_archive_reads_back_as_it_was_written(office):
    copier, uploads, archive = office
    assert back_up(archive, copier=copier, uploads=uploads, version="1") == read_back(archive)
