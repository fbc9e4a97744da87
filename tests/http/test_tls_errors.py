"""What is told of a TLS connection that fails: what TLS says, never an error of the operating system by its number."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.http.kit import Caller
from timeback.errors import APIConnectionError


@contextmanager
def accepting(answer: Callable[[socket.socket], object]) -> Iterator[str]:
    """A server that does what it is told with each connection; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    continue
                connection.settimeout(5)
                with connection:
                    try:
                        answer(connection)
                    except OSError:
                        pass

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def plain_http(connection: socket.socket) -> None:
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def hanging_up(connection: socket.socket) -> None:
    connection.recv(4096)


def alert(number: int) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(bytes([21, 3, 3, 0, 2, 2, number]))
        connection.recv(4096)

    return answer


def other_protocol(connection: socket.socket) -> None:
    connection.recv(4096)
    connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")


CASES = [
    (plain_http, "does not speak TLS"),
    (other_protocol, "does not speak TLS"),
    (hanging_up, "closed|handshake|reset"),
    (alert(40), "handshake failure"),
    (alert(70), "protocol version"),
    (alert(80), "internal error"),
]


def told(caller: Caller, url: str, **more: object) -> str:
    changes = {"max_retries": 0, "timeout": 3.0, "trust_env": False, **more}
    caller.open(over_network=True, api_url=url, token_url=f"{url}/token", **changes)
    with pytest.raises(APIConnectionError) as caught:
        caller.call()
    return str(caught.value)


@pytest.mark.parametrize(("answer", "said"), CASES)
def test_a_handshake_that_fails(caller: Caller, answer: Callable[[socket.socket], object], said: str) -> None:
    with accepting(answer) as url:
        text = told(caller, url)
    assert any(word in text for word in said.split("|")), text
    for number in (1, 5, 8):
        assert not any(words in text for words in ("not permitted", "Input/output", "Exec format")), number
    assert url.removeprefix("https://") in text


@pytest.fixture
def expired(tmp_path: Path) -> ssl.SSLContext:
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    then = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .not_valid_before(then)
        .not_valid_after(then + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    form = serialization.PrivateFormat.TraditionalOpenSSL
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_certificate_that_has_expired(caller: Caller, expired: ssl.SSLContext) -> None:
    def answer(connection: socket.socket) -> None:
        with expired.wrap_socket(connection, server_side=True) as wrapped:
            wrapped.recv(4096)

    with accepting(answer) as url:
        text = told(caller, url)
    # It vouches for itself, which is told first; with an authority that is known, its end is.
    assert "is not trusted" in text
    assert "certificate" in text
    assert "not permitted" not in text


def test_a_certificate_that_has_expired_of_a_known_authority(
    caller: Caller, expired: ssl.SSLContext, tmp_path: Path
) -> None:
    def answer(connection: socket.socket) -> None:
        with expired.wrap_socket(connection, server_side=True) as wrapped:
            wrapped.recv(4096)

    with accepting(answer) as url:
        text = told(caller, url, verify=str(tmp_path / "server.pem"))
    assert "expired" in text
