"""案例: their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docextract.model.flow import TextBlock
from docextract.structure.numbering import CASE, tidy_number
from docextract.structure.piece import Piece, Role, marked

MAX_TITLE = 60
# What no sentence begins with.
LABEL = re.compile(r"^[【\[]\s*(?:典型|优秀|特色)?案例\s*[】\]]|^(?:典型|优秀|特色)?案例\s*[:：]")
COUNTED = re.compile(r"^[【\[]?\s*(?:典型|优秀|特色)?\s*案例\s*(?P<counter>[一二三四五六七八九十]{1,3})")
GAP_SHARE = 0.18  # of the font size: the white between a counter and a title that begins with a numeral too
# 案例 in a sentence: 案例入选..., 案例集..., 案例教学法...
CASE_IN_SENTENCE = re.compile(r"^案例(?:集|库|入选|教学|分析|研究|评选|征集|大赛|分享|式|的)")


def mark_cases(pieces: Sequence[Piece], body_size: float) -> tuple[Piece, ...]:
    """Case titles marked; a number alone takes its title from the next block of the same style."""
    out: list[Piece] = list(pieces)
    listed = {_plain(p.title) for p in pieces if p.role is Role.LIST_ENTRY and "案例" in p.title}
    for i, piece in enumerate(out):
        block = piece.text_block
        if not piece.is_text or block is None or not _may_be_title(block, listed, body_size):
            continue
        match = CASE.match(_with_gap(block).strip())
        if match is None:
            continue
        number, title = tidy_number(match["number"] or ""), match["title"].strip().strip("】]").strip()
        if not title and i + 1 < len(out) and _is_title_line(block, out[i + 1]):
            title = out[i + 1].text_block.text.strip()  # type: ignore[union-attr]
            out[i + 1] = marked(out[i + 1], Role.NOTE, why="second line of a case title")
        if title or number:
            out[i] = marked(piece, Role.CASE_TITLE, number, title, "numbered case title")
    return tuple(out)


def _with_gap(block: TextBlock) -> str:
    """The title with a blank where white after 案例一 shows that the counter ends: 案例一 一张草图, not 案例一体化."""
    line = block.lines[0]
    counted = COUNTED.match(line.text)
    for i in range(counted.start("counter"), counted.end()) if counted is not None else ():
        here, after = (line.char_boxes[j] if j < len(line.char_boxes) else None for j in (i, i + 1))
        if here is not None and after is not None and after.x0 - here.x1 > GAP_SHARE * line.size:
            return f"{line.text[: i + 1]} {block.text[i + 1 :]}"
    return block.text


def _plain(text: str) -> str:
    return re.sub(r"[\s:：、.．]+", "", text)


def _may_be_title(block: TextBlock, listed: set[str], body_size: float) -> bool:
    text = block.text.strip()
    if "案例" not in text[:6] or len(text) > MAX_TITLE or CASE_IN_SENTENCE.match(text):
        return False
    if _plain(text) in listed:
        return True
    if re.search(r"[。；;，,]$", text):
        return False
    has_number = bool(re.match(r"^[【\[]?\s*(?:典型|优秀|特色)?\s*案例\s*[\d一二三四五六七八九十]", text))
    has_label = LABEL.match(text) is not None and len(block.lines) == 1
    stands_out = block.is_bold or block.is_centered or block.frame is not None or block.size > body_size + 0.4
    return ((has_number or has_label) and (stands_out or not block.ends_full)) or (
        stands_out and bool(re.match(r"^[【\[]|^.*案例\s*[:：]", text))
    )


def _is_title_line(title: TextBlock, after: Piece) -> bool:
    block = after.text_block
    return (
        after.is_text
        and block is not None
        and block.page == title.page
        and len(block.text) <= MAX_TITLE
        and abs(block.size - title.size) < 0.8
        and block.is_bold == title.is_bold
        and not block.text.rstrip().endswith("。")
    )
