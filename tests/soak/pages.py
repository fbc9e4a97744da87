"""A bare server of pages of users, in a process of its own: each page is made once, before anything is measured.

python -m tests.soak.pages COUNT SIZE      prints its port, and serves until its input ends
"""

from __future__ import annotations

import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def user(number: int) -> dict[str, Any]:
    """About 750 bytes of JSON."""
    key = f"{number:08}-7a1c-4f0e-9b55-0c6f3f7a2d11"
    org = {"href": f"https://district.example/orgs/{number % 40:04}", "sourcedId": f"o{number % 40:04}", "type": "org"}
    agent = {"href": f"https://district.example/users/{number + 1:08}", "sourcedId": f"a{number:08}", "type": "user"}
    return {
        "sourcedId": key,
        "status": "active",
        "dateLastModified": "2025-06-30T08:15:30.123Z",
        "enabledUser": True,
        "username": f"user{number}",
        "userIds": [{"type": "SIS", "identifier": f"sis-{number}"}],
        "givenName": "Given",
        "familyName": "Family",
        "email": f"user{number}@district.example",
        "roles": [{"roleType": "primary", "role": "student", "org": org}],
        "agents": [agent],
        "primaryOrg": org,
        "grades": ["7"],
        "metadata": {"house": "north"},
    }


def serve(count: int, size: int) -> None:
    bodies: dict[int, bytes] = {}
    for offset in range(0, max(count, 1), size):
        users = [user(number) for number in range(offset, min(offset + size, count))]
        bodies[offset] = json.dumps({"users": users, "totalCount": count}, separators=(",", ":")).encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            offset = int((re.search(r"[?&]offset=(\d+)", self.path) or re.match("(0)", "0")).group(1))  # type: ignore[union-attr]
            self._send(bodies[offset])

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self._send(b'{"access_token": "t", "expires_in": 3600}')

        def _send(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_port, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
