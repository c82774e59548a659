"""What a paragraph says that shows body text after a case which nothing sets apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docextract.structure.piece import Piece, Role
from docextract.structure.styles import Styles

# Words that look back on the case as one of several, or on the whole year. 从学生反馈来看 and 综上 also end a story.
LOOKS_BACK = re.compile(
    r"^(?:除(?:上述|以上|前述|此|这些?)[^，。]{0,12}[之以]?外，|(?:从)?(?:总体|整体|全局)(?:上|情况)?(?:来)?看，"
    r"|从全(?:年|校|院|市|县|区|省)[^，。]{0,10}看，)"
)


def resumes_body(pieces: Sequence[Piece], title: int, index: int, styles: Styles) -> bool:
    """True if the paragraph at `index` plainly no longer tells the case that begins at `title`.

    It looks back on the case from outside, or refers to a figure or table that does not stand near the case.
    """
    block = pieces[index].text_block
    if block is None:
        return False
    if LOOKS_BACK.match(block.text.strip()):
        return True
    return any(
        _stands_elsewhere(
            pieces, title, _caption_role(match["word"], styles), styles.numbered(match["word"], match["number"])
        )
        for match in styles.reference.finditer(block.text)
    )


def _caption_role(word: str, styles: Styles) -> Role:
    return Role.FIGURE_CAPTION if styles.is_figure(word) else Role.TABLE_CAPTION


def _stands_elsewhere(pieces: Sequence[Piece], title: int, role: Role, number: str) -> bool:
    """True if there is such a caption, but not between the case's title and the next heading or case."""
    places = [i for i, piece in enumerate(pieces) if piece.role is role and piece.number == number]
    ends = (i for i in range(title + 1, len(pieces)) if pieces[i].role in (Role.HEADING, Role.CASE_TITLE))
    end = next(ends, len(pieces))
    return bool(places) and not any(title < place < end for place in places)
