"""The `scan` layout: another layout's pages as an office scanner gives them back, pictures only."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageFilter

SPECKS = 60  # a page
BLACK_BELOW = 150  # of 255: what a copier takes for ink


def make_pdf(original: Path, look: dict[str, Any], target: Path) -> None:
    """Write `target`: pages at `look["dpi"]`, each skewed by the next of `look["skew"]` degrees.

    `ink` is grey or bilevel (as a fax or a copier set to "text" gives it), `specks` how many a page has.
    """
    document = pypdfium2.PdfDocument(original)
    skews = [float(each) for each in look["skew"]]
    specks, is_bilevel = int(look.get("specks", SPECKS)), look.get("ink") == "bilevel"
    sheets = []
    for i, page in enumerate(document):
        paper = _scanned(page, int(look["dpi"]), skews[i % len(skews)], specks, random.Random(i))
        sheets.append(_bilevel(paper) if is_bilevel else _grey(paper))
    sizes = [page.get_size() for page in document]
    document.close()
    target.write_bytes(_bound(sheets, sizes))


@dataclass(frozen=True)
class Sheet:
    """A page's picture: its pixels and what a PDF says of how they are packed."""

    across: int
    down: int
    packing: str
    data: bytes


def _scanned(page: pypdfium2.PdfPage, dpi: int, skew: float, specks: int, dice: random.Random) -> Image.Image:
    sheet = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    sheet = sheet.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    for _ in range(specks):
        sheet.putpixel((dice.randrange(sheet.width), dice.randrange(sheet.height)), dice.randrange(60, 160))
    return sheet


def _grey(sheet: Image.Image) -> Sheet:
    # Paper is not white and ink not black.
    sheet = sheet.point([24 + round(grey / 255 * 222) for grey in range(256)])
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=45, optimize=True)
    return Sheet(*sheet.size, "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode", out.getvalue())


def _bilevel(sheet: Image.Image) -> Sheet:
    """Black or white, packed as a fax is; a TIFF of one strip holds just those bytes."""
    out = io.BytesIO()
    plain = sheet.point([0 if grey < BLACK_BELOW else 255 for grey in range(256)]).convert("1")
    plain.save(out, "TIFF", compression="group4", strip_size=10**9)
    with Image.open(out) as tiff:
        (start,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]  # type: ignore[attr-defined]
        black_is_1 = "true" if tiff.tag_v2[262] else "false"  # type: ignore[attr-defined]
    parms = f"/DecodeParms << /K -1 /Columns {sheet.width} /Rows {sheet.height} /BlackIs1 {black_is_1} >>"
    packing = f"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode {parms}"
    return Sheet(*sheet.size, packing, out.getvalue()[start : start + length])


def _bound(sheets: list[Sheet], sizes: list[tuple[float, float]]) -> bytes:
    """A PDF with one picture a page; written by hand, so that the same pictures give the same bytes."""
    objects: list[bytes] = []
    kids = " ".join(f"{3 + 3 * i} 0 R" for i in range(len(sheets)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>".encode())
    for i, (sheet, (width, height)) in enumerate(zip(sheets, sizes, strict=True)):
        draw = f"q {width:g} 0 0 {height:g} 0 0 cm /S Do Q".encode()
        page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {width:g} {height:g}] /Contents {4 + 3 * i} 0 R"
        objects.append(f"<< {page} /Resources << /XObject << /S {5 + 3 * i} 0 R >> >> >>".encode())
        objects.append(_stream("", draw))
        kind = f"/Type /XObject /Subtype /Image /Width {sheet.across} /Height {sheet.down}"
        objects.append(_stream(f"{kind} {sheet.packing}", sheet.data))
    return _file(objects)


def _stream(head: str, data: bytes) -> bytes:
    return f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
