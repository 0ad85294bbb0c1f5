"""Sealing: only the right key opens, only in the right place."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.accounts import credentials, keys, passwords, sealing
from tests.runtime.application import app, database

__all__ = ["app", "database"]


def key_of(pem: bytes) -> RSAPrivateKey:
    key = serialization.load_pem_private_key(pem, None)
    assert isinstance(key, RSAPrivateKey)
    return key


PAIRS = [(key_of(private), keys.load_public(public.decode())) for private, public in (keys.generate(), keys.generate())]


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=5000), st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_is_opened_with_the_private_key_and_its_context(secret: bytes, context: str) -> None:
    private, public = PAIRS[0]
    sealed = sealing.seal(secret, public, context)
    assert sealing.unseal(sealed, private, context) == secret
    assert sealed != sealing.seal(secret, public, context)
    for other, where in ((PAIRS[1][0], context), (private, context + "x")):
        with pytest.raises(sealing.SealBrokenError):
            sealing.unseal(sealed, other, where)


@pytest.mark.parametrize("at", [0, 255, 256, 267, 268, -1])
def test_a_changed_bit_anywhere_is_noticed(at: int) -> None:
    private, public = PAIRS[0]
    data = bytearray(base64.b64decode(sealing.seal(b"secret", public, "c").removeprefix(sealing.MARK)))
    data[at] ^= 1
    with pytest.raises(sealing.SealBrokenError):
        sealing.unseal(sealing.MARK + base64.b64encode(bytes(data)).decode(), private, "c")


@pytest.mark.parametrize("sealed", ["", "text", sealing.MARK, sealing.MARK + "AAAA", "ä"])
def test_what_was_never_sealed_is_refused(sealed: str) -> None:
    with pytest.raises(sealing.SealBrokenError):
        sealing.unseal(sealed, PAIRS[0][0], "c")


def test_a_lost_private_key_is_said_with_the_way_out(app: Flask, tmp_path: Path) -> None:
    from runtime.accounts.service import register

    tenant = register("a@example.org", "A", "passw0rd")
    credentials.save(tenant, "p", {"key": "first"})
    credentials.save(tenant, "p", {"key": "second"})
    assert credentials.load(tenant.id, "p") == {"key": "second"}
    (tmp_path / "storage" / keys.private_key_file(tenant.id)).unlink()
    with pytest.raises(keys.KeyMissingError, match="privkeys"):
        credentials.load(tenant.id, "p")


def test_generated_passwords_are_accepted_and_differ() -> None:
    made = {passwords.generated() for _ in range(5)}
    assert len(made) == 5
    kept = passwords.hashed(made.pop())
    assert kept.startswith("scrypt:")
    assert not passwords.matches(kept, "other")
