"""Whose report it is: title, issuer, level and year, from the cover, a repeated title, or the running header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docextract.model.flow import TextBlock
from docextract.model.tree import IssuerLevel
from docextract.structure.piece import Piece, Role
from docextract.structure.styles import Styles
from docextract.text.repair import join_wrapped

YEAR = re.compile(r"(?P<first>(?:19|20)\d{2})(?:\s*[-—–~至]\s*(?P<last>(?:19|20)\d{2}))?\s*(?P<word>年度|学年|年)?")
# …年度报告（2025）: a year that closes a title needs no word behind it.
CLOSING_YEAR = re.compile(rf"[（(]\s*{YEAR.pattern}\s*[)）]\s*$")
SCHOOL = re.compile(r"学校|学院|大学|中专|职校|技校|技工|职教中心|职业教育中心|职高|(?:小学|中学|幼儿园)$")
BODY = re.compile(r"(?:局|厅|委|委员会|政府|办公室|中心|学校|学院|大学|集团|公司|研究院|研究所|教育部)$")
# An office reports on itself (某某市财政局); a government, or the office for education, on its whole city or province.
OFFICE = re.compile(r"(?:局|厅|委|委员会|办公室|法院|检察院|中心|总队|支队|大队|院|馆|站|所|会|部)$")
SPEAKS_FOR_ALL = re.compile(r"人民政府|教育|教体|教委|职成|职业教育")
_LEADING_YEAR = r"^(?:(?:19|20)\d{2}[^\u4e00-\u9fff]*(?:学年度?|年度?)?)?"
# The name that a title begins with: a body in full before a school's short name, that before a mere place.
TITLE_NAMES = tuple(
    re.compile(_LEADING_YEAR + pattern)
    for pattern in (
        r"(?P<name>[\u4e00-\u9fff]{2,30}?)(?:[（(][^（）()]*[）)])?(?=(?:20\d\d年?度?)?(?:部门|单位)(?:决算|预算))",
        r"(?P<name>[\u4e00-\u9fff]{2,24}?(?:局|厅|委员会|人民政府|办公室))(?=\d|年|部门|单位|$)",
        r"(?P<name>[\u4e00-\u9fff]{2,20}?(?:学校|学院|中专|职教中心))",
        r"(?P<name>[\u4e00-\u9fff（）()]{2,24}?(?:有限公司|集团公司|公司|集团))",
        r"(?P<name>[\u4e00-\u9fff]{1,8}?[省市县区州盟旗])",
    )
)
MAX_ISSUER = 30
MAX_IMPRINT_LINES = 4
# 2024 年 12 月 behind an issuer on its line.
DATE_TAIL = re.compile(r"\s*[（(]?(?:(?:19|20)\d{2}|二[〇○零一二三四五六七八九]{3})\s*年.*$")


@dataclass(frozen=True, slots=True)
class Identity:
    """`year` is the year in which the school year ends, 0 if not found; `title` and `issuer` "" if not found."""

    title: str
    issuer: str
    level: IssuerLevel
    year: int


def identify(pieces: Sequence[Piece], furniture: Sequence[TextBlock], styles: Styles) -> Identity:
    """Whose document the pieces are; `furniture` are the running headers of its pages.

    Title from the cover's largest lines, else from the first large heading or header that names a report.
    """
    first = pieces[0].item.page if pieces else 1
    cover = [p.text_block for p in pieces if p.role is Role.COVER and p.text_block is not None and p.item.page == first]
    title = _largest_text(cover, styles) or _first_report_name(pieces, furniture, styles)
    imprint = cover or _imprint(pieces)
    issuer = _issuer(imprint, title, styles)
    return Identity(title, issuer, _level(issuer or title), _year(title, imprint, furniture, pieces))


def names_document(text: str, styles: Styles) -> bool:
    """True for a text that reads as the title of a report: 江城学院实习年度报告（2024 年度）, but not 年度报告的编制."""
    plain = re.sub(r"\s+", "", text)
    return styles.names_report.search(plain) is not None and styles.ends_as_report.search(plain) is not None


def _imprint(pieces: Sequence[Piece]) -> list[TextBlock]:
    """Lines that stand between a document's title and its text: who wrote it and when."""
    found: list[TextBlock] = []
    if pieces and pieces[0].role is Role.HEADING:
        for piece in pieces[1 : 1 + MAX_IMPRINT_LINES]:
            block = piece.text_block
            if not piece.is_text or block is None or len(block.text) > 2 * MAX_ISSUER or block.text.endswith("。"):
                break
            found.append(block)
    return found


