"""The web server in front of several processes, with the configuration that operators are given."""

from __future__ import annotations

import http.client
import re
import shutil
from typing import TYPE_CHECKING, Self

from tests.bench.processes import ROOT, Process

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = shutil.which("nginx")
# Whom a request comes from is said in a header: one machine has not so many addresses.
_AROUND = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    set_real_ip_from 127.0.0.1; real_ip_header X-Comes-From;
    include {folder}/lotse.conf;
}}
"""


class Nginx:
    """Pass requests on to processes, by docs/running/nginx.conf without its certificate."""

    def __init__(self, folder: Path, port: int, behind: list[int]) -> None:
        text = (ROOT / "docs" / "running" / "nginx.conf").read_text()
        text = re.sub(r" +ssl_certificate.*\n", "", text).replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
        server = re.search(r" +server 127\.0\.0\.1:8081 (.*\n)", text)[1]
        text = re.sub(r" +server 127\.0\.0\.1:808\d .*\n", "", text)
        servers = "".join(f"    server 127.0.0.1:{one} {server}" for one in behind)
        (folder / "lotse.conf").write_text(text.replace("    keepalive 32;", f"{servers}    keepalive 32;"))
        (folder / "nginx.conf").write_text(_AROUND.format(folder=folder))
        self._process = Process(["-c", str(folder / "nginx.conf")], program=PROGRAM, log=folder / "errors")
        self._port = port

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.__exit__()

    def get(self, path: str, *, comes_from: str) -> str:
        """Return what is answered to somebody at this address."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        connection.request("GET", path, headers={"X-Comes-From": comes_from})
        answer = connection.getresponse().read().decode()
        connection.close()
        return answer
