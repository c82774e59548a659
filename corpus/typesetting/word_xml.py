"""Pieces of WordprocessingML that python-docx has no words for: borders, shades, frames, watermarks, floating pictures."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HAIR, THICK = "4", "10"
SIDES = ("top", "left", "bottom", "right")

# Sides of the whole table by look; the rule under the header is the header cells' own.
TABLE_RULES: dict[str, dict[str, str]] = {
    "ruled": dict.fromkeys((*SIDES, "insideH", "insideV"), HAIR),
    "three-line": {"top": THICK, "bottom": THICK},
    "none": {},
    "bands": {},
    "rows": dict.fromkeys(("top", "bottom", "insideH"), HAIR),
    "frame": dict.fromkeys(SIDES, HAIR),
    "open-sides": dict.fromkeys(("top", "bottom", "insideH", "insideV"), HAIR),
}
HEADER_RULED = {"three-line", "frame"}
# Sides of a case's paragraphs by box, and whether they are filled.
CASE_SIDES: dict[str, tuple[dict[str, str], bool]] = {
    "framed": (dict.fromkeys(SIDES, HAIR), True),
    "shade": ({}, True),
    "border": (dict.fromkeys(SIDES, HAIR), False),
    "bar": ({"left": "36"}, False),
}


def borders(tag: str, sides: dict[str, str]) -> Any:
    inner = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="4" w:color="555555"/>' for side, size in sides.items()
    )
    return parse_xml(f'<w:{tag} xmlns:w="{W}">{inner}</w:{tag}>')


def shade(fill: str) -> Any:
    return parse_xml(f'<w:shd xmlns:w="{W}" w:val="clear" w:color="auto" w:fill="{fill}"/>')


def rule_table(grid: Any, look: str, header_rows: int, fill: str) -> None:
    """Rules or shaded bands of a whole table; call it before cells are merged."""
    properties = grid._tbl.tblPr
    properties.append(borders("tblBorders", TABLE_RULES[look]))
    for r, row in enumerate(grid.rows):
        for cell in row._tr.tc_lst:
            if look in HEADER_RULED and r == header_rows - 1:
                cell.get_or_add_tcPr().append(borders("tcBorders", {"bottom": HAIR}))
            if look == "bands" and r % 2 == 0:
                cell.get_or_add_tcPr().append(shade(fill))


def watermark(text: str, font: str) -> Any:
    """WordArt behind the text, as the watermark command of an office program makes it."""
    style = (
        "position:absolute;width:420pt;height:90pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return parse_xml(
        f'<w:r xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="mark" type="#_x0000_t136" style="{style}" fillcolor="#d9d9d9" stroked="f">'
        f'<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string="{text}"/></v:shape></w:pict></w:r>'
    )


def frame_in_margin(paragraph: Any, *, left: bool) -> None:
    """The paragraph stands in the page's outer margin, half way down."""
    x = 500 if left else 11906 - 500 - 600
    frame = f'<w:framePr xmlns:w="{W}" w:w="600" w:hRule="atLeast" w:h="400" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{x}" w:y="8000"/>'
    paragraph._p.get_or_add_pPr().insert(0, parse_xml(frame))


def float_picture(run: Any, *, left: bool) -> None:
    """The run's inline picture becomes one that the paragraph's text flows around."""
    inline = run._r.find(f".//{qn('wp:inline')}")
    extent = inline.find(qn("wp:extent"))
    gap = 114300  # EMU, 3 mm
    anchor = parse_xml(
        '<wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" '
        f'distL="{gap}" distR="{gap}" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:align>{"left" if left else "right"}</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>60000</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{extent.get("cx")}" cy="{extent.get("cy")}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapSquare wrapText="bothSides"/></wp:anchor>'
    )
    for child in list(inline):
        if child.tag not in (qn("wp:extent"), qn("wp:effectExtent")):
            anchor.append(child)
    inline.getparent().replace(inline, anchor)
