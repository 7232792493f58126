"""The real nginx by docs/deploy/nginx.conf, changed only in ports, paths and the certificate."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

CONFIGURATION = Path(__file__).parent.parent / "docs" / "deploy" / "nginx.conf"
# What a distribution's own nginx.conf says around ours; the log tells which machines were asked.
AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    log_format asked '$status $upstream_status';
    access_log {folder}/asked.log asked;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{ours}
}}
"""
NAME = "jiangmiao.example"


def adapted(ports: Sequence[int], port: int, folder: Path) -> str:
    """The example for these machines. Raises ValueError where it doesn't have the lines that must differ."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    one = re.search(r"^( *server) serve:8080([^;]*;)$", text, re.MULTILINE)
    if not one:
        raise ValueError("no line for a machine")
    machines = "\n".join(f"{one[1]} 127.0.0.1:{at}{one[2]}" for at in ports)
    for found, wanted in (
        (one[0], machines),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/nginx/tls/", f"{folder}/"),
    ):
        if found not in text:
            raise ValueError(f"no {found}")
        text = text.replace(found, wanted)
    return AROUND.format(folder=folder, ours=text)


@asynccontextmanager
async def nginx(ports: Sequence[int], port: int, folder: Path) -> AsyncIterator[None]:
    """It listens at `port` with TLS for as long as the block runs. Raises RuntimeError with what it says otherwise."""
    make_certificate(folder)
    configuration = folder / "nginx.conf"
    configuration.write_text(adapted(ports, port, folder), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        "nginx", "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log")
    )
    try:
        await _until_open(port, process, folder)
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def asked(folder: Path) -> dict[str, int]:
    """How often each answer came of which answers of the machines: `200 of 502, 200` is the next one's."""
    lines = (folder / "asked.log").read_text(encoding="utf-8").splitlines()
    return dict(Counter(line.replace(" ", " of ", 1) for line in lines).most_common())


async def _until_open(port: int, process: asyncio.subprocess.Process, folder: Path) -> None:
    for _ in range(200):
        if process.returncode is not None:
            break
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
            continue
        writer.close()
        return
    raise RuntimeError((folder / "error.log").read_text(encoding="utf-8"))


def make_certificate(folder: Path) -> None:
    """Signed by itself, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(plain)
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
