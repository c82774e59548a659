"""Characters to lines: by baseline, left to right, blanks put in where the gap shows one.

Lines are joined by baseline, not by glyph box: the flat 一 falls out of its line otherwise.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docextract.layout.gutters import Gutter, find_gutters
from docextract.model.block import Line
from docextract.model.geometry import BBox, union_box
from docextract.model.page import Char
from docextract.text.repair import is_cjk, plain_chars

BASELINE_SHARE = 0.25  # of the font size: characters nearer than this stand on one line
SCRIPT_SIZE_SHARE = 0.8  # smaller than this beside a line: a superscript or subscript
SPLIT_GAP_SHARE = 4.0  # of the font size: a wider gap parts two texts on one baseline
CAPTION_GAP_SHARE = 1.0  # less is enough between two captions
CAPTION_START = re.compile(r"[图表]\d")
# The white that shows as a blank, in font sizes: between Latin letters, beside a Chinese character (typesetters put a
# quarter there), between two Chinese ones (justified lines are stretched a little everywhere).
LATIN_BLANK_SHARE = 0.15
MIXED_BLANK_SHARE = 0.18
CJK_BLANK_SHARE = 0.45
SAME_PLACE_SHARE = 0.15
MIN_STRETCHED = 6  # gaps in a line before their median says that it was stretched


def page_lines(
    chars: Sequence[Char], page: int, split_share: float = SPLIT_GAP_SHARE, walls: Sequence[Gutter] = ()
) -> tuple[Line, ...]:
    """All characters of a page as lines, from top to bottom, then left to right; no character is lost.

    `split_share` is the gap, in font sizes, at which a line is cut in two; `walls` are drawn rules that no line crosses.

    Characters turned against the page come last, in the order in which the PDF draws them.
    """
    upright = [char for char in chars if char.upright]
    turned = [char for char in chars if not char.upright]
    rows = _with_scripts(_rows(_without_doubles(upright)))
    gutters = (*find_gutters(rows), *walls)
    lines = [_line(part, page) for row in rows for part in _split(row, split_share, gutters)]
    lines.extend(_line(run, page, sort=False) for run in _turned_runs(turned))
    return tuple(sorted((line for line in lines if line.text), key=lambda line: (line.bbox.bottom, line.bbox.x0)))


def _without_doubles(chars: Iterable[Char]) -> list[Char]:
    """Some producers print text twice, a hair apart, to make it bold or to give it a shadow.

    Two equal characters that share one box and follow each other are one glyph that stands for both (the ligature of
    ——), not a double.
    """
    kept: list[Char] = []
    seen: dict[tuple[str, int, int], Char] = {}
    for char in chars:
        x, y = round(char.bbox.x0), round(char.baseline)
        near = (seen.get((char.text, x + dx, y + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        twins = [other for other in near if other is not None and _same_place(char, other)]
        is_ligature = bool(kept) and kept[-1].text == char.text and kept[-1].bbox == char.bbox
        if not twins or is_ligature:
            kept.append(char)
            seen[char.text, x, y] = char
    return kept


def _same_place(a: Char, b: Char) -> bool:
    near = SAME_PLACE_SHARE * a.size
    return a.text != " " and abs(a.bbox.x0 - b.bbox.x0) < near and abs(a.baseline - b.baseline) < near


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters grouped by baseline."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (c.baseline, c.bbox.x0)):
        near = BASELINE_SHARE * max(char.size, 1.0)
        if rows and char.baseline - rows[-1][-1].baseline <= near / 2 and char.baseline - rows[-1][0].baseline <= near:
            rows[-1].append(char)
        else:
            rows.append([char])
    return rows


def _with_scripts(rows: list[list[Char]]) -> list[list[Char]]:
    """Raised and lowered small characters put into the line they belong to."""
    sizes = [_main_size(row) for row in rows]
    merged: list[list[Char] | None] = list(rows)
    for i, row in enumerate(rows):
        for j in (i + 1, i - 1):
            host = merged[j] if 0 <= j < len(rows) else None
            if host is not None and sizes[i] <= SCRIPT_SIZE_SHARE * sizes[j] and _touches(row, host, sizes[j]):
                merged[j] = [*host, *row]
                merged[i] = None
                break
    return [row for row in merged if row is not None]


def _main_size(row: Sequence[Char]) -> float:
    return statistics.median(char.size for char in row)


def _touches(row: Sequence[Char], host: Sequence[Char], size: float) -> bool:
    """True if every inked character of `row` stands within the height of `host` and next to one of its characters."""
    box = union_box(char.bbox for char in host)
    inked = [char for char in row if char.text != " "]
    return bool(inked) and all(
        box.top - 0.3 * size <= char.bbox.y_mid <= box.bottom + 0.1 * size
        and any(abs(char.bbox.x0 - other.bbox.x1) < size or abs(other.bbox.x0 - char.bbox.x1) < size for other in host)
        for char in inked
    )


def _split(row: Sequence[Char], split_share: float, gutters: Sequence[Gutter]) -> Iterator[list[Char]]:
    """A row cut where a gutter or a wide gap shows that two texts stand side by side; leader dots fill a gap."""
    inked = sorted((char for char in row if char.text != " "), key=lambda c: c.bbox.x0)
    if not inked:
        return
    blanks = sorted((char for char in row if char.text == " "), key=lambda c: c.bbox.x0)
    part = [inked[0]]
    parts = []
    for i, (left, right) in enumerate(itertools.pairwise(inked), start=1):
        gap = (right.bbox.x0 - left.bbox.x1) / max(left.size, right.size, 1.0)
        is_wide = gap > split_share or (gap > CAPTION_GAP_SHARE and _begin_captions(part, inked[i:]))
        if is_wide or any(gutter.parts(left, right) for gutter in gutters):
            parts.append(part)
            part = []
        part.append(right)
    parts.append(part)
    for part in parts:
        x0, x1 = part[0].bbox.x0, part[-1].bbox.x1
        yield [*part, *(blank for blank in blanks if x0 < blank.bbox.x_mid < x1)]


def _begin_captions(part: Sequence[Char], rest: Sequence[Char]) -> bool:
    """True if both parts begin as captions of one kind: 图 3 … 图 4 … below two pictures side by side."""
    first, second = ("".join(char.text for char in chars[:4]) for chars in (part, rest))
    return first[0] == second[0] and CAPTION_START.match(first) is not None and CAPTION_START.match(second) is not None


def _turned_runs(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Sideways text: runs of characters whose boxes follow each other."""
    run: list[Char] = []
    for char in chars:
        if run:
            before = run[-1].bbox
            reach = 2 * max(char.size, 1.0)
            near = abs(char.bbox.x_mid - before.x_mid) < reach and abs(char.bbox.y_mid - before.y_mid) < reach
            if not near:
                yield run
                run = []
        run.append(char)
    if run:
        yield run


