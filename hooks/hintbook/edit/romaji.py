"""Readings in kana → ids in Latin letters (Hepburn, long vowels unmarked).

The form for a practice makes the same ones (docs/assets/js/contribute/reading.js):
tests compare both by shared vectors.
"""

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
_CONSONANT = re.compile("(.*[^aiueo])[aiueo]")
_WITH_ITS_OWN_GLIDE = ("sh", "ch", "j", "y")
_MAX_LENGTH = 60


def hiragana(text: str) -> str:
    """Return a text with hiragana for katakana, lower-case ASCII for full-width letters and digits."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in plain)


def slug(text: str) -> str | None:
    """Return the id for a reading in kana or Latin letters, None if it has other characters."""
    syllables: list[str] = []
    doubled = False
    for character in hiragana(text):
        if character == "っ":
            doubled = True
            continue
        if syllables and (joined := _joined(syllables[-1], character)):
            syllables[-1] = joined
        else:
            letters = _letters(character)
            if letters is None:
                return None
            if doubled and letters[:1].isalpha():
                letters = ("t" if letters.startswith("ch") else letters[0]) + letters
            syllables.append(letters)
        doubled = False
    return _cut(re.sub("-+", "-", "".join(syllables)).strip("-")) or None


def _joined(before: str, character: str) -> str | None:
    """Return a syllable joined with the small kana after it: ki + ゃ → kya; None if they do not join."""
    consonant = _CONSONANT.fullmatch(before)
    if character in _VOWELS:
        stem = consonant[1] if consonant else "w" if before == "u" else None
        return stem and stem + _VOWELS[character]
    if character not in _GLIDES or not consonant or consonant[1] == "w":
        return None
    stem = consonant[1]
    return stem + ("" if stem.endswith(_WITH_ITS_OWN_GLIDE) else "y") + _GLIDES[character]


def _letters(character: str) -> str | None:
    """Return the letters of a single character, "-" for a separator, None if it has none."""
    if character in _SYLLABLES:
        return _SYLLABLES[character]
    if character == "ー":
        return ""
    if character.isascii() and character.isalnum():
        return character
    return None if character.isalnum() else "-"


def _cut(words: str) -> str:
    """Return an id cut to its maximum length, between words if there are several."""
    if len(words) <= _MAX_LENGTH:
        return words
    return words[: _MAX_LENGTH + 1].rpartition("-")[0] or words[:_MAX_LENGTH]
