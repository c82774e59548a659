"""What packs say of issuers' names, applied: the place in a name, and words that mean all that the issuer speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from docextract.rulepacks.load import load_pack
from docextract.rulepacks.read_files import available_packs
from docextract.rulepacks.schema import Pack
from docextract.text.labels import compare_form
from docextract.text.patterns import Pattern, compile_pattern
from docextract.text.word_patterns import any_of

# Every place has one, whatever its reports are about.
_GOVERNMENT = "人民政府"


def issuer_place(issuer: str, pack: Pack) -> str:
    """The place in an issuer's name, without the word for its rank; the name as it is when it is no office of the pack's.

    >>> pack = load_pack("zhongzhi/2024")
    >>> issuer_place("江城市教育局", pack), issuer_place("江城中等专业学校", pack)
    ('江城', '江城中等专业学校')
    """
    return _place_end(pack.words.offices).sub("", issuer)


@cache
def _place_end(offices: tuple[str, ...]) -> Pattern:
    return compile_pattern(rf"(?:市|县|区|省)?{any_of([*offices, _GOVERNMENT])}$")


@cache
def neutral_start(general: str, words: tuple[str, ...]) -> Pattern:
    """What a name may begin with and still name the same: a pattern of general words, and those of a pack."""
    return compile_pattern(rf"^(?:{general}|{any_of(words)})+")


def without_issuer(subject: str, place: str, neutral: Pattern, least: int) -> str:
    """A subject in the form in which subjects are compared, without the place and the neutral words before it.

    The place is left out only where at least that many characters stay.
    """
    key = compare_form(subject)
    before = ""
    while before != key:
        before = key
        if place and key.startswith(place) and len(key) >= len(place) + least:
            key = key[len(place) :].removeprefix("市").removeprefix("县").removeprefix("省")
        rest = neutral.sub("", key)
        key = rest if len(rest) >= 2 else key
    return key


@cache
def shipped_words(key: str) -> tuple[str, ...]:
    """The words of all shipped packs under a key of `words:`, for what is read away from any one pack (a folder of reports)."""
    found: Sequence[str] = [word for id in available_packs() for word in getattr(load_pack(id).words, key)]
    return tuple(dict.fromkeys(found))
