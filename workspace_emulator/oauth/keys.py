"""The public keys of service accounts: read from PEM, and held against what a service account has signed."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey


def public_key(pem: str) -> RSAPublicKey:
    """The RSA key of a PEM public key or certificate. ValueError when it is none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from cryptography.x509 import load_pem_x509_certificate

    raw = pem.encode()
    try:
        key = (
            load_pem_x509_certificate(raw).public_key() if b"CERTIFICATE" in raw else load_pem_public_key(raw)
        )
    except UnsupportedAlgorithm as error:
        raise ValueError("a key of another kind") from error
    if not isinstance(key, RSAPublicKey):
        raise ValueError("no RSA key")
    return key


def is_signed(assertion: str, pem: str) -> bool:
    """Whether an RS256 assertion was signed by the owner of a public key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    signed, _, signature = assertion.rpartition(".")
    try:
        public_key(pem).verify(decoded(signature), signed.encode(), PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def decoded(part: str) -> bytes:
    """One part of an assertion. ValueError when it is no base64url."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
