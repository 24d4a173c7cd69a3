"""Backup archives: one zip with a manifest, the database as its own tool copies it, and the uploaded files.

Nothing here needs a running system, and a running one need not stop for a backup. What goes into an archive is read
back and compared before the archive gets its name; what comes out of one is compared before it takes anything's place.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from lotrinh.config.database_copies import CopyFailed, DatabaseCopier

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"
CHUNK = 1024 * 1024


class BadArchive(Exception):
    """The archive cannot be used; the message says why, in Vietnamese."""


@dataclass(frozen=True)
class Manifest:
    """What an archive claims to hold; every claim is checked."""

    format: int
    version: str
    made_at: str
    engine: str
    migrations: list[str]
    """app.name of each migration applied."""
    counts: dict[str, int]
    """Rows per table, where the copy can be opened and counted."""
    sha256: dict[str, str]
    """Of every other member of the archive."""

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        try:
            manifest = cls(**json.loads(text))
        except (ValueError, TypeError) as error:
            raise BadArchive("Bảng kê trong tệp sao lưu không đọc được.") from error
        if manifest.format != FORMAT:
            raise BadArchive(f"Tệp sao lưu có dạng {manifest.format}; phiên bản này chỉ đọc dạng {FORMAT}.")
        return manifest


def back_up(target: Path, *, copier: DatabaseCopier, uploads: Path, version: str) -> Manifest:
    """Write an archive of database and uploads to `target`, which appears only once it has been read back.

    The database is copied first: a file is stored before the row that names it, so every row's file is there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sao-luu-", dir=target.parent) as folder:
        copy, draft = Path(folder) / DATABASE, Path(folder) / "archive.zip"
        copier.copy_to(copy)
        digests: dict[str, str] = {}
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
            digests[DATABASE] = _put(archive, DATABASE, copy)
            for path in sorted(uploads.rglob("*")) if uploads.is_dir() else []:
                if path.is_file():
                    name = f"{FILES}/{path.relative_to(uploads).as_posix()}"
                    digests[name] = _put(archive, name, path)
            manifest = Manifest(
                format=FORMAT,
                version=version,
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                engine=copier.engine,
                migrations=copier.migrations(copy),
                counts=copier.counts(copy),
                sha256=digests,
            )
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        read_back(draft)
        draft.chmod(0o600)  # it holds personal data
        _make_durable(draft)
        os.replace(draft, target)
    return manifest


def read_back(path: Path) -> Manifest:
    """The manifest of an archive whose every member has the digest it claims. Raises BadArchive."""
    with _opened(path) as (archive, manifest):
        for name, digest in manifest.sha256.items():
            with archive.open(name) as member:
                if hashlib.file_digest(member, "sha256").hexdigest() != digest:
                    raise BadArchive(f"Tệp sao lưu đã hỏng: “{name}” không đúng mã SHA-256.")
    return manifest


def restore(path: Path, *, copier: DatabaseCopier, uploads: Path, known_migrations: set[str]) -> Path:
    """Put the archive in the place of what is there; returns the folder that keeps what was there.

    Everything is unpacked and checked beside the old data first; if a later step fails the old data is put back.
    """
    with tempfile.TemporaryDirectory(prefix=".khoi-phuc-", dir=uploads.parent) as folder:
        new = Path(folder)
        manifest = _unpack(path, new)
        if manifest.engine != copier.engine:
            raise BadArchive(
                f"Tệp sao lưu là của {manifest.engine}, còn hệ thống đang dùng {copier.engine}. "
                "Hãy đặt DATABASE_URL đúng loại rồi khôi phục."
            )
        if newer := sorted(set(manifest.migrations) - known_migrations):
            raise BadArchive(
                f"Tệp sao lưu do phiên bản mới hơn ({manifest.version}) tạo ra: có {newer[0]}. "
                "Hãy nâng cấp Lộ Trình trước."
            )
        copier.check(new / DATABASE, manifest.counts)
        kept = uploads.parent / f"truoc-khoi-phuc-{datetime.now():%Y%m%d-%H%M%S}"
        kept.mkdir()
        (new / FILES).mkdir(exist_ok=True)
        _swap(new, copier=copier, uploads=uploads, kept=kept)
    return kept


def _swap(new: Path, *, copier: DatabaseCopier, uploads: Path, kept: Path) -> None:
    if uploads.is_dir():
        os.rename(uploads, kept / FILES)
    try:
        os.rename(new / FILES, uploads)
        copier.put_in_place(new / DATABASE, keep_old_in=kept)
    except BaseException:
        shutil.rmtree(uploads, ignore_errors=True)
        if (kept / FILES).is_dir():
            os.rename(kept / FILES, uploads)
        raise


def _unpack(path: Path, folder: Path) -> Manifest:
    """Only members the manifest names, only to places inside `folder`, each with its digest compared."""
    with _opened(path) as (archive, manifest):
        for name, digest in manifest.sha256.items():
            target = folder / _safe(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as member, open(target, "wb") as file:
                if _copy(member, file) != digest:
                    raise BadArchive(f"Tệp sao lưu đã hỏng: “{name}” không đúng mã SHA-256.")
            target.chmod(0o640)
    return manifest


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or path.parts[:1] not in [(DATABASE,), (FILES,)]:
        raise BadArchive(f"Tệp sao lưu chứa tên không hợp lệ: “{name}”.")
    return path


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = Manifest.read(archive.read(MANIFEST))
            if set(archive.namelist()) != {MANIFEST, *manifest.sha256}:
                raise BadArchive("Tệp sao lưu thiếu hoặc thừa tệp so với bảng kê.")
            yield archive, manifest
    except FileNotFoundError as error:
        raise BadArchive(f"Không có tệp {path}.") from error
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise BadArchive(f"{path} không phải tệp sao lưu của Lộ Trình, hoặc đã hỏng.") from error


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    info = zipfile.ZipInfo.from_file(path, name)
    info.compress_type = zipfile.ZIP_DEFLATED  # an entry made by hand does not inherit the archive's
    with open(path, "rb") as file, archive.open(info, "w", force_zip64=True) as member:
        return _copy(file, member)


def _copy(source, target) -> str:
    """Copy in chunks; returns the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _make_durable(path: Path) -> None:
    with open(path, "rb") as file:
        os.fsync(file.fileno())


__all__ = ["BadArchive", "CopyFailed", "Manifest", "back_up", "read_back", "restore"]
