"""Size and font of recognised lines, judged over all recognised pages of a document at once.

A scan has no fonts, but headings, captions and case titles are known by them. What a picture gives is the side of the
characters, their distance and the thickness of their strokes; lines that agree in these are of one style. The styles
are found as heaps in the document's own measurements, not from a list of fonts: scanners thicken and thin.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docextract.model.page import Page
from docextract.pdf.glyphs import GlyphLine, is_ideograph
from docextract.pdf.heaps import STROKE_SPREAD, find_heaps

Measured = tuple[GlyphLine, float]  # a line with the pixels a point of its page
Members = Sequence[Measured]

RELIABLE_SQUARES = 4  # lines with fewer full characters follow the styles of those with more
SAME_SIDE = 0.025  # of two heaps of one font and size
SQUARE_EM = 0.95  # ink side of a full character in font sizes: 0.90 in 楷体, 0.95 in 宋体, 0.98 in 黑体
DIGIT_EM = 0.70
FOOT_EM = 0.08  # how far characters reach below the line that digits stand on
UNSTRETCHED = 0.1  # the share of a style's lines whose characters stand closest: last lines of paragraphs, headings
AGREE_SHARE = 0.12  # distance and side of the characters must name the same size within this
BOLD_RATIO = 1.25  # to the thickest strokes of running text: 黑体 as the body is no bold
RUNNING_SQUARES = 15
RUNNING_SHARE = 0.05  # of all characters
BOLD_EM = 0.128  # sum of upright and level stroke in font sizes; 0.08 in 宋体, 0.12 in 黑体, 0.14 and more in bold
LADDER_PT = (6.5, 7.5, 8, 9, 10, 10.5, 11, 12, 14, 15, 16, 18, 20, 22, 24, 26, 28, 32, 36, 42)  # 六号 to 初号
ON_LADDER = 0.04
SAME_PARAGRAPH = 0.3  # a last line of one or two characters may differ from its paragraph by this much (see _distance)
LINE_STEP = 2.4  # font sizes from line to line at most
OTHER_FONT_COST = 0.5  # a line too short to measure well takes a style of another thickness only if far nearer in size


@dataclass(frozen=True, slots=True)
class Style:
    """`size` in points; `font` tells styles apart and means nothing else; `foot` is in font sizes."""

    size: float
    font: str
    is_bold: bool
    foot: float


@dataclass(frozen=True, slots=True)
class _Group:
    """A style as measured: side of its characters and thickness of strokes in points, how many full characters it has.

    `line` is how many of them the middle one of its lines has.
    """

    side: float
    strokes: float
    weight: int
    line: int
    style: Style


def line_styles(pages: Sequence[Sequence[Measured]]) -> list[list[Style]]:
    """The style of each line of each page; `pages` are all pages of the document that were read from pictures."""
    sure = [pair for page in pages for pair in page if _is_sure(pair[0])]
    groups, home = _groups(sure) if sure else ([], [])
    own = iter(home)
    out = []
    for page in pages:
        known = [groups[next(own)] if _is_sure(line) else None for line, _ in page]
        out.append([_style_of(i, page, known, groups) for i in range(len(page))])
    return out


def with_known_fonts(
    styles: Sequence[Sequence[Style]], pages: Sequence[Sequence[Measured]], text_pages: Sequence[Page]
) -> list[list[Style]]:
    """Styles named like the font that the text layer of other pages uses for the same size and weight.

    A data table scanned into a report goes on in the report's own styles; the names must not tell its headings from
    the others. Of several fonts of one size and weight only the most frequent on each side are matched.
    """
    printed: dict[tuple[float, bool], Counter[str]] = defaultdict(Counter)
    for page in text_pages:
        for char in page.chars:
            if is_ideograph(char.text):
                printed[round(char.size * 2) / 2, char.is_bold][char.font] += 1
    read: dict[tuple[float, bool], Counter[str]] = defaultdict(Counter)
    for own, page_lines in zip(styles, pages, strict=True):
        for style, (line, _) in zip(own, page_lines, strict=True):
            read[style.size, style.is_bold][style.font] += len(line.glyphs)
    names = {
        (*kind, fonts.most_common(1)[0][0]): printed[kind].most_common(1)[0][0]
        for kind, fonts in read.items()
        if printed.get(kind)
    }
    return [[replace(s, font=names.get((s.size, s.is_bold, s.font), s.font)) for s in own] for own in styles]


def _is_sure(line: GlyphLine) -> bool:
    return line.n_squares >= RELIABLE_SQUARES and line.upright > 0 and line.pitch > 0


def _groups(sure: Members) -> tuple[list[_Group], list[int]]:
    """The groups, and for each line the index of its own."""
    heaps = find_heaps(
        [math.log(line.pitch / scale) for line, scale in sure],
        [math.log((line.upright + line.level) / line.square) for line, _ in sure],
        [line.n_squares for line, _ in sure],
    )
    members = {heap: [pair for pair, h in zip(sure, heaps, strict=True) if h == heap] for heap in sorted(set(heaps))}
    joined = _without_stretched(members)
    groups = [
        _group([pair for heap in part for pair in members[heap]], f"ocr-{n + 1}") for n, part in enumerate(joined)
    ]
    usual = max((group.strokes / group.style.size for group in groups if _is_running(group, groups)), default=0.0)
    of_heap = {heap: n for n, part in enumerate(joined) for heap in part}
    return [_with_weight(group, usual) for group in groups], [of_heap[heap] for heap in heaps]


def _without_stretched(heaps: Mapping[int, Members]) -> list[list[int]]:
    """Heaps put together: lines that were only set wider with those of the same characters set as usual."""
    kept: list[list[int]] = []
    for heap in sorted(heaps, key=lambda h: (-_weight(heaps[h]), h)):
        host = next((part for part in kept if _is_stretched(heaps[heap], heaps[part[0]])), None)
        if host is None:
            kept.append([heap])
        else:
            host.append(heap)
    return kept


def _is_stretched(own: Members, usual: Members) -> bool:
    side, other_side = _mean_side(own), _mean_side(usual)
    strokes, other_strokes = _mean_strokes(own), _mean_strokes(usual)
    return abs(math.log(side / other_side)) <= SAME_SIDE and abs(math.log(strokes / other_strokes)) <= 2 * STROKE_SPREAD


def _weight(members: Members) -> int:
    return sum(line.n_squares for line, _ in members)


def _mean_side(members: Members) -> float:
    return sum(line.square / scale * line.n_squares for line, scale in members) / _weight(members)


def _mean_strokes(members: Members) -> float:
    """Upright and level stroke together, in points."""
    return sum((line.upright + line.level) / scale * line.n_squares for line, scale in members) / _weight(members)


def _is_running(group: _Group, groups: Sequence[_Group]) -> bool:
    """True for a style of running text: long lines, and not just one paragraph."""
    return group.line >= RUNNING_SQUARES and group.weight >= RUNNING_SHARE * sum(other.weight for other in groups)


def _with_weight(group: _Group, usual: float) -> _Group:
    """The group marked as bold if its strokes (in font sizes) are thick, and clearly thicker than in running text."""
    own = group.strokes / group.style.size
    return replace(group, style=replace(group.style, is_bold=own >= BOLD_EM and own >= BOLD_RATIO * usual))


def _group(members: Members, font: str) -> _Group:
    side = _mean_side(members)
    size = _size(side, sorted(line.pitch / scale for line, scale in members if line.pitch))
    feet = [(line.foot - line.digit_foot) / scale / size for line, scale in members if line.foot and line.digit_foot]
    foot = sorted(feet)[len(feet) // 2] if feet else FOOT_EM
    line = statistics.median_low(line.n_squares for line, _ in members)
    return _Group(side, _mean_strokes(members), _weight(members), line, Style(size, font, False, foot))


def _size(side: float, pitches: Sequence[float]) -> float:
    """Points from the closest-set lines; from the characters' side where those disagree (text set wide or narrow)."""
    size = side / SQUARE_EM
    if pitches:
        closest = pitches[int(UNSTRETCHED * len(pitches))]
        if abs(math.log(closest / size)) <= AGREE_SHARE:
            size = closest
    return _on_ladder(size)


