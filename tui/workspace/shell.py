"""What of the operator's shell takes part in a launch: as little as possible (FIELD F11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

CLIENT_NAMES = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LANG", "LC_ALL", "TERM", "XDG_RUNTIME_DIR", "SSH_AUTH_SOCK"),
        *("SSL_CERT_FILE", "SSL_CERT_DIR"),
        *("DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"),
        *("DOCKER_API_VERSION", "DOCKER_CUSTOM_HEADERS"),
    }
)
"""What the docker program itself needs to find its way."""

_PREFIXES = ("DOCKER_", "BUILDKIT_", "BUILDX_")
_PROXIES = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY"})


def launch_environment(shell: Mapping[str, str], configured: Iterable[str] = ()) -> dict[str, str]:
    """The environment for starting Compose: of the shell only what the docker program and proxies need.

    Configured are the names that the env file sets: the shell's value of one of them would win over the file, so it
    is left out, be it a proxy. COMPOSE_* is left out too: which files and profiles count is said by the workspace.
    """
    own = set(configured) - CLIENT_NAMES
    return {name: text for name, text in shell.items() if _passes(name) and name not in own}


def _passes(name: str) -> bool:
    return name in CLIENT_NAMES or name.startswith(_PREFIXES) or name.upper() in _PROXIES
