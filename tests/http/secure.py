"""Certificates for 127.0.0.1, and a server of HTTP/2."""

import asyncio
import datetime
import ipaddress
import ssl
import threading
from pathlib import Path

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived, StreamEnded

from tests.http.kit import token_reply, user


def write_certificate(path: Path) -> None:
    """A self-signed certificate of 127.0.0.1, with its key."""
    # Only some platforms have the package, as a dependency of another one.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain, bare = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, plain, bare) + made.public_bytes(pem))


def server_context(certificate: Path) -> ssl.SSLContext:
    """The TLS context of a server with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


class Http2Server:
    """A server of HTTP/2 that answers every request with a user, in a thread of its own."""

    def __init__(self, context: ssl.SSLContext) -> None:
        context.set_alpn_protocols(["h2"])
        self.asked: list[tuple[str, bytes]] = []
        self.connections = 0
        self.open = 0
        self._writers: set[asyncio.StreamWriter] = set()
        # Paths with this end get pings in place of a reply.
        self.held: tuple[str, ...] = ()
        self.latency = 0.0
        self._context, self._loop = context, asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),), daemon=True)
        self._thread.start()
        self._ready.wait(5)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(5)
        self._loop.close()

    def drop(self) -> None:
        """Cut all connections."""

        def cut() -> None:
            for writer in list(self._writers):
                writer.transport.abort()

        self._loop.call_soon_threadsafe(cut)

    async def _run(self) -> None:
        self._stopping = asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._context)
        self.url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        await self._stopping.wait()
        server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            await self._converse(reader, writer)
        except (ConnectionError, ssl.SSLError):
            pass
        finally:
            self._writers.discard(writer)
            self.open -= 1
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        spoken = H2Connection(H2Configuration(client_side=False))
        spoken.initiate_connection()
        paths: dict[int, str] = {}
        bodies: dict[int, bytes] = {}
        flood: asyncio.Task[None] | None = None
        writer.write(spoken.data_to_send())
        while data := await reader.read(65536):
            await asyncio.sleep(self.latency)
            for event in spoken.receive_data(data):
                if isinstance(event, RequestReceived):
                    paths[event.stream_id] = dict(event.headers)[b":path"].decode()
                elif isinstance(event, DataReceived):
                    bodies[event.stream_id] = bodies.get(event.stream_id, b"") + event.data
                    spoken.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                elif isinstance(event, StreamEnded):
                    path, body = paths[event.stream_id], bodies.get(event.stream_id, b"")
                    if path.endswith(self.held):
                        flood = flood or asyncio.create_task(self._flood(spoken, writer))
                        continue
                    self.asked.append((path, body))
                    answer = token_reply() if path.endswith("token") else user()
                    headers = [(":status", "200"), ("content-type", "application/json")]
                    spoken.send_headers(event.stream_id, headers)
                    spoken.send_data(event.stream_id, answer.content, end_stream=True)
            writer.write(spoken.data_to_send())
        if flood is not None:
            flood.cancel()

    @staticmethod
    async def _flood(spoken: H2Connection, writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            spoken.ping(b"12345678")
            writer.write(spoken.data_to_send())
            await asyncio.sleep(0.02)
