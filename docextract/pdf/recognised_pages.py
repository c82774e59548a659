"""Which pages of a file are read from their pictures, what comes of it, and what is said of each."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docextract.errors import SettingsError
from docextract.model.notice import Notice
from docextract.model.page import Page
from docextract.pdf import notices as say
from docextract.pdf.ocr import is_installed
from docextract.pdf.source import Found, Wanted
from docextract.pdf.text_layer import Trouble, hidden_is_plausible, trouble_of

IsWanted = Callable[[int, int, int], bool]

OCR_MODES = ("auto", "yes", "no")
DEFAULT_OCR = "auto"
DOUBTFUL_SCORE = 0.7  # characters recognised with less than this are wrong about one time in ten
POOR_SCORE = 0.85  # of a page on the whole: text that a scanner's program read is worth more than such a reading


@dataclass(frozen=True, slots=True)
class Recognised:
    """The pages that take the place of those without usable text, by number, and what is said of pages.

    `was_tried` is True if any page was looked at.
    """

    pages: Mapping[int, Page]
    notices: tuple[Notice, ...]
    was_tried: bool


def check_ocr(ocr: str) -> None:
    """Raises SettingsError for what is no mode, and for "yes" without the extra."""
    if ocr not in OCR_MODES:
        raise SettingsError(f'ocr "{ocr}"：应为 {" | ".join(OCR_MODES)}。 Use one of these.')
    if ocr == "yes" and not is_installed():
        raise SettingsError(
            f'ocr "yes"：未安装文字识别组件，请先运行 {say.INSTALL_OCR}。 The extra for OCR is not installed.'
        )


def recognise_where_needed(path: Path, pages: Sequence[Page], ocr: str, is_wanted: IsWanted) -> Recognised:
    """Reads the pages without usable text, and pictures of tables on the others; see `read_pdf` for the arguments."""
    troubles = {page.number: trouble for page in pages if (trouble := trouble_of(page))}
    if ocr == "no" or not is_installed():
        troubled = (page for page in pages if page.number in troubles)
        advice = say.how_to_recognise(ocr, is_installed())
        unread = [_unread_notice(page, troubles[page.number], advice) for page in troubled]
        return Recognised({}, tuple(unread), was_tried=False)
    found = _found(path, pages, troubles, is_wanted)
    out: dict[int, Page] = {}
    notices: list[Notice] = []
    for page in pages:
        number, taken = page.number, found.pages.get(page.number)
        trouble = troubles.get(number, Trouble.NONE)
        if trouble is Trouble.NONE:
            notices.extend(say.picture_recognised(number, box) for box in found.tables.get(number, ()))
        elif taken is None or (trouble is Trouble.HIDDEN and _is_worse(taken, page)):
            left_out = number in found.left_out and trouble is not Trouble.HIDDEN
            notices.append(say.page_not_recognised(number) if left_out else _unread_notice(page, trouble, None))
            continue
        else:
            notices.append(_read_notice(page, trouble, taken))
        if taken is not None:
            out[number] = taken
    return Recognised(out, tuple(notices), was_tried=bool(troubles))


def _found(path: Path, pages: Sequence[Page], troubles: Mapping[int, Trouble], is_wanted: IsWanted) -> Found:
    from docextract.pdf.picture_tables import likely_tables
    from docextract.pdf.recognise import recognise_pages

    fine = [page for page in pages if page.number not in troubles]
    wanted = [
        Wanted(page, is_scan=troubles[page.number] is not Trouble.GARBLED) for page in pages if page.number in troubles
    ]
    wanted += [Wanted(page, is_scan=True, area=area) for page, area in likely_tables(path, fine)]
    if not wanted:
        return Found({}, {}, frozenset())
    return recognise_pages(path, wanted, fine, is_wanted)


def _is_worse(taken: Page, page: Page) -> bool:
    """True if the text that the scanner's program put behind the picture is better than our reading of it."""
    scores = [char.score for char in taken.chars]
    return hidden_is_plausible(page) and (not scores or statistics.fmean(scores) < POOR_SCORE)


def _read_notice(page: Page, trouble: Trouble, taken: Page) -> Notice:
    scores = [char.score for char in taken.chars]
    n_doubtful = sum(score < DOUBTFUL_SCORE for score in scores)
    if trouble is Trouble.HIDDEN:
        return say.hidden_text_recognised(page.number, len(scores), n_doubtful, _agreement(page, taken))
    return say.page_recognised(page.number, trouble is Trouble.GARBLED, len(scores), n_doubtful)


def _unread_notice(page: Page, trouble: Trouble, advice: say.Advice | None) -> Notice:
    """`advice` says how to have the page recognised; None where that was tried."""
    if trouble is Trouble.HIDDEN:
        return say.page_with_hidden_text(page.number, hidden_is_plausible(page), advice)
    if trouble is Trouble.GARBLED:
        return say.page_garbled(page.number, advice or say.NOTHING_RECOGNISED)
    return say.page_without_text(page.number, advice or say.NOTHING_RECOGNISED)


def _agreement(page: Page, taken: Page) -> float:
    """The share of characters that two readings of a page have in common, wherever they stand; from 0 to 1."""
    one, other = (Counter(char.text for char in p.chars if not char.text.isspace()) for p in (page, taken))
    return (one & other).total() / max(1, max(one.total(), other.total()))
