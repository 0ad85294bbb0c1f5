"""The servers that keep a password: how to log in, how to change it. No secret is in an argument or an environment.

Each script runs inside the container with the present password as the first line of its input and the statements
after it. It connects by the container's own address: on 127.0.0.1 PostgreSQL's image trusts everybody.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from tui.engine.compose.cli import Compose
from tui.engine.protocol import EngineError

SECONDS = 60.0
"""The patience with one login."""
ITERATIONS = 4096
"""PostgreSQL's own number (scram_iterations)."""

_FIRST_LINE = "IFS= read -r password\n"
_POSTGRES = _FIRST_LINE + 'PGPASSWORD="$password" exec psql -X -q -At -w -v ON_ERROR_STOP=1 -h "$(hostname)" "$@"'
_MYSQL = _FIRST_LINE + 'MYSQL_PWD="$password" exec "$(command -v mysql || echo mariadb)" -NB -h "$(hostname)" "$@"'
_REDIS = "unset REDISCLI_AUTH\nexec redis-cli"


def verifier(password: str) -> str:
    """What PostgreSQL stores of a password (RFC 5803), so that the password itself reaches no log of its statements."""
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    parts = [base64.b64encode(data).decode() for data in (salt, stored, server)]
    return f"SCRAM-SHA-256${ITERATIONS}:{parts[0]}${parts[1]}:{parts[2]}"


@dataclass(frozen=True, slots=True)
class Server:
    """A service that keeps the password, and as whom it is logged in to."""

    service: str
    user: str = ""
    database: str = ""

    def logs_in(self, compose: Compose, password: str) -> bool:
        """Whether the server lets that password in. Raises EngineError when it cannot be asked."""
        raise NotImplementedError

    def change(self, compose: Compose, old: str, new: str) -> None:
        """Change the password. Raises EngineError when the server refuses."""
        raise NotImplementedError

    def _ask(self, compose: Compose, script: str, text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = compose.argv("exec", "--no-TTY", self.service, "sh", "-c", script, "sh", *arguments)
        try:
            return subprocess.run(
                command,
                cwd=compose.folder,
                env=dict(compose.environ),
                input=text,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise EngineError(f"{self.service} did not answer within {SECONDS:.0f} s") from None
        except OSError as error:
            raise EngineError(f"Compose cannot be run: {error.strerror}") from None


class Postgres(Server):
    """PostgreSQL, by psql."""

    def logs_in(self, compose: Compose, password: str) -> bool:
        """Whether a query comes through. Raises EngineError when it fails for another reason than the password."""
        done = self._sql(compose, password, "SELECT 1;\n")
        if done.returncode and "authentication failed" not in done.stderr:
            raise _refused(self.service, done.stderr)
        return done.returncode == 0

    def change(self, compose: Compose, old: str, new: str) -> None:
        """ALTER ROLE with what is stored of the password."""
        role = self.user.replace('"', '""')
        done = self._sql(compose, old, f"ALTER ROLE \"{role}\" PASSWORD '{verifier(new)}';\n")
        if done.returncode:
            raise _refused(self.service, done.stderr)

    def _sql(self, compose: Compose, password: str, statement: str) -> subprocess.CompletedProcess[str]:
        return self._ask(compose, _POSTGRES, f"{password}\n{statement}", "-U", self.user, "-d", self.database)


class MySql(Server):
    """MySQL or MariaDB, by mysql."""

    def logs_in(self, compose: Compose, password: str) -> bool:
        """Whether a query comes through. Raises EngineError when it fails for another reason than the password."""
        done = self._sql(compose, password, "SELECT 1;\n")
        if done.returncode and "Access denied" not in done.stderr:
            raise _refused(self.service, done.stderr)
        return done.returncode == 0

    def change(self, compose: Compose, old: str, new: str) -> None:
        """ALTER USER for each host that the user may come from."""
        quoted = self.user.replace("'", "''")
        query = f"SELECT host FROM mysql.user WHERE user = '{quoted}';\n"  # noqa: S608 - the quotes are doubled
        hosts = self._sql(compose, old, query)
        names = [name.replace("'", "''") for name in hosts.stdout.split()]
        # One statement, so that all of them change or none; the text is not written to the server's logs (its manual,
        # "Passwords and Logging").
        accounts = ", ".join(f"'{quoted}'@'{host}' IDENTIFIED BY '{new}'" for host in names)
        done = self._sql(compose, old, f"ALTER USER {accounts};\n") if names else hosts
        if done.returncode or not names:
            raise _refused(self.service, done.stderr)

    def _sql(self, compose: Compose, password: str, statement: str) -> subprocess.CompletedProcess[str]:
        return self._ask(compose, _MYSQL, f"{password}\n{statement}", "-u", self.user)


class Redis(Server):
    """Redis or Valkey, by redis-cli, which exits with 0 whatever the server says: the answers count."""

    def logs_in(self, compose: Compose, password: str) -> bool:
        """Whether the server answers a ping. Raises EngineError when nobody answers at all."""
        answers = self._answers(compose, password, "PING")
        return answers[-1:] == ["PONG"]

    def change(self, compose: Compose, old: str, new: str) -> None:
        """CONFIG SET; the next start takes the password of the file."""
        if self._answers(compose, old, f'CONFIG SET requirepass "{new}"')[-1:] != ["OK"]:
            raise EngineError(f"{self.service} refuses to change its password")

    def _answers(self, compose: Compose, password: str, command: str) -> list[str]:
        done = self._ask(compose, _REDIS, f'AUTH "{password}"\n{command}\n')
        answers = [line for line in done.stdout.splitlines() if line.strip()]
        if done.returncode or not answers:
            raise _refused(self.service, done.stderr)
        return answers


def _refused(service: str, stderr: str) -> EngineError:
    lines = [line for line in stderr.splitlines() if line.strip()]
    return EngineError(f"{service} refuses: {lines[-1] if lines else 'no answer'}")


def server_of(service: str, image: str, environment: Mapping[str, str], name: str) -> Server | None:
    """The server that a service is, when the environment variable of that name holds the password it keeps."""
    match name:
        case "POSTGRES_PASSWORD":
            user = environment.get("POSTGRES_USER") or "postgres"
            return Postgres(service, user, environment.get("POSTGRES_DB") or user)
        case "MYSQL_ROOT_PASSWORD" | "MARIADB_ROOT_PASSWORD":
            return MySql(service, "root")
        case "MYSQL_PASSWORD" | "MARIADB_PASSWORD":
            return MySql(service, environment.get("MYSQL_USER") or environment.get("MARIADB_USER") or "")
        case "REDISCLI_AUTH" | "REDIS_PASSWORD" if "redis" in image or "valkey" in image:
            return Redis(service)
        case _:
            return None
