"""The public keys of service accounts: kept, read from PEM, and held against what an account has signed."""

from __future__ import annotations

import base64
import sqlite3
from typing import TYPE_CHECKING

from ..store import tables

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

tables("CREATE TABLE IF NOT EXISTS oauth_keys (account TEXT PRIMARY KEY, public_key TEXT NOT NULL)")


def remember(tx: sqlite3.Connection, account: str, pem: str) -> None:
    """The public key of a service account, in place of the one before."""
    tx.execute("INSERT OR REPLACE INTO oauth_keys VALUES (?, ?)", (account, pem))


def of(tx: sqlite3.Connection, account: str) -> str:
    """The public key of a service account; '' when it is not known."""
    row = tx.execute("SELECT public_key FROM oauth_keys WHERE account = ?", (account,)).fetchone()
    return str(row[0]) if row else ""


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
