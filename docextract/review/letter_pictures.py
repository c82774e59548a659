"""Cuts out of pages the parts that a letter shows, small enough together to be mailed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docextract.errors import DocextractError
from docextract.model.geometry import BBox
from docextract.pdf.render import part_jpeg
from docextract.review.panes import Pane, panes
from docextract.review.pictures import PictureMissing, Pictures
from docextract.review.run_index import Place, ReportEntry

MAX_BYTES = 6_000_000  # of pictures; in text form they grow by a third, and mail takes 10 MB nearly everywhere
SCALES = (1.8, 1.4, 1.1, 0.9)  # pixels a point: the first at which all fit; below the last nobody could read them
WHOLE_PAGE = 0.55  # of that, for a page that is shown for the sake of its look
AROUND = 34.0  # points above and below the boxes: the row's neighbours, the lines before and after
LEAST_HEIGHT = 96.0


@dataclass(frozen=True, slots=True)
class Shot:
    """What a pane shows: `part` of the page in points as displayed, and its JPEG, or the key of the word that says why
    there is none."""

    pane: Pane
    part: BBox
    jpeg: bytes = b""
    missing: str = ""


def shots(
    places: Mapping[int, Sequence[Place]], reports: Mapping[str, ReportEntry], pictures: Pictures
) -> dict[int, tuple[Shot, ...]]:
    """The pictures of each finding, by its number, at one scale for all."""
    wanted = {number: [_planned(pane, reports, pictures) for pane in panes(own)] for number, own in places.items()}
    for scale in SCALES:
        taken = _taken(wanted, reports, scale, is_last=scale == SCALES[-1])
        if taken is not None:
            return taken
    raise AssertionError("the last scale always gives something")


def _planned(pane: Pane, reports: Mapping[str, ReportEntry], pictures: Pictures) -> Shot:
    entry = reports.get(pane.report)
    nothing = BBox(0, 0, 1, 1)
    if entry is None:
        return Shot(pane, nothing, missing="pdf_missing")
    try:
        sizes = pictures.sizes(entry)
    except PictureMissing as missing:
        return Shot(pane, nothing, missing=str(missing))
    if not 1 <= pane.page <= len(sizes):
        return Shot(pane, nothing, missing="page_missing")
    return Shot(pane, part_of(pane, *sizes[pane.page - 1]))


def part_of(pane: Pane, width: float, height: float) -> BBox:
    """The band of the page that holds the pane's boxes and what stands around them; the page where there is no box."""
    boxes = [marked.place.bbox for marked in pane.marked if marked.place.bbox is not None]
    if not boxes:
        return BBox(0, 0, width, height)
    first, last = min(box[1] for box in boxes), max(box[3] for box in boxes)
    around = max(AROUND, (LEAST_HEIGHT - (last - first)) / 2)
    bottom = min(height, max(last + around, LEAST_HEIGHT))
    return BBox(0, max(0.0, min(first - around, bottom - LEAST_HEIGHT)), width, bottom)


def _taken(
    wanted: Mapping[int, Sequence[Shot]], reports: Mapping[str, ReportEntry], scale: float, *, is_last: bool
) -> dict[int, tuple[Shot, ...]] | None:
    """All pictures at a scale; None when they are too much together, but at the last scale those that fit."""
    result: dict[int, tuple[Shot, ...]] = {}
    used = 0
    for number, planned in wanted.items():
        taken = []
        for plan in planned:
            has_room = used <= MAX_BYTES and not plan.missing
            shot = _drawn(plan, reports[plan.pane.report], scale) if has_room else plan
            used += len(shot.jpeg)
            if used > MAX_BYTES:
                if not is_last:
                    return None
                shot = Shot(plan.pane, plan.part, missing=plan.missing or "too_much")
            taken.append(shot)
        result[number] = tuple(taken)
    return result


def _drawn(shot: Shot, entry: ReportEntry, scale: float) -> Shot:
    has_box = any(marked.place.bbox is not None for marked in shot.pane.marked)
    if entry.pdf is None:
        return Shot(shot.pane, shot.part, missing="pdf_missing")
    try:
        jpeg = part_jpeg(entry.pdf, shot.pane.page, shot.part, scale if has_box else scale * WHOLE_PAGE)
    except (DocextractError, OSError):
        return Shot(shot.pane, shot.part, missing="pdf_unreadable")
    return Shot(shot.pane, shot.part, jpeg)