def _on_ladder(size: float) -> float:
    """A size in use among printers where one is near, else to half a point."""
    nearest = min(LADDER_PT, key=lambda step: abs(math.log(step / size)))
    return float(nearest) if abs(math.log(nearest / size)) <= ON_LADDER else round(size * 2) / 2


def _style_of(i: int, page: Sequence[Measured], known: Sequence[_Group | None], groups: Sequence[_Group]) -> Style:
    """The line's own group; for a short line that of the paragraph it ends, else the one nearest in what it has."""
    line, scale = page[i]
    own = known[i]
    if own is not None:
        return own.style
    size = line.square / scale / SQUARE_EM or line.digit / scale / DIGIT_EM
    if not size:  # dashes, bullets, punctuation
        return Style(max(5.0, line.box.height / scale), "ocr-0", False, FOOT_EM)
    if not groups:
        return Style(_on_ladder(size), "ocr-0", False, FOOT_EM)
    above = _group_above(i, page, known)
    if above is not None and line.n_squares and _distance(line, scale, above) <= SAME_PARAGRAPH:
        return above.style
    best = min(groups, key=lambda group: (round(_distance(line, scale, group), 2), -group.weight))
    if abs(math.log(size / (best.side / SQUARE_EM if line.square else best.style.size))) <= 2 * ON_LADDER:
        return best.style
    return Style(_on_ladder(size), best.style.font, best.style.is_bold, best.style.foot)


def _distance(line: GlyphLine, scale: float, group: _Group) -> float:
    """How unlike a line is to a group: by its characters and strokes, or by its digits if it has nothing else."""
    if not line.square:
        return abs(math.log(line.digit / scale / DIGIT_EM / group.style.size))
    off = abs(math.log(line.square / scale / group.side))
    if line.upright:
        off += OTHER_FONT_COST * abs(math.log((line.upright + line.level) / scale / group.strokes))
    return off


def _group_above(i: int, page: Sequence[Measured], known: Sequence[_Group | None]) -> _Group | None:
    """The group of the line right above, if that is near enough to be of one paragraph."""
    box, scale = page[i][0].box, page[i][1]
    near = [
        (box.y_mid - other.box.y_mid, j)
        for j, (other, _) in enumerate(page)
        if known[j] is not None and other.box.x_overlap(box) > 0 and other.box.y_mid < box.top
    ]
    if not near:
        return None
    step, j = min(near)
    above = known[j]
    return above if above is not None and step <= LINE_STEP * above.style.size * scale else None
