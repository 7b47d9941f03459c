"""Install packages of the system: say first what and why, within a time limit, without any service.

INSTALL=no forbids it. Runs on Python 3.11 without packages.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

SYSTEMD = Path("/run/systemd/system")  # exists if systemd runs
UPDATE_LIMIT = 120
INSTALL_LIMIT = 900
_ENVIRONMENT = {
    "DEBIAN_FRONTEND": "noninteractive",
    "RUNLEVEL": "1",  # of maintenance: without systemd, Debian's invoke-rc.d starts nothing in it
}


def may_install() -> bool:
    """Return whether INSTALL leaves it to us to install what is missing."""
    return os.environ.get("INSTALL", "") in {"", "yes"}


def install_packages(*packages: str, use: str, without: str, service: bool = False) -> bool:
    """Install Debian packages, or say how to do so by hand; return whether they were installed.

    use: what needs them; without: what happens without them, a sentence
    service: whether they bring a service that systemd would start
    """
    names = "、".join(packages)
    if obstacle := _obstacle(service=service):
        by_hand = f"入れるには: apt-get install {' '.join(packages)}（Debian, Ubuntu）。"
        say(f"{use}に使う {names} がありません。{obstacle}{by_hand}{without}")
        return False
    minutes = INSTALL_LIMIT // 60
    say(f"{use}に使う {names} を apt-get で入れます（{minutes} 分まで。断るには INSTALL=no）…")
    environment = os.environ | _ENVIRONMENT
    run("apt-get", "update", limit=UPDATE_LIMIT, env=environment)
    options = ("--yes", "--no-install-recommends", "--option", "Dpkg::Use-Pty=0")
    done = run(
        "apt-get", "install", *options, *packages, limit=INSTALL_LIMIT, env=environment
    )  # fmt: skip
    if done.returncode != 0:
        *_, why = [b"", *done.stdout.strip().splitlines()]
        say(f"{names} を入れられませんでした（{why.decode(errors='replace')}）。{without}")
    return done.returncode == 0


def _obstacle(*, service: bool) -> str:
    """Return why nothing is installed here, a sentence; "" if it may be."""
    if not may_install():
        return f"INSTALL={os.environ['INSTALL']} なので、入れません。"
    if os.name == "nt" or not shutil.which("apt-get"):
        return "この機械では、自動では入れられません。"
    if os.geteuid() != 0:
        return "root ではないので、入れません。"
    if service and SYSTEMD.exists():
        return "入れるとサービスが動き始めるので、自動では入れません。"
    return ""


def say(message: str) -> None:
    """Print a message for whoever runs the command."""
    print(message, file=sys.stderr, flush=True)


def run(
    *command: str | Path, limit: float, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Return how a command ended, with all its output.

    After `limit` seconds it is killed with its process group; the output says so at its end.
    A program that does not exist ends with 127.
    """
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(  # noqa: S603 - the commands are ours, or $CHROMIUM
                command,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as failure:
            return subprocess.CompletedProcess(command, 127, str(failure).encode())
        with process:
            try:
                process.wait(limit)
            except subprocess.TimeoutExpired:
                _kill(process)
                output.write(f"{limit:g} 秒たっても終わらないので、止めました。\n".encode())
            except BaseException:  # interrupted
                _kill(process)
                raise
        output.seek(0)
        return subprocess.CompletedProcess(command, process.returncode, output.read())


def _kill(process: subprocess.Popen[bytes]) -> None:
    if os.name == "nt":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
