"""PDFs of Chinese text, written by hand with fonts that every PDF reader has its own for: nothing is embedded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

FONTS = ("STSong-Light", "STHeiti-Regular")  # F1, F2


def words(said: str, x: float, y: float, size: float = 12, font: int = 1) -> str:
    """Text at (x, y) from the lower left corner of an A4 page; every character is as wide as it is high."""
    return f"BT /F{font} {size} Tf {x} {y} Td <{said.encode('utf-16-be').hex()}> Tj ET"


def ruled(x: float, y: float, columns: Sequence[float], rows: int, height: float = 20) -> str:
    """The rules of a grid whose upper left corner is at (x, y)."""
    edges = [x, *(x + sum(columns[: n + 1]) for n in range(len(columns)))]
    upright = [f"{edge} {y} m {edge} {y - rows * height} l S" for edge in edges]
    level = [f"{x} {y - n * height} m {edges[-1]} {y - n * height} l S" for n in range(rows + 1)]
    return "\n".join((*upright, *level))


def write_chinese_pdf(path: Path, *pages: str) -> Path:
    """A4 pages with these contents."""
    kids = " ".join(f"{7 + 2 * i} 0 R" for i in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>"]
    for number, name in enumerate(FONTS):
        objects.append(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/UniGB-UCS2-H/DescendantFonts[{4 + 2 * number} 0 R]>>"
        )
        system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        objects.append(
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}{system}/DW 1000/FontDescriptor<</Type"
            f"/FontDescriptor/FontName/{name}/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 860"
            "/Descent -140/CapHeight 800/StemV 80>>>>"
        )
    fonts = "/Font<</F1 3 0 R/F2 5 0 R>>"
    for i, content in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{fonts}>>/Contents {8 + 2 * i} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj{text}endobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    path.write_bytes(body + (head + end).encode("ascii"))
    return path