def _largest_text(cover: Sequence[TextBlock], styles: Styles) -> str:
    """The cover's title: neighbouring blocks of its largest print, and a smaller line between them if it says 报告."""
    if not cover:
        return ""
    largest = max(block.size for block in cover)
    text = ""
    for block in cover:
        if block.size >= largest - 1.0:
            text = join_wrapped(text, block.text.strip())
    if not styles.names_report.search(text):
        for block in cover:
            if block.size < largest - 1.0 and styles.names_report.search(block.text):
                text = join_wrapped(text, block.text.strip())
    return text


def _first_report_name(pieces: Sequence[Piece], furniture: Sequence[TextBlock], styles: Styles) -> str:
    last = pieces[0].item.page + 4 if pieces else 0
    blocks = [
        p.text_block
        for p in pieces
        if p.text_block is not None and p.item.page <= last and p.role is not Role.LIST_ENTRY
    ]
    named = [
        b for b in blocks if styles.names_report.search(b.text) and len(b.text) <= 60 and not b.text.endswith("。")
    ]
    if named:
        return max(named, key=lambda block: block.size).text.strip()
    headers = [b.text.strip() for b in furniture if styles.names_report.search(b.text)]
    return max(set(headers), key=headers.count) if headers else ""


def _issuer(cover: Sequence[TextBlock], title: str, styles: Styles) -> str:
    """A body named on a line of its own, else the name that the title begins with."""
    for block in cover:
        text = re.sub(
            r"^(?:编制|发布|报送|填报|编写|预算|决算|公开)?(?:单位|部门|学校)?(?:名称)?\s*[:：]\s*",
            "",
            block.text.strip(),
        )
        plain = re.sub(r"[（(].*?[)）]|\s+", "", DATE_TAIL.sub("", text))
        if BODY.search(plain) and len(plain) <= MAX_ISSUER and not styles.names_report.search(plain):
            return plain
    for name in TITLE_NAMES:
        match = name.match(re.sub(r"\s+", "", title))
        if match:
            return match["name"]
    return ""


def _level(name: str) -> IssuerLevel:
    plain = re.sub(r"^(?:(?:19|20)\d{2}\D?年度?)", "", name)
    if SCHOOL.search(plain) and not re.search(r"[省市县区]教育|职业学校教育|中等职业教育|高等职业教育", plain):
        return "school"
    if OFFICE.search(plain) and not SPEAKS_FOR_ALL.search(plain):
        return "other"
    province = re.match(r"^[\u4e00-\u9fff]{2,7}?(?:省(?!级)|自治区|(?<=北京|上海|天津|重庆)市)", plain)
    rest = plain[province.end() :] if province else plain
    if re.search(r"[市州盟县区]", rest):
        return "city"
    if province:
        return "province"
    return "other"


def _year(title: str, cover: Sequence[TextBlock], furniture: Sequence[TextBlock], pieces: Sequence[Piece]) -> int:
    """The year in the title, on the cover, in the running header, then the one most often named as 年度 or 学年."""
    sources = [title, *(block.text for block in cover), *(block.text for block in furniture[:4])]
    for text in sources:
        for match in YEAR.finditer(text):
            if match["word"]:
                return int(match["last"] or match["first"])
        if closing := CLOSING_YEAR.search(text):
            return int(closing["last"] or closing["first"])
    counts: dict[int, int] = {}
    for piece in pieces:
        if piece.text_block is not None:
            for match in YEAR.finditer(piece.text_block.text):
                if match["word"] in ("年度", "学年"):
                    year = int(match["last"] or match["first"])
                    counts[year] = counts.get(year, 0) + 1
    return max(counts, key=lambda year: (counts[year], year)) if counts else 0
