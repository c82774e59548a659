"""Which text blocks are headings: number, style, contents list and outline are evidence; none of them is proof."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docextract.model.flow import Flow, TextBlock
from docextract.model.page import OutlineEntry
from docextract.structure.heading_styles import StyleKey, set_apart_styles, style_key
from docextract.structure.identity import names_document
from docextract.structure.numbering import Numbered, Scheme, split_bare_number, split_number
from docextract.structure.piece import Piece, Role, marked
from docextract.structure.styles import Styles
from docextract.structure.title_runs import title_runs

MAX_HEADING = 60  # characters
MAX_PLAIN_HEADING = 32  # of an unnumbered heading, or of one in the body's own style
LARGER_PT = 0.9
SENTENCE_END = re.compile(r"[。；;，,！!]$")
COLON_END = (":", "：")
# Schemes that number list items in running text as often as headings: they need a style of their own.
LIST_LIKE = (Scheme.ONE_DOT, Scheme.ONE_PAREN, Scheme.WORD, Scheme.BARE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may be a heading, with what speaks for it."""

    index: int
    block: TextBlock
    numbered: Numbered
    style: StyleKey
    stands_out: bool
    is_listed: bool
    is_larger: bool


def mark_headings(
    pieces: Sequence[Piece], flow: Flow, in_case: Sequence[bool], outline: Sequence[OutlineEntry], styles: Styles
) -> tuple[Piece, ...]:
    """Headings marked with number and title; levels come later. `in_case` tells which pieces plainly lie in a case."""
    listed = {_plain(p.title) for p in pieces if p.role is Role.LIST_ENTRY}
    listed |= {_plain(entry.title) for entry in outline}
    candidates = [
        _candidate(i, piece.text_block, flow, listed, styles)
        for i, piece in enumerate(pieces)
        if piece.is_text and piece.text_block is not None and _may_be(piece.text_block) and not in_case[i]
    ]
    if any(c.stands_out and c.numbered.scheme is Scheme.DECIMAL for c in candidates):
        candidates = [_with_bare_number(c) for c in candidates]
    accepted = _accepted(candidates, pieces, flow, in_case, styles)
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


def _candidate(index: int, block: TextBlock, flow: Flow, listed: set[str], styles: Styles) -> Candidate:
    larger = block.size >= flow.body_size + LARGER_PT
    other_font = block.font != flow.body_font and block.size >= flow.body_size - 0.3
    return Candidate(
        index=index,
        block=block,
        numbered=split_number(block.text, styles.schemes),
        style=style_key(block),
        stands_out=larger or (block.size >= flow.body_size - 0.6 and (block.is_bold or other_font)),
        is_listed=_plain(block.text) in listed,
        is_larger=larger,
    )


def _with_bare_number(candidate: Candidate) -> Candidate:
    """`1 基本情况` beside `1.1 办学规模` is numbered, if it stands out at all."""
    if candidate.numbered.scheme is not Scheme.NONE or not candidate.stands_out:
        return candidate
    c = candidate
    return replace(c, numbered=split_bare_number(c.block.text))


def _accepted(
    candidates: Sequence[Candidate], pieces: Sequence[Piece], flow: Flow, in_case: Sequence[bool], styles: Styles
) -> list[tuple[Candidate, str]]:
    """Candidates that pass, each with the reason, in document order."""
    sure = {c.index: why for c in candidates if (why := _sure_reason(c, flow, styles))}
    heading_styles = Counter(c.style for c in candidates if c.index in sure)
    apart = set_apart_styles(pieces, in_case, flow)
    plain_schemes = _plain_schemes(candidates, sure)
    found: dict[int, str] = {}
    for c in candidates:
        why = sure.get(c.index) or _style_reason(c, heading_styles, apart)
        if not why and c.numbered.scheme in plain_schemes and _reads_as_title(c):
            why = "numbered in sequence, document without heading styles"
        if why:
            found[c.index] = why
    titles = {c.index: c.numbered for c in candidates if c.index not in found and _reads_as_title(c)}
    for index in title_runs(pieces, titles, set(found)):
        found[index] = "numbered in sequence, each followed by text of its own"
    return [(c, found[c.index]) for c in candidates if c.index in found]


