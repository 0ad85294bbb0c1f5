"""Mounted folders: whose they are, what they lie on, what is in them. Only where the engine shares this machine."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil

from tui.engine.compose.model import Mount
from tui.engine.compose.preflight.context import Context, Data, data_folders
from tui.engine.protocol import Check

FOREIGN = frozenset({"9p", "drvfs", "ntfs", "ntfs3", "fuseblk", "cifs", "smb3", "vfat", "exfat", "nfs", "nfs4"})
"""File systems without what a database needs of owners, modes or locks."""
LAUNCHED = Path(".launchdeck") / "launched"
SCRIPTS = (".sh", ".bash", ".template", ".entrypoint")

_MAJOR = re.compile(r"(?:postgres|postgresql|pgvector|timescaledb)[^:]*:(?:[a-z-]*pg)?(\d+)")


def file_systems(context: Context) -> Iterator[Check]:
    """Databases do not live on shares and foreign file systems."""
    if not context.is_here:
        return
    for data in data_folders(context.model):
        kind = _file_system(Path(data.source))
        if kind in FOREIGN:
            status = "fail" if data.is_postgres else "warn"
            yield Check(
                "LD-FILESYSTEM",
                status,
                f"{data.source} ({data.service.name}) lies on {kind}, which cannot keep a database whole",
                "Move it to a local Linux file system, or use a named volume",
            )


def _file_system(path: Path) -> str:
    """The type of the file system of a path, from the longest mount point that holds it."""
    resolved = str(path.resolve())
    best = ("", "")
    for part in psutil.disk_partitions(all=True):
        point = part.mountpoint.rstrip("/")
        if (resolved == point or resolved.startswith(f"{point}/")) and len(point) >= len(best[0]):
            best = (point, part.fstype)
    return best[1]


def owners(context: Context) -> Iterator[Check]:
    """A service that runs as a fixed user can write to its folders."""
    if not context.is_here:
        return
    for data in data_folders(context.model):
        uid = data.service.user.partition(":")[0]
        try:
            status = Path(data.source).stat()
        except OSError:
            continue
        if not uid.isdigit() or int(uid) in {0, status.st_uid} or status.st_mode & 0o002:
            continue
        if status.st_mode & 0o020 and data.service.user.partition(":")[2] == str(status.st_gid):
            continue
        yield Check(
            "LD-OWNER",
            "fail",
            f"{data.source} belongs to uid {status.st_uid}, {data.service.name} runs as uid {uid}",
            f"sudo chown -R {uid} {data.source}",
        )


def postgres_versions(context: Context) -> Iterator[Check]:
    """The data was written by the major version of the image."""
    for data in data_folders(context.model):
        version, image = _data_version(data), _MAJOR.search(data.service.image)
        if not version or image is None:
            continue
        if version != image[1]:
            yield Check(
                "LD-PG-VERSION",
                "fail",
                f"{data.source} was written by PostgreSQL {version}, {data.service.name} is {data.service.image}",
                f"Use an image of PostgreSQL {version}, or dump with it and restore into the new one",
            )
        else:
            yield Check("LD-PG-VERSION", "ok", f"{data.source} and {data.service.image} are PostgreSQL {version}")


def _data_version(data: Data) -> str:
    """PG_VERSION of a data folder or of the folder PGDATA in it; empty when there is none."""
    inner = data.service.environment.get("PGDATA", "").removeprefix(data.mount.target).strip("/")
    for folder in (Path(data.source) / inner, Path(data.source)):
        try:
            return (folder / "PG_VERSION").read_text().strip()
        except OSError:
            continue
    return ""


def remember_launch(workspace: Path) -> None:
    """Note that this workspace was launched, for :func:`data_gone`."""
    note = workspace / LAUNCHED
    try:
        note.parent.mkdir(mode=0o700, exist_ok=True)
        note.touch(mode=0o600)
    except OSError:
        return  # a read-only workspace can be launched all the same


def data_gone(context: Context) -> Iterator[Check]:
    """Settings that were launched before, and a database folder without data: something was moved or renamed."""
    if not context.is_here or not context.is_fresh or not (context.workspace / LAUNCHED).exists():
        return
    for data in data_folders(context.model):
        if data.is_postgres and not _data_version(data):
            yield Check(
                "LD-DATA-GONE",
                "warn",
                f"{data.source} holds no database, though these settings were launched before",
                "Find the former folder before a new database is made in its place",
            )


def line_ends(context: Context) -> Iterator[Check]:
    """Scripts that are mounted into containers have LF line ends."""
    if not context.is_here:
        return
    seen: set[str] = set()
    for service in context.model.services.values():
        for mount in service.mounts:
            if mount.kind == "bind" and mount.source.endswith(SCRIPTS) and mount.source not in seen:
                seen.add(mount.source)
                if _has_crlf(mount):
                    yield Check(
                        "LD-SCRIPT-CRLF",
                        "fail",
                        f"{mount.source} ({service.name}) has Windows line ends, which its interpreter stumbles over",
                        f"sed -i 's/\\r$//' {mount.source}",
                    )


def _has_crlf(mount: Mount) -> bool:
    try:
        with Path(mount.source).open("rb") as file:
            return b"\r\n" in file.read(64 * 1024)
    except OSError:
        return False


def certificates(context: Context) -> Iterator[Check]:
    """With HTTPS on, certificate and key are there, belong together and have not run out."""
    if context.values.get("NGINX_HTTPS_ENABLED", "").lower() != "true" or not context.is_here:
        return
    folder = context.workspace / "nginx" / "ssl"
    named = [context.values.get(name, "") for name in ("NGINX_SSL_CERT_FILENAME", "NGINX_SSL_CERT_KEY_FILENAME")]
    certificate, key = (folder / text for text in named)
    missing = [path for path in (certificate, key) if not path.is_file()]
    if missing:
        mend = "Put it there, or set NGINX_HTTPS_ENABLED to false until you have one"
        yield Check("LD-CERTIFICATE", "fail", f"{missing[0]} is missing, but HTTPS is on", mend)
        return
    yield from _pair(certificate, key)


def _pair(certificate: Path, key: Path) -> Iterator[Check]:
    """What OpenSSL says of both files."""
    try:
        of_certificate = _openssl("x509", "-noout", "-pubkey", "-in", str(certificate))
        of_key = _openssl("pkey", "-pubout", "-in", str(key))
        lasts = subprocess.run(
            ["openssl", "x509", "-noout", "-checkend", str(14 * 86400), "-in", str(certificate)],
            capture_output=True,
            check=False,
        )
    except OSError:
        yield Check("LD-CERTIFICATE", "skip", "openssl is not installed: the certificate was not looked at")
        return
    if not of_certificate or of_certificate != of_key:
        yield Check(
            "LD-CERTIFICATE", "fail", f"{key} is not the key of {certificate}", "Install the pair that belongs together"
        )
    elif lasts.returncode:
        yield Check("LD-CERTIFICATE", "warn", f"{certificate} runs out within 14 days or has run out", "Renew it")
    else:
        yield Check("LD-CERTIFICATE", "ok", f"{certificate} and its key belong together")


def _openssl(*arguments: str) -> str:
    done = subprocess.run(
        ["openssl", *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def selinux(context: Context) -> Iterator[Check]:
    """With SELinux enforcing, folders without a label are closed to containers."""
    try:
        enforcing = Path("/sys/fs/selinux/enforce").read_text().strip() == "1"
    except OSError:
        return
    if enforcing and context.is_here and "name=selinux" in (context.info.get("SecurityOptions") or ()):
        bound = [m.source for s in context.model.services.values() for m in s.mounts if m.kind == "bind"]
        if bound:
            folder = os.path.commonpath(bound)
            yield Check("LD-SELINUX", "warn", "SELinux is enforcing", f"chcon -Rt container_file_t {folder}")
