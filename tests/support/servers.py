"""Run the web servers that `hosting/` has configurations for, and `make serve`, on loopback.

As a command, install the given programs from Debian where they are missing.
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
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.support.site_build import PROJECT
from tools.system_packages import install_packages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOSTING = PROJECT / "hosting"
# Seconds after which `make serve` is given up if it hangs; a page comes after two.
PATIENCE = 300
APACHE_FOLDER = "/usr/lib/apache2/modules"
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
# The main configuration for hosting/apache.htaccess: Debian's modules, no other files.
APACHE = """\
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
{user}
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
ErrorLog {folder}/error.log
{modules}
TypesConfig /etc/mime.types
DocumentRoot {folder}/web
{config}
"""
APACHE_MODULES = (
    "mpm_event", "authz_core", "deflate", "dir", "filter", "headers", "mime", "rewrite",
)  # fmt: skip
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
        if not program_path(program):
            install_packages(
                program,
                use="公開の設定（hosting/）のテスト",
                without=f"{program} のテストは省きます。",
                service=program in _COMMANDS,
            )


@contextlib.contextmanager
def run_server(
    program: str, site: Path, redirects: str = "", subfolder: str = ""
) -> Iterator[Server]:
    """Serve a built site, with these lines of `_redirects` converted for the server.

    subfolder: such as "hintbook/", if the site is not to stand at the root
    """
    with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as stack:
        folder, port = Path(scratch), free_port()
        web = folder / "web" / subfolder
        web.mkdir(parents=True)
        for path in site.iterdir():
            (web / path.name).symlink_to(path)
        command = _COMMANDS[program](folder, port, web, redirects)
        log = stack.enter_context((folder / "log").open("w+", encoding="utf-8"))
        environment = {**os.environ, "HOME": scratch}
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)  # noqa: S603 - ours
        stack.callback(_stop, server)
        while not _answers(port):
            if server.poll() is not None:
                raise RuntimeError((folder / "log").read_text("utf-8"))
            time.sleep(0.02)
        yield Server(port, folder)


@contextlib.contextmanager
def served(project: Path, **environment: str) -> Iterator[str]:
    """Serve a project as `make serve` does; yield its address, which may not answer yet."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "-q", "--dev-addr", address]
    server = subprocess.Popen(  # noqa: S603
        command,
        cwd=project,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://{address}/"
    finally:
        _stop(server)


def wait_for(address: str, text: str, *, gone: bool = False) -> str:
    """Return the page at an address once it contains a text, or no longer does if `gone`."""
    page = ""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310
            page = str(answer.read(), "utf-8")
            if page and (text in page) != gone:
                return page
        time.sleep(0.02)
    raise TimeoutError(f"{text!r} {'stays' if gone else 'does not come'}: {page[:2000]}")


def _nginx(folder: Path, port: int, web: Path, redirects: str) -> list[str]:
    config, moved = _configured("nginx.conf", "map", web, redirects)
    config = _substituted(
        config,
        (r"listen +80;", f"listen 127.0.0.1:{port};"),
        (r"/srv/hintbook/site", f"{folder}/web"),
        (r"/(etc|var/log)/nginx/(?=hintbook)", f"{folder}/"),
    )
    # Run as root, the workers would switch to a user who may not be allowed to read the site.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(user=user, config=config), "utf-8")
    (folder / "hintbook-moved.map").write_text(moved, "utf-8")
    return [program_path("nginx") or "nginx", "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]


def _caddy(folder: Path, port: int, web: Path, redirects: str) -> list[str]:
    config, moved = _configured("Caddyfile", "caddy", web, redirects)
    config = _substituted(
        config,
        (r"(?m)^example\.org", f"http://127.0.0.1:{port}"),
        (r"/srv/hintbook/site", f"{folder}/web"),
        (r"/etc/caddy/(?=hintbook)", f"{folder}/"),
    )
    (folder / "Caddyfile").write_text(CADDY.format(config=config), "utf-8")
    (folder / "hintbook-moved.caddy").write_text(moved, "utf-8")
    command = [program_path("caddy") or "caddy", "run", "--adapter", "caddyfile"]
    return [*command, "--config", str(folder / "Caddyfile")]


def _apache(folder: Path, port: int, web: Path, redirects: str) -> list[str]:
    config, moved = _configured("apache.htaccess", "htaccess", web, redirects)
    (web / ".htaccess").write_text(config + moved, "utf-8")
    readme = (HOSTING / "README.md").read_text("utf-8")
    block = re.search(r"( *)<Directory .*?CustomLog.*?\n", readme, re.DOTALL)
    if not block:
        raise ValueError("hosting/README.md has no configuration for Apache")
    main = _substituted(
        block[0],
        (r"/srv/hintbook/site", f"{folder}/web"),
        (r"/var/log/apache2/", f"{folder}/"),
    )
    modules = "\n".join(
        f"LoadModule {name}_module {APACHE_FOLDER}/mod_{name}.so" for name in APACHE_MODULES
    )
    text = APACHE.format(folder=folder, port=port, modules=modules, config=main, user="")
    (folder / "apache.conf").write_text(text, "utf-8")
    command = program_path("apache2") or "apache2"
    return [command, "-d", str(folder), "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]


_COMMANDS: dict[str, Callable[[Path, int, Path, str], list[str]]] = {
    "nginx": _nginx,
    "caddy": _caddy,
    "apache2": _apache,
}


def _substituted(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        text, found = re.subn(old, new, text)
        if not found:
            raise ValueError(f"the configuration has nothing like {old}")
    return text


def _configured(name: str, kind: str, web: Path, redirects: str) -> tuple[str, str]:
    """Return a configuration and its redirects as hosting/README.md tells to make them.

    kind: ending of the file with the redirects
    """
    readme = (HOSTING / "README.md").read_text("utf-8")
    config = (HOSTING / name).read_text("utf-8")
    convert = re.search(
        rf"^    (.*sed .* site/_redirects\)?) >>? \S+\.{kind}$", readme, re.MULTILINE
    )
    if not convert:
        raise ValueError(f"hosting/README.md does not say how to make a .{kind}")
    moved = _shell(convert[1].replace("site/_redirects", "/dev/stdin"), redirects)
    if web.name != "web":
        adapt = re.search(rf"^    (sed -i .*) \S+/\S+\.{kind}$", readme, re.MULTILINE)
        if not adapt:
            raise ValueError(f"hosting/README.md does not say how to serve a subfolder by {name}")
        command = re.sub(
            r"^sed -i|(?<=') /.*", lambda m: "sed" if m[0] == "sed -i" else "", adapt[1]
        )
        config, moved = _shell(command, config), _shell(command, moved)
    return config, moved


def _shell(command: str, text: str) -> str:
    shell = ["sh", "-c", command]
    done = subprocess.run(shell, input=text, capture_output=True, text=True, check=True)  # noqa: S603 - of our README
    return done.stdout


def free_port() -> int:
    """Return a port on loopback that no server has."""
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