def _reads_as_title(candidate: Candidate) -> bool:
    text = candidate.block.text.strip()
    return (
        not SENTENCE_END.search(text)
        and not text.endswith(COLON_END)
        and not candidate.block.ends_full
        and len(text) <= MAX_PLAIN_HEADING + 8
    )


def _sure_reason(candidate: Candidate, flow: Flow, styles: Styles) -> str:
    """Why a candidate is a heading on its own evidence; "" if it is not."""
    block, numbered = candidate.block, candidate.numbered
    text = block.text.strip()
    is_word = numbered.scheme is Scheme.WORD
    if _ends_as_sentence(candidate, flow) and not (candidate.is_listed and candidate.stands_out):
        return ""
    if text.endswith(COLON_END) and not (is_word and not numbered.title) and not candidate.is_listed:
        return ""
    if candidate.is_listed and (candidate.stands_out or numbered.scheme is not Scheme.NONE):
        return "in the contents list or outline"
    if numbered.scheme is not Scheme.NONE and candidate.stands_out:
        return "numbered, in a style of its own"
    if numbered.scheme is Scheme.NONE and styles.front.match(re.sub(r"\s+", "", text)) and candidate.stands_out:
        return "a usual front or back heading"
    # A long title set centered fills its line nearly.
    if (
        numbered.scheme is Scheme.NONE
        and candidate.is_larger
        and (block.is_centered or (block.is_bold and not block.ends_full))
    ):
        return "unnumbered, larger than the body"
    if (
        numbered.scheme is Scheme.NONE
        and candidate.is_larger
        and names_document(text, styles)
        and len(block.lines) <= 2
    ):
        return "names a report, larger than the body"  # which may fill its line
    return ""


def _ends_as_sentence(candidate: Candidate, flow: Flow) -> bool:
    """A closing mark speaks against a heading, but some authors set one after a bold numbered line of its own."""
    text = candidate.block.text.strip()
    if not SENTENCE_END.search(text):
        return False
    is_strong = candidate.block.is_bold and candidate.block.font != flow.body_font and len(candidate.block.lines) == 1
    has_number = candidate.numbered.scheme not in (Scheme.NONE, Scheme.ONE_DOT, Scheme.ONE_PAREN)
    return not (text.endswith("。") and is_strong and has_number)


def _style_reason(candidate: Candidate, heading_styles: Counter[StyleKey], apart: frozenset[StyleKey]) -> str:
    """A line in the very style of headings that are sure, or in a style that the document keeps for titles."""
    block = candidate.block
    text = block.text.strip()
    # A title over two lines may be long; one line that fills its column is text that goes on.
    is_title_over_lines = candidate.is_larger and len(block.lines) > 1
    if not candidate.stands_out or SENTENCE_END.search(text) or block.ends_full:
        return ""
    if len(text) > MAX_PLAIN_HEADING and not is_title_over_lines:
        return ""
    is_numbered = candidate.numbered.scheme not in (Scheme.NONE, *LIST_LIKE)
    if text.endswith(COLON_END):  # 主要措施如下： is no heading, （二）专业设置： among （一）… is one
        return (
            "numbered, in the style of other headings" if is_numbered and heading_styles[candidate.style] >= 2 else ""
        )
    if candidate.numbered.scheme is not Scheme.NONE:
        return ""
    if heading_styles[candidate.style] >= 2:
        return "unnumbered, in the style of other headings"
    return "unnumbered, in a style kept for titles" if candidate.style in apart else ""


def _plain_schemes(candidates: Sequence[Candidate], sure: dict[int, str]) -> set[Scheme]:
    """Schemes that number headings in the body's own style: the numbers run in sequence and none stands out.

    Only schemes that seldom number list items qualify; 1. and (1) in body style must show more (see `title_runs`).
    """
    found: set[Scheme] = set()
    for scheme in Scheme:
        if scheme is Scheme.NONE or scheme in LIST_LIKE:
            continue
        own = [c for c in candidates if c.numbered.scheme is scheme]
        if len(own) >= 2 and not any(c.index in sure and c.stands_out for c in own) and any(map(_reads_as_title, own)):
            found.add(scheme)
    return found
