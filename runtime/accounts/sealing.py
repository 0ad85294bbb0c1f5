"""Seal a secret for a tenant: a fresh AES key encrypts it, the tenant's RSA key encrypts that one.

Who has the database alone can read nothing, who has the storage alone neither. The context (whose secret, and what
for) is authenticated with it, so that a sealed text cannot be moved into another row.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from schemas.errors import LaunchdeckError

MARK: Final = "rsa-aes-gcm:"
"""What a sealed text begins with; says how it was made."""
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class SealBrokenError(LaunchdeckError):
    """The text was not sealed for this key and this context, or was changed since."""


def seal(secret: bytes, key: RSAPublicKey, context: str) -> str:
    """The sealed text."""
    inner, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
    wrapped = key.encrypt(inner, _padding())
    body = AESGCM(inner).encrypt(nonce, secret, context.encode())
    return MARK + base64.b64encode(wrapped + nonce + body).decode()


def unseal(sealed: str, key: RSAPrivateKey, context: str) -> bytes:
    """The secret. Raises SealBrokenError, which never says more than that."""
    wrapped_bytes = key.key_size // 8
    try:
        data = base64.b64decode(sealed.removeprefix(MARK), validate=True)
        inner = key.decrypt(data[:wrapped_bytes], _padding())
        nonce, body = data[wrapped_bytes:][:NONCE_BYTES], data[wrapped_bytes + NONCE_BYTES :]
        return AESGCM(inner).decrypt(nonce, body, context.encode())
    except (InvalidTag, ValueError, binascii.Error):
        raise SealBrokenError(
            "A credential cannot be opened with the tenant's private key",
            "The key was changed after it was sealed; save the credential again",
        ) from None


def _padding() -> OAEP:
    return OAEP(MGF1(hashes.SHA256()), hashes.SHA256(), None)
