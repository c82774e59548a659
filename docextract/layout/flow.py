"""All pages to one flow of text blocks, grids and pictures in reading order; furniture set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from docextract.layout.blocks import LEADER, lines_to_blocks, to_block
from docextract.layout.columns import Columns, measure_columns
from docextract.layout.frames import frame_around, page_frames
from docextract.layout.furniture import Furniture, find_furniture
from docextract.layout.gutters import Gutter
from docextract.layout.lines import page_lines
from docextract.layout.openings import Openings
from docextract.layout.picture_boxes import MIN_PICTURE_PT, without_picture_boxes
from docextract.layout.picture_boxes import PagePart as PagePart
from docextract.layout.reading_order import ReadingOrder, reading_order
from docextract.model.block import Line
from docextract.model.flow import Flow, FlowItem, Picture, TextBlock
from docextract.model.geometry import BBox, Region
from docextract.model.page import Page

MIN_WALL_PT = 10.0  # a shorter upright rule may be a stroke of a drawn sign
BACKGROUND_SHARE = 0.85  # an image this large lies behind the page's text


def build_flow(pages: Sequence[Page], parts: Mapping[int, PagePart], openings: Openings) -> Flow:
    """`parts` by page number; every character outside grids ends in exactly one block of the flow or its furniture."""
    parts = without_picture_boxes(pages, parts)
    lines = [_lines(page, parts[page.number]) for page in pages]
    furniture = find_furniture([(page.height, found) for page, found in zip(pages, lines, strict=True)])
    frames = {page.number: _frames(page, parts[page.number]) for page in pages}
    body = [_body_lines(page, found, furniture) for page, found in zip(pages, lines, strict=True)]
    framed = [[(line, frame_around(line.bbox, frames[line.page])) for line in found] for found in body]
    size, font = _body_style([pair for found in framed for pair in found])
    orders = [
        reading_order(
            [*(line for line, _ in found), *parts[page.number].grids, *_pictures(page, frames[page.number])],
            frames[page.number],
        )
        for page, found in zip(pages, framed, strict=True)
    ]
    sides = {
        (page.number, box): side for page, order in zip(pages, orders, strict=True) for box, side in order.sides.items()
    }
    columns = measure_columns([pair for found in framed for pair in found], size, sides)
    items: list[FlowItem] = []
    for found, order in zip(framed, orders, strict=True):
        items.extend(_page_items(order, {line.bbox: frame for line, frame in found}, columns, openings))
    return Flow(
        items=tuple(items),
        furniture=_furniture_blocks(lines, furniture, columns),
        page_labels=furniture.labels,
        body_size=size,
        body_font=font,
        page_sizes=tuple((page.width, page.height) for page in pages),
    )


def _lines(page: Page, part: PagePart) -> tuple[Line, ...]:
    chars = [char for i, char in enumerate(page.chars) if i not in part.used]
    upright = (rule.bbox for rule in page.rules if not rule.is_horizontal)
    walls = [Gutter(box.x_mid, box.top, box.bottom) for box in upright if box.height >= MIN_WALL_PT]
    return page_lines(chars, page.number, walls=walls)


def _frames(page: Page, part: PagePart) -> tuple[BBox, ...]:
    return page_frames(page, part.borders, [region.bbox for grid in part.grids for region in grid.regions])


def _body_lines(page: Page, lines: Sequence[Line], furniture: Furniture) -> list[Line]:
    aside = furniture.lines[page.number]
    return [line for i, line in enumerate(lines) if i not in aside]


def _body_style(lines: Sequence[tuple[Line, BBox | None]]) -> tuple[float, str]:
    """Size (to half a point) and font of most characters of the open page; framed text counts only if all is framed.

    A report full of cases in boxes has more characters there than in its body, and a short one more leader dots.
    """
    styles: Counter[tuple[float, str]] = Counter()
    for line in [line for line, frame in lines if frame is None] or [line for line, _ in lines]:
        styles[round(line.size * 2) / 2, line.font] += len(LEADER.sub("", line.text))
    return styles.most_common(1)[0][0] if styles else (10.5, "")


def _page_items(
    order: ReadingOrder, framed: Mapping[BBox, BBox | None], columns: Columns, openings: Openings
) -> Iterator[FlowItem]:
    """The page's items in reading order; grids and pictures end the text block before them."""
    text: list[tuple[Line, BBox | None]] = []
    for element in order.elements:
        if isinstance(element, Line):
            text.append((element, framed[element.bbox]))
            continue
        yield from lines_to_blocks(text, columns, openings)
        text = []
        yield element
    yield from lines_to_blocks(text, columns, openings)


def _pictures(page: Page, frames: Sequence[BBox]) -> list[Picture]:
    found = []
    for image in page.images:
        box = image.bbox
        is_background = box.area >= BACKGROUND_SHARE * page.width * page.height and bool(page.chars)
        if min(box.width, box.height) >= MIN_PICTURE_PT and not is_background:
            found.append(Picture(Region(page.number, box), frame_around(box, frames)))
    return found


def _furniture_blocks(lines: Sequence[Sequence[Line]], furniture: Furniture, columns: Columns) -> tuple[TextBlock, ...]:
    return tuple(
        to_block([line], None, columns.default)
        for index, found in enumerate(lines)
        for i, line in enumerate(found)
        if i in furniture.lines[index + 1]
    )
