"""Replacing the site on disk by renaming folders, so that no reader meets half a site."""

from __future__ import annotations

import errno
import shutil
from functools import cache, partial
from typing import TYPE_CHECKING

from filelock import FileLock

from hintbook.background import in_background

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from hintbook.render.output import Asset

# The disk, a quota or the largest allowed file is full.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def staging_folder(site: Path) -> Path:
    """Return the folder in which a site is built: beside the final one, on the same disk."""
    return site.with_name(f"{site.name}.new")


def apart_folder(site: Path) -> Path:
    """Return the folder of what another process writes, until it is merged into the site."""
    return site.with_name(f"{site.name}.apart")


def replace_site(new: Path, site: Path) -> None:
    """Move the folder `new` to `site` and remove what was there.

    Raises `OSError` with the former site still in its place.
    """
    former = _former_folder(site)
    remove(former)
    site.parent.mkdir(parents=True, exist_ok=True)
    if site.exists():
        site.rename(former)
    try:
        new.rename(site)
    except OSError:
        restore(site)
        raise
    remove(former)


def merge(new: Path, site: Path) -> None:
    """Move everything in the folder `new` to its place in `site`, folders as a whole where they are new."""
    for path in new.iterdir():
        target = site / path.name
        if path.is_dir() and target.is_dir():
            merge(path, target)
        else:
            path.replace(target)


def write_apart(assets: Sequence[Asset], folder: Path) -> Callable[[], None]:
    """Let another process write assets into an empty folder.

    Returns a function that writes what that process has not come to, and waits for it.
    """
    others = in_background(partial(_write_new, assets, folder), low_priority=True)

    @cache
    def finish() -> None:
        written = {*_write_new(assets[::-1], folder), *others()}
        # A process that ended early may have left half a file.
        write((asset for asset in assets if asset.path not in written), folder)

    return finish


def _write_new(assets: Iterable[Asset], folder: Path) -> list[str]:
    """Write the assets that no other process writes or has written; return their paths."""
    written = []
    for asset in assets:
        try:
            with _file_for(asset, folder).open("xb") as file:
                file.write(asset.data)
        except FileExistsError:
            continue
        written.append(asset.path)
    return written


def write(assets: Iterable[Asset], folder: Path) -> None:
    """Write assets into a folder."""
    for asset in assets:
        _file_for(asset, folder).write_bytes(asset.data)


def _file_for(asset: Asset, folder: Path) -> Path:
    """Return the file of an asset in a folder, and make the folders it needs."""
    file = folder / asset.path
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def restore(site: Path) -> None:
    """Move the former site back if a build ended between the two renames that replace it."""
    former = _former_folder(site)
    if former.exists() and not site.exists():
        former.rename(site)


def _former_folder(site: Path) -> Path:
    return site.with_name(f"{site.name}.old")


def site_lock(site: Path) -> FileLock:
    """Return the lock of a site: the process that holds it may build there; it ends with the process.

    Acquiring it raises `filelock.Timeout` at once while another process holds it.
    """
    return FileLock(site.with_name(f"{site.name}.lock"), timeout=0, thread_local=False)


def linked_folder(site: Path) -> Path | None:
    """Return which of a site's folders is a link, None if none is.

    What a build deletes and writes there would be elsewhere.
    """
    folders = (site, staging_folder(site), apart_folder(site), _former_folder(site))
    return next((folder for folder in folders if folder.is_symlink()), None)


def remove(path: Path) -> None:
    """Remove a folder or a file if it exists, as far as possible."""
    if path.is_file():
        path.unlink(missing_ok=True)
    shutil.rmtree(path, ignore_errors=True)


def write_error_message(failure: OSError) -> str:
    """Return one line for editors: why the site could not be written, and what to do."""
    if failure.errno in _FULL:
        why = "ディスクに空きがありません"
        remedy = "要らないファイルを消して空きを作り"
    else:
        why = f"{failure.filename or 'ファイル'} を読み書きできません（{failure.strerror}）"
        remedy = "権限と、ほかのプログラムが開いていないかを確かめて"
    return (
        f"サイトを作れませんでした。{why}。{remedy}、もう一度実行してください。"
        "前のサイトがあれば、そのまま残っています。"
    )
