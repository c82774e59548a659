"""Numbered lines in the body's own style: headings when each opens a text of its own, list items when they stand close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docextract.structure.numbering import Numbered, Scheme, ordinal
from docextract.structure.piece import Piece, Role

MIN_RUN = 2
TEXT_CHARS = 40  # what follows a title is running text of at least so many characters


def title_runs(pieces: Sequence[Piece], titles: Mapping[int, Numbered], headings: set[int]) -> frozenset[int]:
    """Indices of numbered titles that form runs 1, 2, 3 … with running text after every one.

    `titles` are short numbered lines without closing mark; `headings` are indices already known. A run ends at a
    heading. Lists (1.会计事务 2.电子商务) have nothing between their items. Inside a case such lines part the case, not
    the document.
    """
    found: set[int] = set()
    for run in _runs(pieces, titles, headings):
        if len(run) >= MIN_RUN and all(_opens_text(pieces, i) for i in run):
            found.update(run)
    return frozenset(found)


def _runs(pieces: Sequence[Piece], titles: Mapping[int, Numbered], headings: set[int]) -> Iterator[list[int]]:
    open_: dict[Scheme, list[int]] = {}
    in_case = False
    for i, piece in enumerate(pieces):
        if i in headings or piece.role is Role.CASE_TITLE:
            yield from open_.values()
            open_ = {}
            in_case = i not in headings
        numbered = titles.get(i)
        if numbered is None or numbered.scheme is Scheme.NONE or in_case:
            continue
        run = open_.get(numbered.scheme, [])
        if run and ordinal(numbered.number) == ordinal(titles[run[-1]].number) + 1:
            run.append(i)
            continue
        if run:
            yield run
        open_[numbered.scheme] = [i] if ordinal(numbered.number) == 1 else []
    yield from open_.values()


def _opens_text(pieces: Sequence[Piece], index: int) -> bool:
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    block = after.text_block if after is not None else None
    return after is not None and after.is_text and block is not None and len(block.text) >= TEXT_CHARS
