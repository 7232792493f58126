"""Whether the key that signs certificates can be used, asked at the start rather than at the first certificate."""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import pkcs12


def fault(path: str, password: str) -> str:
    """The rule of texts/settings.py that the file breaks; "" where there is none, or where it is whole."""
    if not path:
        return ""
    try:
        content = Path(path).read_bytes()
    except OSError:
        return "signing_file"
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, password.encode() or None)
    except ValueError:
        return "signing_key"
    return "" if key and certificate else "signing_key"
