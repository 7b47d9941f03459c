"""Readings in kana → ids in Latin letters (Hepburn, long vowels unmarked)."""

from __future__ import annotations

import re
import unicodedata

# Each row of the syllabary with its letters, its vowels in the order a i u e o.
_ROWS = {
    "あいうえお": "a i u e o",
    "かきくけこ": "ka ki ku ke ko",
    "がぎぐげご": "ga gi gu ge go",
    "さしすせそ": "sa shi su se so",
    "ざじずぜぞ": "za ji zu ze zo",
    "たちつてと": "ta chi tsu te to",
    "だぢづでど": "da ji zu de do",
    "なにぬねの": "na ni nu ne no",
    "はひふへほ": "ha hi fu he ho",
    "ばびぶべぼ": "ba bi bu be bo",
    "ぱぴぷぺぽ": "pa pi pu pe po",
    "まみむめも": "ma mi mu me mo",
    "やゆよ": "ya yu yo",
    "らりるれろ": "ra ri ru re ro",
    "わゐゑを": "wa i e o",
    "んゔ": "n vu",
    "ぁぃぅぇぉ": "a i u e o",
    "ゃゅょゎゕゖ": "ya yu yo wa ka ke",
}
_SYLLABLES = {
    kana: letters
    for row, written in _ROWS.items()
    for kana, letters in zip(row, written.split(), strict=True)
}
# A small kana gives its vowel to the consonant before it: き + ゃ, し + ぇ, て + ぃ.
_GLIDES = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_VOWELS = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
_SIBILANTS = ("sh", "ch", "j")
_LONGEST = 60


def hiragana(text: str) -> str:
    """Kana as hiragana, full-width letters and digits as plain small ones."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in plain)


def slug(text: str) -> str | None:
    """The id that a reading or a title in Latin letters gives; None if it has other characters."""
    letters = ""
    doubled = False
    for character in hiragana(text):
        if character == "っ":
            doubled = True
            continue
        syllable = _syllable(letters, character)
        if syllable is None:
            return None
        letters, added = syllable
        if doubled and added[:1].isalpha():
            letters += "t" if added.startswith("ch") else added[0]
        doubled = False
        letters += added
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return _cut(words) or None


def _syllable(before: str, character: str) -> tuple[str, str] | None:
    """What comes before a character, cut to take it, and its letters; None if it has none."""
    if character in _GLIDES and before[-1:] == "i":
        sibilant = before[:-1].endswith(_SIBILANTS)
        return before[:-1], ("" if sibilant else "y") + _GLIDES[character]
    if character in _VOWELS and before[-1:] in set("aiueo") and before[-2:-1].isalpha():
        return before[:-1], _VOWELS[character]
    if character in _VOWELS and before[-1:] == "u":  # うぃ
        return before[:-1], f"w{_VOWELS[character]}"
    if character in _SYLLABLES:
        return before, _SYLLABLES[character]
    if character == "ー":
        return before, ""
    return (before, character) if character.isascii() or character == "・" else None


def _cut(words: str) -> str:
    """Words of an id up to its longest, whole if there are several."""
    if len(words) <= _LONGEST:
        return words
    return words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
