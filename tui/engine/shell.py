"""What a child process gets of the operator's shell: enough to find programs and the engine, nothing that configures.

A variable that is exported in the shell beats ``.env`` in Compose, always and silently (FIELD F11), so Compose is
never started with the shell's whole environment.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

FOR_PROGRAMS = frozenset(
    {"PATH", "HOME", "USER", "LOGNAME", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"}
)
"""What any program needs, also a service that runs as a plain process."""

PASSED = FOR_PROGRAMS | frozenset(
    {
        *("LANG", "LC_ALL", "SSH_AUTH_SOCK", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"),
        *("DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS", "DOCKER_TLS_VERIFY"),
        *("DOCKER_API_VERSION", "DOCKER_BUILDKIT", "BUILDKIT_PROGRESS", "BUILDX_BUILDER", "BUILDX_CONFIG"),
        *("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"),
    }
)
"""Where programs, engines, certificates and proxies are."""


def scrubbed(environ: Mapping[str, str] | None = None, *, but: Collection[str] = ()) -> dict[str, str]:
    """The part of a shell's environment that may reach Compose; ``but`` names what the workspace itself sets."""
    source = os.environ if environ is None else environ
    return {name: text for name, text in source.items() if name in PASSED and name not in but}
