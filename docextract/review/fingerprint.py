"""Whether a finding says what it said before, whatever the page, the layout and the wording of this program's version."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

from docextract.review.decisions import Shown, ShownPlace

# "page 8", "pages 15 and 22", "from page 52": where something stands, which another layout changes
_PAGES = re.compile(r"\bpages? \d+(?:(?:, | and )\d+)*", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
# What a message has of the report: its numbers and its Chinese words. The English words between are ours, and a new
# version may put them better without anything having changed.
_REPORTS_OWN = re.compile(r"\d+(?:[.,:/-]\d+)*|[\u3400-\u9fff]+")


def fingerprint(check: str, shown: Shown) -> str:
    """Changes with what the report says (quotes, values, units), with what is suggested and with the numbers computed.

    It does not change with pages, boxes, the words that tell the place, blanks, full-width forms, the language of the
    run or our own wording, nor with which further number was called upon to tell who is right.
    """
    places = sorted({(plain(place.quote), place.value, plain(place.unit)) for place in _named(shown)})
    told = _own_words(_PAGES.sub(" ", _without_asides(shown.message_en)))
    told -= {word for place in shown.places for word in _own_words(place.where)}
    facts = [check, places, sorted(told), plain(shown.suggested)]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:32]


def _named(shown: Shown) -> tuple[ShownPlace, ...]:
    """The places that the message speaks of; a number that it does not name only supports one side."""
    named = (place for place in shown.places if not place.value or place.value in shown.message_en)
    return tuple(named) or shown.places


def plain(text: str) -> str:
    """Without blanks, full-width forms as plain ones: another layout breaks lines elsewhere.

    >>> plain("２０２４ 年度（A）")
    '2024年度(A)'
    """
    return "".join(unicodedata.normalize("NFKC", text).split())


def _without_asides(text: str) -> str:
    """Without what stands in brackets: places, arithmetic spelled out, lists of what else the report has.

    >>> _without_asides("表 3 (page 10): 60 is 13.67%, should be 13.64% (60 ÷ (60 + 42) = 13.64%)").split()
    ['表', '3', ':', '60', 'is', '13.67%,', 'should', 'be', '13.64%']
    """
    plainer = unicodedata.normalize("NFKC", text)
    while (less := _ASIDE.sub(" ", plainer)) != plainer:
        plainer = less
    return plainer


def _own_words(text: str) -> set[str]:
    return set(_REPORTS_OWN.findall(unicodedata.normalize("NFKC", text)))
