"""What a probe of a dependency can answer, and the socket that it talks over. Standard library only."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ssl

CONNECT_TIMEOUT: Final = 3.0
"""Seconds that one attempt may take to connect, and again for each answer."""


class NotReadyError(Exception):
    """Not there yet: refused, unreachable, still starting. Trying again may help."""


class RefusedError(Exception):
    """It answered and will not let us in: wrong password, no such database. Trying again does not help."""


class Wire:
    """A TCP connection with exact reads; what goes wrong on it is a NotReadyError that names the stage."""

    def __init__(self, host: str, port: int, timeout: float = CONNECT_TIMEOUT) -> None:
        self.host = host
        try:
            self._socket = socket.create_connection((host, port), timeout)
        except socket.gaierror as error:
            raise NotReadyError("the name is not known") from error
        except TimeoutError as error:
            raise NotReadyError("connecting took too long") from error
        except ConnectionRefusedError as error:
            raise NotReadyError("the connection was refused") from error
        except OSError as error:
            raise NotReadyError(f"it cannot be reached: {error.strerror or error}") from error

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Send all of it."""
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise NotReadyError("the connection broke") from error

    def read(self, count: int) -> bytes:
        """Exactly that many bytes."""
        data = b""
        while len(data) < count:
            data += self._receive(count - len(data))
        return data

    def read_line(self) -> bytes:
        """One line, without its CR LF."""
        data = b""
        while not data.endswith(b"\r\n"):
            data += self._receive(1)
            if len(data) > 4096:
                raise NotReadyError("it speaks another protocol")
        return data[:-2]

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Go on over TLS."""
        import ssl  # noqa: PLC0415 - half of the entrypoint's own start-up time, and mostly not needed

        try:
            self._socket = context.wrap_socket(self._socket, server_hostname=self.host)
        except ssl.SSLCertVerificationError as error:
            raise RefusedError(f"its certificate is not accepted: {error.verify_message}") from error
        except (OSError, ssl.SSLError) as error:
            raise NotReadyError("TLS could not be set up") from error

    def _receive(self, count: int) -> bytes:
        try:
            data = self._socket.recv(count)
        except TimeoutError as error:
            raise NotReadyError("it accepted the connection and did not answer") from error
        except OSError as error:
            raise NotReadyError("the connection broke") from error
        if not data:
            raise NotReadyError("it closed the connection")
        return data


def unverified_context() -> ssl.SSLContext:
    """TLS without checking who answers, as a driver does that was not told to check."""
    import ssl  # noqa: PLC0415 - see encrypt()

    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
