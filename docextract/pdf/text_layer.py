"""Which pages have no text layer that can be used: pictures of text, and text whose characters are not said.

Text that a scanner's program recognised and put behind the picture is a third kind: it may do, but nothing vouches for
it, and it has neither fonts nor rules.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from docextract.model.page import Page
from docextract.text.repair import UNREADABLE_CHAR

GARBLED_SHARE = 0.05  # more unreadable characters than this, and the page's text is not to be trusted
FEWEST_GARBLED = 5  # a few odd bullets make no garbled page, however short it is
NO_CHARACTER = frozenset({"Cc", "Cn", "Co", "Cs"})  # control, unassigned, private-use and half surrogate pairs
SCAN_SHARE = 0.85  # of the page: an image this large is the sheet itself
PICTURE_SHARE = 0.05  # a page without a letter whose images cover less than this is blank but for an ornament
STAMPED_CHARS = 60  # archives print a number or a line on scans: fewer characters than this are not the page's text
HIDDEN_SHARE = 0.8  # of a page's characters that are not painted: what is printed on top are stamps
ODD_SHARE = 0.08  # of hidden characters that no Chinese text holds: more, and it is another script read as ours
OUTLINED_FILLS = 60  # letters turned into outlines: so many small filled shapes on a page without text


class Trouble(StrEnum):
    """Why a page's text layer can't be used."""

    NONE = ""
    NO_TEXT = "page-without-text"
    GARBLED = "page-garbled"
    HIDDEN = "page-hidden-text"


def trouble_of(page: Page) -> Trouble:
    """What is wrong with the text layer of a page; nothing is on a page that is blank."""
    n_chars = sum(char.text != " " for char in page.chars)
    covered = max((image.bbox.area for image in page.images), default=0.0) / max(1.0, page.width * page.height)
    if n_chars < STAMPED_CHARS and covered >= SCAN_SHARE:
        return Trouble.NO_TEXT
    if covered >= SCAN_SHARE and sum(char.is_hidden for char in page.chars) >= HIDDEN_SHARE * n_chars:
        return Trouble.HIDDEN
    if not n_chars:
        is_drawn = covered >= PICTURE_SHARE or len(page.fills) >= OUTLINED_FILLS
        return Trouble.NO_TEXT if is_drawn else Trouble.NONE
    n_bad = sum(is_garbled(char.text) for char in page.chars)
    if n_bad > GARBLED_SHARE * n_chars and (n_bad >= FEWEST_GARBLED or n_bad == n_chars):
        return Trouble.GARBLED
    return Trouble.NONE


def hidden_is_plausible(page: Page) -> bool:
    """True if the hidden text of a page looks like Chinese text, not like what a wrong recogniser makes of it."""
    texts = [char.text for char in page.chars if not char.text.isspace()]
    n_odd = sum(not _is_common(text) for text in texts)
    return bool(texts) and n_odd <= ODD_SHARE * len(texts) and any("\u4e00" <= text <= "\u9fff" for text in texts)


def _is_common(text: str) -> bool:
    """True for what stands in the first level of GB 2312, the 3755 characters nearly all text is made of, and ASCII.

    >>> [_is_common(text) for text in ("教", "7", "%", "（", "é", "鼴", "\ue123")]
    [True, True, True, True, False, False, False]
    """
    if text.isascii():
        return text.isprintable()
    try:
        first = text.encode("gb2312")[0]
    except UnicodeEncodeError:
        return text in "—–·“”‘’…￥①②③④⑤⑥⑦⑧⑨⑩"
    return first in (0xA1, 0xA3) or 0xB0 <= first <= 0xD7


def is_garbled(text: str) -> bool:
    """True for what stands where the PDF does not say which character is printed.

    >>> [is_garbled(text) for text in ("中", "(cid:12)", "\ue123", "\ufffd", "-")]
    [False, True, True, True, False]
    """
    return (
        text == UNREADABLE_CHAR
        or text.startswith("(cid:")
        or any(unicodedata.category(char) in NO_CHARACTER for char in text)
    )
