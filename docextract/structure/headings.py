"""Which text blocks are headings: number, style, contents list and outline are evidence; none of them is proof."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from docextract.model.flow import Flow, TextBlock
from docextract.model.page import OutlineEntry
from docextract.structure.numbering import Numbered, Scheme, split_number
from docextract.structure.piece import Piece, Role, marked

MAX_HEADING = 60  # characters
MAX_PLAIN_HEADING = 32  # of an unnumbered heading, or of one in the body's own style
LARGER_PT = 0.9
SENTENCE_END = re.compile(r"[。；;，,！!]$")
# Schemes that number list items in running text as often as headings: they need a style of their own.
LIST_LIKE = (Scheme.ONE_DOT, Scheme.ONE_PAREN, Scheme.WORD)
FRONT_WORDS = re.compile(r"^(?:前言|引言|序言?|导言|摘要|概述|结语|结束语|后记|附录|附件|附表)$")

StyleKey = tuple[float, str, bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may be a heading, with what speaks for it."""

    index: int
    block: TextBlock
    numbered: Numbered
    style: StyleKey
    stands_out: bool
    is_listed: bool


def style_key(block: TextBlock) -> StyleKey:
    """What makes blocks of one kind alike: size to half a point, font, weight."""
    return round(block.size * 2) / 2, block.font, block.is_bold


def mark_headings(
    pieces: Sequence[Piece], flow: Flow, in_case: Sequence[bool], outline: Sequence[OutlineEntry]
) -> tuple[Piece, ...]:
    """Headings marked with number and title; levels come later. `in_case` tells which pieces lie inside a framed case."""
    listed = {_plain(p.title) for p in pieces if p.role is Role.LIST_ENTRY}
    listed |= {_plain(entry.title) for entry in outline}
    candidates = [
        _candidate(i, piece.text_block, flow, listed)
        for i, piece in enumerate(pieces)
        if piece.is_text and piece.text_block is not None and _may_be(piece.text_block) and not in_case[i]
    ]
    accepted = _accepted(candidates, flow)
    out = list(pieces)
    for candidate, why in accepted:
        number, title = candidate.numbered.number, candidate.numbered.title
        out[candidate.index] = marked(out[candidate.index], Role.HEADING, number, title, why)
    return tuple(out)


def _plain(text: str) -> str:
    return re.sub(r"[\s:：、.．]+", "", text)


def _may_be(block: TextBlock) -> bool:
    text = block.text.strip()
    return 0 < len(text) <= MAX_HEADING and len(block.lines) <= 3 and bool(re.search(r"[\u4e00-\u9fffA-Za-z]", text))


def _candidate(index: int, block: TextBlock, flow: Flow, listed: set[str]) -> Candidate:
    larger = block.size >= flow.body_size + LARGER_PT
    other_font = block.font != flow.body_font and block.size >= flow.body_size - 0.3
    return Candidate(
        index=index,
        block=block,
        numbered=split_number(block.text),
        style=style_key(block),
        stands_out=larger or (block.size >= flow.body_size - 0.6 and (block.is_bold or other_font)),
        is_listed=_plain(block.text) in listed,
    )


def _accepted(candidates: Sequence[Candidate], flow: Flow) -> list[tuple[Candidate, str]]:
    """Candidates that pass, each with the reason, in document order."""
    sure = {id(c): why for c in candidates if (why := _sure_reason(c, flow))}
    heading_styles = Counter(c.style for c in candidates if id(c) in sure)
    plain_schemes = _plain_schemes(candidates, sure)
    out = []
    for candidate in candidates:
        why = sure.get(id(candidate)) or _style_reason(candidate, heading_styles)
        if not why and candidate.numbered.scheme in plain_schemes and _reads_as_title(candidate):
            why = "numbered in sequence, document without heading styles"
        if why:
            out.append((candidate, why))
    return out


def _reads_as_title(candidate: Candidate) -> bool:
    text = candidate.block.text.strip()
    return not SENTENCE_END.search(text) and not candidate.block.ends_full and len(text) <= MAX_PLAIN_HEADING + 8


def _sure_reason(candidate: Candidate, flow: Flow) -> str:
    """Why a candidate is a heading on its own evidence; "" if it is not."""
    block, numbered = candidate.block, candidate.numbered
    text = block.text.strip()
    is_word = numbered.scheme is Scheme.WORD
    if _ends_as_sentence(candidate, flow) and not (candidate.is_listed and candidate.stands_out):
        return ""
    if text.endswith((":", "：")) and not (is_word and not numbered.title) and not candidate.is_listed:
        return ""
    if candidate.is_listed and (candidate.stands_out or numbered.scheme is not Scheme.NONE):
        return "in the contents list or outline"
    if numbered.scheme is not Scheme.NONE and candidate.stands_out:
        return "numbered, in a style of its own"
    if numbered.scheme is Scheme.NONE and FRONT_WORDS.match(re.sub(r"\s+", "", text)) and candidate.stands_out:
        return "a usual front or back heading"
    is_large = block.size >= flow.body_size + LARGER_PT
    if numbered.scheme is Scheme.NONE and is_large and (block.is_bold or block.is_centered) and not block.ends_full:
        return "unnumbered, larger than the body"
    return ""


def _ends_as_sentence(candidate: Candidate, flow: Flow) -> bool:
    """A closing mark speaks against a heading, but some authors set one after a bold numbered line of its own."""
    text = candidate.block.text.strip()
    if not SENTENCE_END.search(text):
        return False
    is_strong = candidate.block.is_bold and candidate.block.font != flow.body_font and len(candidate.block.lines) == 1
    has_number = candidate.numbered.scheme not in (Scheme.NONE, Scheme.ONE_DOT, Scheme.ONE_PAREN)
    return not (text.endswith("。") and is_strong and has_number)


def _style_reason(candidate: Candidate, heading_styles: Counter[StyleKey]) -> str:
    """An unnumbered line in the very style of numbered headings."""
    block = candidate.block
    text = block.text.strip()
    if candidate.numbered.scheme is not Scheme.NONE or not candidate.stands_out:
        return ""
    if len(text) > MAX_PLAIN_HEADING or SENTENCE_END.search(text) or text.endswith((":", "：")):
        return ""
    if heading_styles[candidate.style] >= 2 and not block.ends_full:
        return "unnumbered, in the style of other headings"
    return ""


def _plain_schemes(candidates: Sequence[Candidate], sure: dict[int, str]) -> set[Scheme]:
    """Schemes that number headings in the body's own style: the numbers run in sequence and none stands out.

    Only schemes that seldom number list items qualify; 1. and (1) in body style stay text.
    """
    found: set[Scheme] = set()
    for scheme in Scheme:
        if scheme is Scheme.NONE or scheme in LIST_LIKE:
            continue
        own = [c for c in candidates if c.numbered.scheme is scheme]
        if len(own) >= 2 and not any(id(c) in sure and c.stands_out for c in own) and any(map(_reads_as_title, own)):
            found.add(scheme)
    return found
