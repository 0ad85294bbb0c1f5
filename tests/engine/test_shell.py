"""What of the operator's shell reaches Compose."""

from __future__ import annotations

from tui.engine.shell import scrubbed


def test_nothing_that_configures_gets_through() -> None:
    shell = {
        "PATH": "/bin",
        "DOCKER_HOST": "unix:///x",
        "DB_PASSWORD": "leak",
        "COMPOSE_PROJECT_NAME": "other",
        "COMPOSE_FILE": "elsewhere.yaml",
        "HTTPS_PROXY": "http://proxy",
        "PYTHONPATH": "/evil",
    }
    assert scrubbed(shell) == {"PATH": "/bin", "DOCKER_HOST": "unix:///x", "HTTPS_PROXY": "http://proxy"}


def test_what_the_workspace_sets_is_its_own() -> None:
    assert scrubbed({"PATH": "/bin", "HTTP_PROXY": "http://shell"}, but=["HTTP_PROXY"]) == {"PATH": "/bin"}
