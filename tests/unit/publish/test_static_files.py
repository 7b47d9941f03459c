"""Scripts and styles as they are published, and the rules of their sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hintbook.render.publish.hashed_names import sources, static_files
from tests.support.site_build import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

DOCS = PROJECT / "docs"
SCRIPT = """\
// A comment
"use strict"; // kept
  /** A @type */
  /**
   * Several lines.
   */
const a = /** @type {any} */ ("// no comment"); /* kept */
  /** @type {any} */ (a).b = "/*";
"""
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(", re.IGNORECASE
)


def _docs(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = tmp_path / "assets" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_comments_that_fill_lines_are_left_out(tmp_path: Path) -> None:
    docs = _docs(tmp_path, {"js/a/b.js": SCRIPT})
    published = static_files(docs)["assets/js/a/b.js"].data.decode().splitlines()
    lines = SCRIPT.splitlines()
    assert published == [lines[1], lines[6], lines[7]]


def test_styles_of_a_folder_are_one_file_in_the_order_of_names(tmp_path: Path) -> None:
    styles = {"css/x/02.css": "b {}\n", "css/x/01.css": "/* A */\na {}\n", "css/x.y.css": "c {}\n"}
    docs = _docs(tmp_path, styles)
    published = static_files(docs)
    assert {path: file.data for path, file in published.items()} == {
        "assets/css/x.css": b"a {}\nb {}\n",
        "assets/css/x.y.css": b"c {}\n",
    }
    assert sources(docs) == {f"assets/{name}" for name in styles}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    docs = _docs(tmp_path, {"css/x/a.css": "a {}\n", "js/a.js": "1;\n"})
    for link in ("css/x/b.css", "js/b.js"):
        (docs / "assets" / link).symlink_to("nowhere")
    assert static_files(docs).keys() == {"assets/css/x.css", "assets/js/a.js"}


def test_a_name_changes_with_the_content(tmp_path: Path) -> None:
    before = static_files(_docs(tmp_path, {"js/a.js": "1;\n", "js/b.js": "1;\n"}))
    after = static_files(_docs(tmp_path, {"js/a.js": "2;\n", "js/b.js": "// 2\n1;\n"}))
    assert re.fullmatch(r"assets/js/a\.[0-9a-f]{10}\.js", before["assets/js/a.js"].path)
    assert before["assets/js/a.js"].path != after["assets/js/a.js"].path
    assert before["assets/js/b.js"].path == after["assets/js/b.js"].path


def test_only_the_palette_has_colours() -> None:
    styles = {file.name: file for file in (DOCS / "assets/css").rglob("*.css")}
    palette = styles.pop("01-palette.css").read_text("utf-8")
    assert len(COLOUR.findall(palette)) > 20
    for name, file in styles.items():
        assert not COLOUR.search(file.read_text("utf-8")), name


def test_every_colour_is_given_for_light_and_dark() -> None:
    palette = (DOCS / "assets/css/hintbook/01-palette.css").read_text("utf-8")
    names = re.findall(
        r"^  (--[\w-]+): var\(--light, \S+\) var\(--dark, \S+\);$", palette, re.MULTILINE
    )
    assert len(names) == len(set(names)) == len(re.findall(r"var\(--(?:light|dark)", palette)) / 2
    assert {"--paper", "--ink", "--accent", "--fault"} <= set(names)
