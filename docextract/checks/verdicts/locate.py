"""Boxes for evidence that a check names by its block or its words alone."""

from __future__ import annotations

from dataclasses import replace

from docextract.model.block import Block
from docextract.model.document import Report
from docextract.model.finding import Evidence
from docextract.model.geometry import BBox
from docextract.text.labels import compare_form


def with_box(evidence: Evidence, report: Report) -> Evidence:
    """The evidence with the box of its words on its page, so that a reader can be shown it; unchanged if none is found."""
    source = evidence.source
    if source.bbox is not None or source.row >= 0 or source.page < 1:
        return evidence
    words = compare_form(evidence.quote)
    on_page = [block for block in report.blocks if any(region.page == source.page for region in block.regions)]
    named = [block for block in on_page if block.id == source.block]
    saying = [block for block in on_page if words and words in compare_form(block.text)]
    # A table's block is all of it, while its caption is a block of its own.
    exact = [block for block in named if block in saying]
    block = next(iter(exact or saying or named), None)
    return (
        evidence
        if block is None
        else replace(evidence, source=replace(source, bbox=_box(block, source.page, evidence)))
    )


def _box(block: Block, page: int, evidence: Evidence) -> BBox:
    """The box of the quote where the block has it, else the block's on that page."""
    start = block.text.find(evidence.quote) if evidence.quote else -1
    places = block.locate(start, start + len(evidence.quote)) if start >= 0 else ()
    here = [region.bbox for region in (*places, *block.regions) if region.page == page]
    return here[0]
