"""Run the web servers that `hosting/` has configurations for, on loopback.

As a command, install the given programs that are missing from Debian, if run as root.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.support.browser_path import install
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOSTING = PROJECT / "hosting"
SYSTEMD = Path("/run/systemd/system")  # exists if systemd runs
# The main configuration around hosting/nginx.conf, with all paths inside one folder.
NGINX = """\
daemon off;
worker_processes auto;
{user}
pid nginx.pid;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  client_body_temp_path body; fastcgi_temp_path fastcgi; proxy_temp_path proxy;
  scgi_temp_path scgi; uwsgi_temp_path uwsgi;
  {config}
}}
"""
CADDY = "{{\n\tadmin off\n\tauto_https off\n}}\n{config}"


class Server(NamedTuple):
    """A running server: its port on loopback, and the folder of its files and logs."""

    port: int
    folder: Path


def program_path(program: str) -> str | None:
    """Return the path of a program, if installed; nginx may be in /usr/sbin."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


def main(programs: list[str]) -> None:
    """Install missing programs, but no server that Debian's package would start as a service."""
    for program in programs:
        if not program_path(program) and not (program in _COMMANDS and SYSTEMD.exists()):
            install(program)


@contextlib.contextmanager
def run_server(program: str, site: Path, redirects: str = "") -> Iterator[Server]:
    """Serve a built site, with these lines of `_redirects` converted for the server."""
    with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as stack:
        folder, port = Path(scratch), _free_port()
        command = _COMMANDS[program](site, folder, port, redirects)
        log = stack.enter_context((folder / "log").open("w+", encoding="utf-8"))
        environment = {**os.environ, "HOME": scratch}
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)  # noqa: S603 - ours
        stack.callback(_stop, server)
        while not _answers(port):
            if server.poll() is not None:
                raise RuntimeError((folder / "log").read_text("utf-8"))
            time.sleep(0.02)
        yield Server(port, folder)


def _nginx(site: Path, folder: Path, port: int, redirects: str) -> list[str]:
    config = _substituted(
        (HOSTING / "nginx.conf").read_text("utf-8"),
        (r"listen +80;", f"listen 127.0.0.1:{port};"),
        (r"/srv/hintbook/site", str(site)),
        (r"/(etc|var/log)/nginx/(?=hintbook)", f"{folder}/"),
    )
    # Run as root, the workers would switch to a user who may not be allowed to read the site.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(user=user, config=config), "utf-8")
    (folder / "hintbook-moved.map").write_text(_redirect_lines("map", redirects), "utf-8")
    return [program_path("nginx") or "nginx", "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]


def _caddy(site: Path, folder: Path, port: int, redirects: str) -> list[str]:
    config = _substituted(
        (HOSTING / "Caddyfile").read_text("utf-8"),
        (r"(?m)^example\.org", f"http://127.0.0.1:{port}"),
        (r"/srv/hintbook/site", str(site)),
        (r"/etc/caddy/(?=hintbook)", f"{folder}/"),
    )
    (folder / "Caddyfile").write_text(CADDY.format(config=config), "utf-8")
    (folder / "hintbook-moved.caddy").write_text(_redirect_lines("caddy", redirects), "utf-8")
    command = [program_path("caddy") or "caddy", "run", "--adapter", "caddyfile"]
    return [*command, "--config", str(folder / "Caddyfile")]


_COMMANDS: dict[str, Callable[[Path, Path, int, str], list[str]]] = {
    "nginx": _nginx,
    "caddy": _caddy,
}


def _substituted(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        text, found = re.subn(old, new, text)
        if not found:
            raise ValueError(f"the configuration has nothing like {old}")
    return text


def _redirect_lines(kind: str, redirects: str) -> str:
    """Convert lines of `_redirects` by the command that hosting/README.md gives."""
    readme = (HOSTING / "README.md").read_text("utf-8")
    found = re.search(rf"sed (\S+ )?'(.+)' site/_redirects > \S+\.{kind}$", readme, re.MULTILINE)
    if not found:
        raise ValueError(f"hosting/README.md does not say how to make a .{kind}")
    options = (found[1] or "").split()
    command = ["sed", *options, found[2]]
    done = subprocess.run(command, input=redirects, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait(10)


if __name__ == "__main__":
    main(sys.argv[1:])
