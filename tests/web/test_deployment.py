"""What docs/deployment.md has people put into files is taken by the programs that it is for."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

from tests.functional.conftest import ROOT
from tests.needed import program

PAGE = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return str(re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1])


def said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return f"{done.returncode} {done.stdout}{done.stderr}"


def test_systemd_takes_the_unit(tmp_path: Path):
    unit = tmp_path / "quotesdb.service"
    text = block("ini")
    assert "/opt/quotesdb/bin/quotesdb serve --hostname desk.example" in text
    unit.write_text(
        text.replace("/opt/quotesdb/bin/quotesdb", sys.executable).replace("User=quotesdb", "User=root")
    )
    assert said(program("systemd-analyze", "systemd"), "verify", str(unit)) == "0 "


def test_nginx_takes_the_server(tmp_path: Path):
    nginx, openssl = program("nginx"), program("openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=desk.example")
    said(openssl, *made, "-keyout", str(key), "-out", str(certificate))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = block("nginx").replace("443", f"127.0.0.1:{port}")
    server = server.replace("/etc/ssl/desk.example.pem", str(certificate))
    server = server.replace("/etc/ssl/private/desk.example.key", str(key))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\n"
        f"http {{\naccess_log {tmp_path}/asked;\n{server}}}\n"
    )
    assert "test is successful" in said(nginx, "-t", "-c", str(tmp_path / "nginx.conf"))


def test_the_image_is_made_of_what_is_there_and_of_nothing_else():
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    sources = {source for line in copied for source in line.split()}
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert {line[1:] for line in lines if line.startswith("!")} == sources
    assert "*" in lines
    assert [source for source in sources if not (ROOT / source).exists()] == []
