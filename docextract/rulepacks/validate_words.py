"""Words of headings and captions checked as a set: what would make one thing of a report look like another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docextract.rulepacks.entries import Draft, fault, unknown
from docextract.rulepacks.schema import Pack

# Things with a number of their own behind the word: a word can stand for one of them only.
APART = ("cases", "figures", "tables")
NUMBERED = (*APART, "parts", "chapters", "sections", "articles", "form_marks")


def unknown_divisors(pack: Pack, draft: Draft) -> Iterator[str]:
    """Codes under `words: per_head:` that no indicator has: nothing would be divided by them, and nobody would notice."""
    if draft.words is None:
        return
    for said, codes in pack.words.per_head.items():
        for code in codes:
            if code not in draft.indicators and all(code != gone.key for gone in draft.retired):
                yield unknown(draft.words.at("per_head"), f"per_head {said}", code, draft.indicators)


def faults_of_structure_words(pack: Pack, draft: Draft) -> Iterator[str]:
    """Words that stand for two kinds of thing, and words written with a number of their own."""
    if draft.structure is None:
        return
    at, stated = draft.structure.at, pack.structure.stated()
    owners: dict[str, str] = {}
    for key in APART:
        for word in dict.fromkeys("".join(word.split()) for word in stated.get(key, ())):
            other = owners.setdefault(word, key)
            if other != key:
                zh = f"“{word}”既是 {other} 又是 {key} 的叫法，分不清是哪一种；请只留一处。"
                yield fault(at(key), zh, f'"{word}" stands under {other} and {key}; leave it in one of them')
    for key in NUMBERED:
        for word in stated.get(key, ()):
            if re.search(r"\d", word):
                zh = f"{key}“{word}”带着数字；只写叫法本身，编号由程序去认。"
                yield fault(at(key), zh, f'{key} "{word}" has a number in it; write the word alone')
