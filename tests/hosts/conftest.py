"""Debian's nginx in front of netdash, with the very file that the documentation tells deployers to use."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers import ROOT

DOCUMENTED = ROOT / "deploy" / "nginx.conf"
PLAIN = "server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{upstream}; {more} }} }}"
"""What many tutorials show: no header says that somebody came from elsewhere."""
WEBSOCKET = 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";'

MAIN = """
daemon off; {user} pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    log_format upstreams '$upstream_addr $request_uri $cookie_netdash_visitor';
    access_log {folder}/upstreams.log upstreams;
    {site}
}}
"""

RunNginx = Callable[[str], Path]


def plain(port: int, upstream: int, *, websocket: bool) -> str:
    """Return a site that forwards everything, and says nothing of it."""
    return PLAIN.format(port=port, upstream=upstream, more=WEBSOCKET if websocket else "")


def documented(folder: Path, port: int, upstreams: list[int], prefix: str = "/") -> str:
    """Return the documented site with this test's ports, certificate and folder in place of the deployer's."""
    certificate, key = _certificate(folder)
    site = DOCUMENTED.read_text("utf-8")
    servers = "".join(f"server 127.0.0.1:{one};\n" for one in upstreams)
    for pattern, value in (
        (r"(    server 127\.0\.0\.1:\d+;\n)+", servers),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        (r"/etc/ssl/netdash\.pem", str(certificate)),
        (r"/etc/ssl/netdash\.key", str(key)),
        (r"location / \{", f"location {prefix} {{"),
    ):
        site, times = re.subn(pattern, value, site)
        assert times == 1, f"{pattern} stands {times} times in {DOCUMENTED.name}"
    return site


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunNginx]:
    """Run nginx with a site, and give the folder of its logs; without nginx on this machine the test is skipped."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        if os.environ.get("NETDASH_REQUIRE_NGINX") == "1":
            pytest.fail("No nginx was found on this machine, and NETDASH_REQUIRE_NGINX=1 asks for one.")
        pytest.skip("No nginx was found on this machine, so the proxy is not tested.")
    running: list[subprocess.Popen[bytes]] = []

    def run(site: str) -> Path:
        folder = tmp_path_factory.mktemp("nginx")
        whole = folder / "nginx.conf"
        # Its workers give up root by themselves, and could then not write into pytest's own folders.
        user = "user root;" if os.geteuid() == 0 else ""
        whole.write_text(MAIN.format(folder=folder, site=site, user=user), "utf-8")
        checked = subprocess.run([program, "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        running.append(subprocess.Popen([program, "-c", str(whole)]))
        return folder

    yield run
    for one in running:
        one.terminate()
        one.wait()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for the loopback address, as a deployer gets one from an authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "site.pem", folder / "site.key"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files
