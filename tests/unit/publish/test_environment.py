"""The environment variables of a build are checked, each wrong one with a right example."""

from __future__ import annotations

import pytest

from hintbook.render.environment import EnvironmentVariableError, read_environment

RIGHT = {
    "SITE_URL": [
        "",
        "https://example.org",
        "http://127.0.0.1:8000/",
        "https://a-b.example/x/y%20z/",
    ],
    "REPO_URL": ["", "https://github.com/example/hintbook"],
    "CONTACT": ["", "a.b+c@example.co.jp"],
    "OFFLINE": ["", "dist/hintbook.zip", "hintbook.zip"],
    "SOURCE_DATE_EPOCH": ["", "0", "1767225600"],
}
SCRIPT = '"><script>alert(1)</script>'
WRONG = {
    "SITE_URL": [
        SCRIPT,
        f"https://example.org/{SCRIPT}",
        "https://exa mple.org/",
        "https://user:pw@example.org/",
        "https://example.org/?q=1#frag",
        "https://[::1",
        "javascript:alert(1)",
        "example.org",
        "https://例え.jp/",
        "https://example.org/\n",
    ],
    "REPO_URL": [SCRIPT, "git@github.com:example/hintbook.git", "https://[::1"],
    "CONTACT": [SCRIPT, "Name <a@b.jp>", "a@b", "a@b.jp?cc=c@d.jp", "a@b.jp\n"],
    "OFFLINE": ["1", "/etc/passwd", "dist/hintbook.zip\n", ".zip"],
    "SOURCE_DATE_EPOCH": ["abc", "-1", "1.5", " ", "9" * 30],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, own in RIGHT.items() for v in own])
def test_right_values_are_read(name: str, value: str) -> None:
    found = read_environment({name: value})
    expected = int(value) if name == "SOURCE_DATE_EPOCH" and value else value or None
    assert getattr(found, name.lower()) in {expected, ""}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, own in WRONG.items() for v in own])
def test_wrong_values_are_one_line_with_a_right_example(name: str, value: str) -> None:
    with pytest.raises(EnvironmentVariableError) as raised:
        read_environment({name: value, "PATH": "/bin"})
    line = str(raised.value)
    assert "\n" not in line
    assert line.startswith(f"環境変数 {name} の値 ")
    example = line.rpartition(f"例: {name}=")[2]
    assert read_environment({name: example})


def test_every_wrong_value_is_named() -> None:
    with pytest.raises(EnvironmentVariableError) as raised:
        read_environment({name: wrong[0] for name, wrong in WRONG.items()})
    assert len(str(raised.value).splitlines()) == len(WRONG)
