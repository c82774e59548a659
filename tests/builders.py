"""Small records and PDFs for tests, built by hand."""

from __future__ import annotations

from decimal import Decimal

from docextract.model.analysis import Analysis
from docextract.model.block import Block, BlockKind
from docextract.model.claim import Claim, ClaimKind
from docextract.model.document import Report
from docextract.model.finding import Evidence, Finding, FindingKind, Message, NumberVerdict, Severity
from docextract.model.geometry import BBox, Region
from docextract.model.indicator import IndicatorValue, ValueStatus
from docextract.model.notice import Notice
from docextract.model.quantity import Quantity
from docextract.model.source import SourceRef
from docextract.model.table import CellRange, Table
from docextract.model.tree import Case, ContentsEntry, Figure, Footnote, Section

BOX = BBox(72, 100, 200.126, 112)
PLACE = SourceRef(3, BOX, "b2", 0, 10)


def table() -> Table:
    """Two header rows with a merged head, one body row."""
    return Table(
        id="t1",
        number="2-1",
        title="学生情况",
        caption_position="above",
        regions=(Region(3, BOX), Region(4, BOX)),
        header_rows=2,
        cells=(("指标", "在校生", ""), ("", "2023", "2024"), ("人数", "90", "100")),
        merges=(CellRange(0, 1, 1, 3), CellRange(0, 0, 2, 1)),
        cell_boxes={(2, 1): (Region(4, BOX),), (0, 0): (Region(3, BOX),)},
        section="s1",
    )


def report(name: str = "江城.pdf", notices: tuple[Notice, ...] = ()) -> Report:
    """One of each kind of part."""
    return Report(
        file=name,
        sha256="0" * 64,
        page_count=5,
        page_labels=("", "", "1", "2", "3"),
        title="江城市职业教育质量年度报告",
        issuer="江城市教育局",
        level="city",
        year=2024,
        blocks=(
            Block("b1", BlockKind.HEADING, "第一章 基本情况", (Region(3, BOX),), section="s1"),
            Block("b2", BlockKind.PARAGRAPH, "在校生100人。", (Region(3, BOX), Region(4, BOX)), section="s1"),
            Block("b3", BlockKind.TABLE, "表 2-1 学生情况", (Region(3, BOX),), section="s1", record="t1"),
        ),
        sections=(Section("s1", 1, "第一章", "基本情况", 3, "", "b1"),),
        cases=(Case("c1", "1", "校企合作", 4, "s1", "一段。\n又一段。", "b4"),),
        figures=(Figure("f1", "1-1", "规模", 4, BOX, "s1", True, "b5"),),
        tables=(table(),),
        missing_tables=(Table("t9", "附表 1", "计分卡", "none", (Region(5, BOX),), 0, (), missing=True),),
        toc=(ContentsEntry("目录", "第一章 基本情况", "1", 2),),
        footnotes=(Footnote("①", "统计截至 8 月。", 3, "b6"),),
        notices=notices,
    )


def indicator(code: str = "students", year: int = 2024, value: str = "100") -> IndicatorValue:
    return IndicatorValue(
        code=code,
        name="在校生数",
        path=("学生", "在校生数"),
        unit="人",
        year=year,
        value=Decimal(value),
        status=ValueStatus.OK,
        raw=value,
        printed_label="其中：在校生数",
        table="t1",
        source=SourceRef(4, BOX, "t1", row=2, column=1),
        score=0.95,
        method="alias",
    )


def claim(quantity: Quantity | None = None) -> Claim:
    return Claim(
        PLACE,
        "在校生100人",
        "在校生",
        "students",
        ClaimKind.LEVEL,
        quantity or Quantity(Decimal(100), "人"),
        "2024",
        "",
        "在校生100人。",
    )


def finding(severity: Severity = Severity.HIGH, score: float = 0.9, id: str = "f-1") -> Finding:
    return Finding(
        id=id,
        check="said_twice",
        kind=FindingKind.VALUE_CONFLICT,
        severity=severity,
        score=score,
        subject="在校生",
        code="students",
        message=Message("在校生一处为 100 人，另一处为 90 人", "students are 100 here and 90 there"),
        evidence=(Evidence(PLACE, "在校生100人", "100", "人", "2024", "1 基本情况"),),
    )


def analysis(
    name: str = "江城.pdf", findings: tuple[Finding, ...] | None = None, notices: tuple[Notice, ...] = ()
) -> Analysis:
    return Analysis(
        report=report(name),
        pack_id="zhongzhi/2024",
        pack_reason="标题相符",
        indicators=(indicator(), indicator(year=2023, value="90")),
        claims=(claim(),),
        verdicts=(),
        findings=(finding(),) if findings is None else findings,
        numbers=(NumberVerdict(PLACE, "在校生100人", "100", "人", "在校生", "students", "2024", "conflict", "f-1"),),
        notices=notices,
        seconds=1.25,
    )


def pdf_bytes(*pages: str, encrypted: bool = False) -> bytes:
    """A PDF of A4 pages, each with that ASCII text in 12 points; an empty text gives a page without text."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for i, text in enumerate(pages):
        content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "0 0 m 100 100 l S"
        resources = "<</Font<</F1 3 0 R>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources{resources}/Contents {5 + 2 * i} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    trailer = f"/Size {len(objects) + 1}/Root 1 0 R"
    if encrypted:
        nonsense = "00" * 32
        objects.append(f"<</Filter/Standard/V 1/R 2/P -4/O<{nonsense}>/U<{nonsense}>>>")
        trailer = f"/Size {len(objects) + 1}/Root 1 0 R/Encrypt {len(objects)} 0 R/ID[<00><00>]"
    body = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj{text}endobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return body + f"{head}trailer<<{trailer}>>\nstartxref\n{len(body)}\n%%EOF\n".encode("ascii")
