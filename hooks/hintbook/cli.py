"""The command `hintbook`: parses options and prints; `edit` does the work."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from hintbook import render
from hintbook.edit import error_formats, report
from hintbook.edit.console import Parser, ask, progress, speak_japanese
from hintbook.edit.files import UsageError, absolute, content_folder, file_names, write
from hintbook.edit.format import formatted
from hintbook.edit.new import TEMPLATES, NewEntryOptions
from hintbook.edit.questions import create_asking
from hintbook.edit.rename import rename
from hintbook.edit.retire import retire
from hintbook.errors import ContentErrors, limited
from hintbook.library import open_library
from hintbook.load.files import file_type_of
from hintbook.load.folder import read_bytes
from hintbook.model import TAG_FACETS
from hintbook.model.base.fields import today
from hintbook.model.practice import DISCLOSURES
from hintbook.schema import editor_settings, outdated, schemas, stale_schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from hintbook.edit.changes import Changes

    Commands: TypeAlias = argparse._SubParsersAction[Parser]  # it has no other name

_MAX_LISTED = 12  # lines with 要記入


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 for valid content, 1 for content errors, 2 for wrong use."""
    speak_japanese()
    options = _parser().parse_args(arguments)
    try:
        ended: int = options.run(options)
    except ContentErrors as found:
        print(found)
        print(f"誤りが {len(found.errors)} 件あります。")
        return 1
    except UsageError as misuse:
        print(misuse, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as failure:
        print(f"ファイルを扱えません: {failure.filename}（{failure.strerror}）", file=sys.stderr)
        return 2
    except (EOFError, KeyboardInterrupt):
        print("\n中止しました。", file=sys.stderr)
        return 2
    return ended


def check(options: argparse.Namespace) -> int:
    """Print all errors and warnings, or those that concern the given files."""
    content = content_folder(options.paths)
    everything = not options.paths or any(
        content.is_relative_to(absolute(path)) for path in options.paths
    )
    try:
        library = open_library(content, progress())
        render.check(library, content.parent / "docs", content.parent / "permalinks.lock")
        found = [*library.warnings, *stale_schemas(content, library)]
        summary = f"{len(library.items)} 項目"
    except ContentErrors as failure:
        found, summary = failure.errors, ""
    names = file_names(content, options.paths)
    shown = [error for error in found if everything or error.concerns(names)]
    errors = sum(error.severity == "error" for error in shown)
    sys.stdout.write(error_formats.FORMATS[options.format](limited(shown)))
    if options.format == "text":
        warnings = f"注意 {len(shown) - errors} 件"
        if errors:
            print(f"誤りが {errors} 件あります。")
        elif summary:
            print(f"誤りはありません（{summary}、{warnings}）。")
        else:
            print(f"誤りはありません（{warnings}）。ほかのファイルには誤りがあります。")
    return int(errors > 0)


def _add_check(commands: Commands) -> None:
    parser = _command(
        commands,
        "check",
        "内容の誤りを、場所と直し方を添えてすべて示す",
        check,
        "check",
        "check content/practices/morning-case-sharing.yml",
        "check --format json",
    )
    _add_paths(parser, "このファイルやフォルダーに関わるものだけを示す（省くと内容のすべて）")
    parser.add_argument(
        "--format",
        choices=error_formats.FORMATS,
        default="text",
        help="text（人が読む）、github（GitHub で行に表示する）、json（ほかのプログラムが読む）",
    )


def format_files(options: argparse.Namespace) -> int:
    """Bring content files into canonical form, or with --check list those that are not."""
    content = content_folder(options.paths)
    status = 0
    show = progress()
    names = [n for n in file_names(content, options.paths or [content]) if n.endswith(".yml")]
    for done, name in enumerate(names):
        show(done, len(names))
        file_type = file_type_of(name.partition("/")[2])
        path = content.parent / name
        if file_type is None:
            continue
        raw = read_bytes(path)
        try:
            text = formatted(raw, name, file_type)
        except ContentErrors as found:
            print(found)
            status = 1
            continue
        if text.encode() == raw:
            continue
        if options.check:
            print(f"{name} の書式が整っていません。")
            status = 1
        else:
            write(path, text)
            print(f"{name} の書式を整えました。")
    if options.check and status:
        print("make format で整います。")
    return status


def _add_format(commands: Commands) -> None:
    parser = _command(
        commands,
        "format",
        "内容のファイルの書き方をそろえる。値とコメントは変わらない",
        format_files,
        "format",
        "format content/practices/morning-case-sharing.yml",
        "format --check",
    )
    _add_paths(parser, "整えるファイルやフォルダー（省くと内容のすべて）")
    parser.add_argument(
        "--check", action="store_true", help="書き直さず、整っていないファイルがあれば 1 で終わる"
    )


def new(options: argparse.Namespace) -> int:
    """Write a new entry with 要記入 where text is missing."""
    template = TEMPLATES[options.type]
    content = content_folder([options.content])
    given = {field.name: getattr(options, field.name) for field in fields(NewEntryOptions)}
    made = create_asking(content, template, NewEntryOptions(**given))
    shown = f"{made.path.relative_to(content.parent).as_posix()}:{made.line}"
    print(
        f"{shown} に書きました。あと {len(made.to_write)} か所、要記入 のところを書いてください。"
    )
    for number, line in made.to_write[:_MAX_LISTED]:
        print(f"  {number} 行目: {line}")
    if len(made.to_write) > _MAX_LISTED:
        print(f"  ほか {len(made.to_write) - _MAX_LISTED} か所")
    print("書いたら make check で確かめてください。")
    return 0


def _add_new(commands: Commands) -> None:
    parser = _command(
        commands,
        "new",
        "項目を加える。書くところには「要記入」と入る",
        new,
        "new practice",
        "new practice --title 毎朝の情報共有 --reading 'まいあさの じょうほうきょうゆう'",
        "new practice --title 'Our letters' --origin '見本市福祉課からの報告（2026年）'",
        "new term --title 農福連携 --reading のうふくれんけい",
        "new tag --title 農福連携 --id farming --facet theme",
        "new source --title 支援の手引き --id tebiki",
    )
    parser.add_argument(
        "type",
        choices=TEMPLATES,
        metavar="種類",
        help="practice（実践例）、municipality（自治体事例）、topic（基礎知識）、term（用語）、"
        "tag（タグ）、source（出典）",
    )
    parser.add_argument("--title", default="", help="題。用語は見出し語、タグは表示名")
    parser.add_argument("--reading", default="", help="ひらがなの読み。id のもとになる")
    parser.add_argument(
        "--id", default="", help="id を自分で決めるとき（半角の英小文字・数字・ハイフン）"
    )
    parser.add_argument("--text", default="", help="本文。実践例は要約、用語は説明")
    parser.add_argument("--tags", default="", help="タグの id をコンマで区切って（実践例など）")
    facets = "、".join(f"{facet}（{label}）" for facet, label in TAG_FACETS.items())
    parser.add_argument(
        "--facet", default="", choices=TAG_FACETS, metavar="面", help=f"タグの面。{facets}"
    )
    parser.add_argument("--source", default="", help="出典（文書の id:箇所）")
    parser.add_argument(
        "--origin", default="", help="出典になければ、もとの資料の題・発行者・年（実践例）"
    )
    grounds = "、".join(f"{ground}（{label}）" for ground, label in DISCLOSURES.items())
    parser.add_argument(
        "--disclosure",
        default="",
        choices=DISCLOSURES,
        metavar="根拠",
        help=f"掲載の根拠（実践例）。{grounds}",
    )
    _add_content(parser)


def rename_entry(options: argparse.Namespace) -> int:
    """Rename an entry wherever it is named, once the user agrees."""
    return _apply(rename(content_folder([options.content]), options.old, options.new), options)


def _add_rename(commands: Commands) -> None:
    parser = _command(
        commands,
        "rename",
        "id を変える。その id を書いたところすべてと、前のアドレスからの案内も書き換える",
        rename_entry,
        "rename letters-at-home letters-by-post",
    )
    parser.add_argument("old", metavar="いまの id", help="いまの id")
    parser.add_argument("new", metavar="新しい id", help="新しい id")
    _add_consent(parser)


def retire_entry(options: argparse.Namespace) -> int:
    """Retire an entry with all inside it, once the user agrees."""
    content = content_folder([options.content])
    return _apply(retire(content, options.id, options.reason, options.instead), options)


def _add_retire(commands: Commands) -> None:
    parser = _command(
        commands,
        "retire",
        "項目を取り下げる。項目を消し、前のアドレスに残る知らせを書く",
        retire_entry,
        "retire letters-at-home",
        "retire letters-at-home --reason 載せた機関が、この取組を終えました。 --instead practices/",
    )
    parser.add_argument("id", help="取り下げる項目の id。中にある項目も一緒に取り下げる")
    parser.add_argument(
        "--reason",
        default="掲載を続けられなくなりました。",
        metavar="理由",
        help="読む人に伝える、短い理由（省くと「掲載を続けられなくなりました。」）",
    )
    parser.add_argument(
        "--instead",
        default="",
        metavar="アドレス",
        help="代わりに読めるところ。practices/ のように（省くと、近い一覧）",
    )
    _add_consent(parser)


def _add_consent(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="変えるところを示した後、聞かずに変える")
    _add_content(parser)


def _apply(changes: Changes, options: argparse.Namespace) -> int:
    """Show the changes, and make them if the user agrees."""
    print("\n".join(changes.described()))
    if not options.yes and ask("このとおりに変えますか（y / n）", "--yes", ("y", "n")) == "n":
        print("何も変えませんでした。")
        return 1
    changes.write()
    print("変えました。make check で確かめてください。")
    return 0


def report_state(options: argparse.Namespace) -> int:
    """Print what editors should review."""
    library = open_library(content_folder([options.content]), progress())
    found = report.groups(library, options.today, options.least_tags)
    write_out = report.as_json if options.format == "json" else report.as_text
    sys.stdout.write(write_out(found))
    return 0


def _add_report(commands: Commands) -> None:
    parser = _command(
        commands,
        "report",
        "古くなった項目、つながりのない項目、タグの少ない項目、出典のない項目を示す",
        report_state,
        "report",
        "report --today 2028-06-01",
        "report --format json",
    )
    parser.add_argument(
        "--today",
        type=_date,
        default=today(),
        metavar="日付",
        help="この日を今日とみなす",
    )
    parser.add_argument(
        "--least-tags",
        type=int,
        default=2,
        metavar="数",
        help="タグがこれより少ない項目を示す（既定 2）",
    )
    parser.add_argument(
        "--format",
        choices=["text", "json"],
        default="text",
        help="text（人が読む）、json（ほかのプログラムが読む）",
    )
    _add_content(parser)


def schema(options: argparse.Namespace) -> int:
    """Write the JSON Schemas that are not current, or with --check list them and return 1.

    The settings of VS Code beside the folder, which name the schemas, are kept current, too.
    """
    library = open_library(content_folder(options.paths), progress())
    stale = {options.folder / name: text for name, text in schemas(library).items()}
    settings = options.folder.parent / ".vscode/settings.json"
    if settings.is_file():
        stale[settings] = editor_settings(settings.read_text(encoding="utf-8"))
    stale = outdated(stale)
    for path, text in stale.items():
        if options.check:
            print(f"{path} が内容と合っていません。make schema で書き直せます。")
        else:
            write(path, text)
            print(f"{path} を書きました。")
    return int(options.check and bool(stale))


def _add_schema(commands: Commands) -> None:
    parser = _command(
        commands,
        "schema",
        "YAML エディターとフォームのための JSON Schema を schemas/ に書き出す",
        schema,
        "schema",
        "schema --check",
    )
    _add_paths(parser, "内容のフォルダー（省くと content）")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("schemas"),
        metavar="フォルダー",
        help="書き出すフォルダー",
    )
    parser.add_argument(
        "--check", action="store_true", help="書き出さず、古いものがあれば 1 で終わる"
    )


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        message = f"「{text}」は日付ではありません（例: 2026-11-21）"
        raise argparse.ArgumentTypeError(message) from None


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="hintbook",
        description="ひきこもり支援ヒントブックの内容を、確かめ、加え、整えます。",
        epilog="それぞれの使い方と例: hintbook check --help",
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="命令", title="命令の一覧"
    )
    for add in (
        _add_check,
        _add_new,
        _add_rename,
        _add_retire,
        _add_format,
        _add_schema,
        _add_report,
    ):
        add(commands)
    return parser


def _command(
    commands: Commands,
    name: str,
    description: str,
    run: Callable[[argparse.Namespace], int],
    *examples: str,
) -> Parser:
    shown = "\n".join(f"  hintbook {example}" for example in examples)
    added = commands.add_parser(
        name, help=description, description=f"{description}。", epilog=f"例:\n{shown}"
    )
    added.set_defaults(run=run)
    return added


def _add_paths(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="ファイル", help=what)


def _add_content(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--content",
        type=Path,
        default=Path("content"),
        metavar="フォルダー",
        help="内容のフォルダー",
    )
