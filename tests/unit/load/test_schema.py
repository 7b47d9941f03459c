"""The JSON Schemas are current, agree with the models, and have Japanese descriptions."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from hintbook.cli import main
from hintbook.library import open_library
from hintbook.library.references import TARGETS
from hintbook.load.csv_reader import parse_csv
from hintbook.load.files import file_type_of, load
from hintbook.load.yaml_reader import parse
from hintbook.messages import MESSAGES
from hintbook.model import ENTRY_TYPES, FILES
from hintbook.model.base.schema_extra import REF
from hintbook.schema import schema, schemas, subschemas
from tests.support.invalid_content import CONTENT_OK, invalid

if TYPE_CHECKING:
    from pathlib import Path

    from hintbook.library import Library

JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-龠]")


def _validators(library: Library) -> dict[str, Draft202012Validator]:
    written = schemas(library).items()
    return {name: Draft202012Validator(json.loads(text)) for name, text in written}


@pytest.fixture(scope="module")
def small_validators() -> dict[str, Draft202012Validator]:
    """The validators of the schemas for the small valid content."""
    return _validators(open_library(CONTENT_OK))


def test_every_entry_type_has_a_name_of_its_own() -> None:
    assert len({entry_type.type for entry_type in ENTRY_TYPES}) == len(ENTRY_TYPES)


def test_every_reference_has_a_target_and_a_message() -> None:
    written = json.dumps([entry_type.model_json_schema() for entry_type in ENTRY_TYPES])
    named = set(re.findall(f'"{REF}": "(.+?)"', written))
    assert "tag" in named
    assert named - {"passage"} <= set(TARGETS)
    assert {target.code for target in TARGETS.values()} <= set(MESSAGES)


def test_schemas_are_written_once(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["schema", str(content), "--folder", str(content.parent / "schemas")]
    assert main([*command, "--check"]) == 1
    assert main(command) == 0
    assert "practices.json を書きました" in capsys.readouterr().out
    assert main([*command, "--check"]) == 0
    assert main(command) == 0
    assert capsys.readouterr().out == ""


def test_check_warns_of_schemas_of_other_content_until_they_are_renewed(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schemas_too = ["schema", str(content), "--folder", str(content.parent / "schemas")]
    assert main(schemas_too) == 0
    add = ["new", "tag", "--content", str(content), "--title", "絵はがき", "--id", "postcards"]
    assert main([*add, "--facet", "theme", "--text", "絵はがきを送る取組"]) == 0
    capsys.readouterr()
    assert main(["check", str(content)]) == 0
    output = capsys.readouterr().out
    assert re.search("^schemas/[a-z-]+[.]json:1:1: ", output, re.MULTILINE)
    assert "で書き直してください" in output
    assert main(schemas_too) == 0
    capsys.readouterr()
    assert main(["check", str(content)]) == 0
    assert "schemas/" not in capsys.readouterr().out


def test_valid_content_of_every_kind_is_valid_by_its_schema(
    small_content: Path, small_library: Library
) -> None:
    validators = _validators(small_library)
    for validator in validators.values():
        validator.check_schema(validator.schema)
    files = load(small_content).files
    assert {file_type_of(file.name.removeprefix("content/")) for file in files} == {*FILES}
    for file in files:
        kind = file_type_of(file.name.removeprefix("content/"))
        assert kind
        found = validators[f"{kind.name}.json"].iter_errors(file.parsed.data)
        assert [error.json_path for error in found] == [], file.name


def test_every_key_says_in_japanese_what_it_holds(small_library: Library) -> None:
    for kind in FILES:
        for node in subschemas(schema(kind, small_library)):
            for key, value in node.get("properties", {}).items():
                assert JAPANESE.search(value["description"]), (kind.name, key)


def test_no_text_but_a_citation_may_hold_private_data(small_library: Library) -> None:
    for kind in FILES:
        for node in subschemas(schema(kind, small_library)):
            if node.get("type") == "string" and not {"enum", "const", "format"} & node.keys():
                refused = [inner["x-codes"]["not"] for inner in node.get("allOf", [])]
                by_pattern = node.get("pattern", r"\S") != r"\S"
                cited = node.get("x-citation", False)
                assert by_pattern or cited != ("private-data" in refused), (kind.name, node)


# Keys of what is shown in one line of a page, a list or a file.
NAMES = re.compile("(sub)?title|heading|label|caption|term|columns|aliases|row|option|publisher")


def test_names_are_one_line(small_library: Library) -> None:
    for kind in FILES:
        whole = schema(kind, small_library)
        properties = [p for node in subschemas(whole) for p in node.get("properties", {}).items()]
        for key, value in properties:
            name = value.get("$ref", "").rpartition("/")[2]
            texts = subschemas(whole["$defs"][name] if name else value)
            for node in texts if NAMES.fullmatch(key) else ():
                if node.get("type") == "string" and "enum" not in node:
                    refused = [inner["x-codes"]["not"] for inner in node.get("allOf", [])]
                    assert "line-break" in refused, (kind.name, key)


def test_ids_are_completed_with_what_they_mean() -> None:
    written = schemas(open_library(CONTENT_OK))["practices.json"]
    tags = json.loads(written)["properties"]["tags"]["items"]
    descriptions = dict(zip(tags["enum"], tags["enumDescriptions"], strict=True))
    assert descriptions["letters"].startswith("手紙（テーマ）: ")


@pytest.mark.parametrize(
    "code",
    [
        "address-reserved",
        "empty-list",
        "empty-text",
        "invalid-value",
        "malformed-address",
        "malformed-id",
        "malformed-reading",
        "missing-key",
        "private-data",
        "repeated-value",
        "too-few",
        "too-many",
        "unknown-category",
        "unknown-document",
        "unknown-goal",
        "unknown-key",
        "unknown-method",
        "unknown-tag",
        "unkind-word",
        "wrong-type",
    ],
)
def test_schema_refuses_what_the_command_refuses(
    small_validators: dict[str, Draft202012Validator], code: str
) -> None:
    invalid_file = invalid(code)
    kind = file_type_of(invalid_file.path)
    assert kind
    read = parse_csv if invalid_file.path.endswith(".csv") else parse
    data = read(invalid_file.raw, invalid_file.path).data
    assert not small_validators[f"{kind.name}.json"].is_valid(data)
