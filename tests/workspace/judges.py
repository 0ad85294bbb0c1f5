"""The real readers of env files, asked for many files or keys in one go."""

from __future__ import annotations

import io
import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import dotenv


class ComposeRefusedError(Exception):
    """Compose does not read one of the files."""


class ComposeJudge:
    """The Compose plugin, run as a program of its own: no engine is needed for ``config``."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = list(command)
        self._folder = folder

    def _config(self, model: object, environment: Mapping[str, str], *arguments: str) -> dict[str, dict[str, str]]:
        """The environment of each service after ``compose config``."""
        (self._folder / "compose.yaml").write_text(json.dumps(model), encoding="utf-8")
        done = subprocess.run(
            [*self._command, "--project-directory", str(self._folder), *arguments, "config", "--format", "json"],
            cwd=self._folder,
            env={"PATH": os.environ["PATH"], "HOME": str(self._folder), **environment},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise ComposeRefusedError(done.stderr.decode("utf-8", "replace"))
        services = json.loads(done.stdout.decode("utf-8", "surrogateescape"))["services"]
        return {
            name: {
                key: value.replace("$$", "$")
                for key, value in (service.get("environment") or {}).items()
                if value is not None
            }
            for name, service in services.items()
        }

    def interpolated(
        self, data: bytes, keys: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """What ``${KEY}`` in the compose file becomes for each key, with ``data`` as the project's env file."""
        (self._folder / "judged.env").write_bytes(data)
        asked = {f"K{number}": f"${{{key}}}" for number, key in enumerate(keys)}
        model = {"name": "judge", "services": {"judge": {"image": "none", "environment": asked}}}
        found = self._config(model, environment or {}, "--env-file", "judged.env")["judge"]
        return {key: found[f"K{number}"] for number, key in enumerate(keys)}

    def env_files(self, files: Sequence[bytes], environment: Mapping[str, str] | None = None) -> list[dict[str, str]]:
        """What each file gives to a service that names it as its ``env_file``."""
        services = {}
        for number, data in enumerate(files):
            (self._folder / f"{number}.env").write_bytes(data)
            services[f"s{number}"] = {"image": "none", "env_file": [f"{number}.env"]}
        found = self._config({"name": "judge", "services": services}, environment or {})
        # A last line without "=" sets the variable with the empty name, which nothing can read.
        return [{key: value for key, value in found[f"s{number}"].items() if key} for number in range(len(files))]

    def refuses(self, data: bytes, environment: Mapping[str, str] | None = None) -> bool:
        """Whether Compose rejects this env file as a whole."""
        try:
            self.env_files([data], environment)
        except ComposeRefusedError:
            return True
        return False


def resolved_services(
    command: Sequence[str], root: Path, environment: Mapping[str, str] | None = None
) -> dict[str, dict[str, str]]:
    """The environment of every service of a folder's project, of all profiles, as Compose resolves it."""
    done = subprocess.run(
        [*command, "--profile", "*", "config", "--format", "json"],
        cwd=root,
        env={"PATH": os.environ["PATH"], "HOME": str(root), **(environment or {})},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise ComposeRefusedError(done.stderr.decode("utf-8", "replace"))
    services = json.loads(done.stdout)["services"]
    return {
        name: {
            key: value.replace("$$", "$")
            for key, value in (service.get("environment") or {}).items()
            if value is not None and key
        }
        for name, service in services.items()
    }


def read_by_dotenv(data: bytes) -> dict[str, str | None]:
    """What python-dotenv reads from a file with these bytes, opened as it opens files."""
    return dict(dotenv.dotenv_values(stream=io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")))
