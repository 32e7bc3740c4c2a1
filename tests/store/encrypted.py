"""An encrypted way to the tests' own server, which itself speaks no TLS: certificates, and who answers with them."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

PLEASE_ENCRYPT = bytes.fromhex("00000008 04d2162f")
"""How a client of PostgreSQL asks for TLS."""


def make_certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Make a certificate that signs itself, for a host's name; return it and its key."""
    tool = shutil.which("openssl")
    if tool is None:
        pytest.skip("There is no openssl on this machine to make a certificate with, so TLS is not tested.")
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    line = [tool, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    line += [
        "-subj",
        f"/CN={name}",
        "-addext",
        f"subjectAltName=DNS:{name}",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(line, check=True, capture_output=True)
    return certificate, key


@contextmanager
def encrypting(socket_path: Path, certificate: Path, key: Path) -> Iterator[int]:
    """Answer on a port of this machine with TLS, and pass everything on to a server's socket; yield the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_answer, args=(door, context, socket_path), daemon=True).start()
        yield door.getsockname()[1]
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)


def _answer(door: socket.socket, context: ssl.SSLContext, socket_path: Path) -> None:
    with suppress(OSError):
        while True:
            caller, _ = door.accept()
            threading.Thread(target=_serve, args=(caller, context, socket_path), daemon=True).start()


def _serve(caller: socket.socket, context: ssl.SSLContext, socket_path: Path) -> None:
    with suppress(OSError), caller:
        if caller.recv(8) != PLEASE_ENCRYPT:
            return  # whoever speaks in the clear is hung up on
        caller.sendall(b"S")
        with context.wrap_socket(caller, server_side=True) as safe, socket.socket(socket.AF_UNIX) as server:
            server.connect(str(socket_path))
            back = threading.Thread(target=_pass_on, args=(server, safe), daemon=True)
            back.start()
            _pass_on(safe, server)
            back.join(10)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while content := source.recv(65536):
            target.sendall(content)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
