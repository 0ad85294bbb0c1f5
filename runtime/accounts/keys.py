"""A tenant's RSA key pair: the public half in the database, the private half in the storage."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key

from runtime.patching import outside_loop
from runtime.storage.store import MissingFileError, storage
from schemas.errors import LaunchdeckError

BITS: Final = 2048
EXPONENT: Final = 65537


class KeyMissingError(LaunchdeckError):
    """The private half is not where it should be."""


def private_key_file(tenant_id: str) -> str:
    """Where the private half lies; the place is that of the image that this one replaces."""
    return f"privkeys/{tenant_id}/private.pem"


def generate() -> tuple[bytes, bytes]:
    """A fresh pair, both halves as PEM: private, public."""
    key = outside_loop(lambda: generate_private_key(EXPONENT, BITS))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, public


def load_private(tenant_id: str) -> RSAPrivateKey:
    """The private half. Raises KeyMissingError."""
    try:
        pem = storage().read(private_key_file(tenant_id))
    except MissingFileError:
        raise KeyMissingError(
            f"The private key of tenant {tenant_id} is not in the storage",
            "Copy the folder privkeys from the storage that was used before; without it the credentials are lost and "
            "reset-encrypt-key-pair makes a new key",
        ) from None
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, RSAPrivateKey):
        raise KeyMissingError(f"The private key of tenant {tenant_id} is not an RSA key")
    return key


def load_public(pem: str) -> RSAPublicKey:
    """The public half."""
    key = serialization.load_pem_public_key(pem.encode())
    if not isinstance(key, RSAPublicKey):
        raise KeyMissingError("The public key of a tenant is not an RSA key")
    return key