@dataclass(slots=True)
class _Text:
    text: list[str]
    boxes: list[BBox | None]

    def add(self, text: str, box: BBox | None) -> None:
        self.text.append(text)
        self.boxes.extend([box] * len(text))


def _line(chars: Sequence[Char], page: int, sort: bool = True) -> Line:
    ordered = sorted(chars, key=lambda c: (c.bbox.x0, c.bbox.x1)) if sort else list(chars)
    out = _Text([], [])
    inked = [char for char in ordered if char.text != " "]
    before: Char | None = None
    stretch = _stretch(inked)
    for char in inked:
        if before is not None and _gap_is_blank(before, char, stretch):
            out.add(" ", None)
        out.add(plain_chars(char.text), char.bbox)
        before = char
    text = "".join(out.text)
    if not inked:
        return Line(page, union_box(char.bbox for char in ordered), "", (), 0.0, "", False)
    return Line(
        page=page,
        bbox=union_box(char.bbox for char in inked),
        text=text,
        char_boxes=tuple(out.boxes),
        size=_main_size(inked),
        font=_main_font(inked),
        is_bold=2 * sum(char.is_bold for char in inked) > len(inked),
        chars=tuple(inked),
    )


def _stretch(inked: Sequence[Char]) -> float:
    """The white that justification put between all characters of a line, in font sizes; 0 for a short line.

    A line before a long web address is stretched by more than a blank.
    """
    gaps = [(right.bbox.x0 - left.bbox.x1) / max(right.size, 1.0) for left, right in itertools.pairwise(inked)]
    return max(0.0, statistics.median(gaps)) if len(gaps) >= MIN_STRETCHED else 0.0


def _gap_is_blank(left: Char, right: Char, stretch: float) -> bool:
    """True if a reader sees a blank, whether the PDF has a character for it or not.

    Producers write a blank as a character, as a shift, or not at all, and PDF libraries drop and add some; only the gap
    on the page is the same for all of them.
    """
    gap = right.bbox.x0 - left.bbox.x1
    n_chinese = is_cjk(left.text[-1]) + is_cjk(right.text[0])
    share = (LATIN_BLANK_SHARE, MIXED_BLANK_SHARE, CJK_BLANK_SHARE)[n_chinese]
    return gap > (share + stretch) * min(left.size, right.size)


def _main_font(chars: Sequence[Char]) -> str:
    """The font of most Chinese characters, or of most characters when there are none.

    Digits and Latin letters of a Chinese line come from another font and say nothing of its style.
    """
    chinese = [char.font for char in chars if is_cjk(char.text[0])]
    return Counter(chinese or [char.font for char in chars]).most_common(1)[0][0]
