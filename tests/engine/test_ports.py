"""Whether a port of this machine is taken."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tui.engine import ports


class Unprivileged(socket.socket):
    """A socket of a person who may open no port."""

    def bind(self, _address: Any) -> None:
        """Refuse, as the system does for low ports."""
        raise PermissionError


@pytest.fixture
def listener() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_on_which_somebody_listens_is_not_free(listener: int) -> None:
    assert not ports.is_free("127.0.0.1", listener)


def test_a_port_that_this_person_may_not_open_is_free_unless_somebody_answers(
    listener: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        closed = gone.getsockname()[1]
    monkeypatch.setattr(socket, "socket", Unprivileged)
    assert not ports.is_free("127.0.0.1", listener)
    assert ports.is_free("127.0.0.1", closed)
