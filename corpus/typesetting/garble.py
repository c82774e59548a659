"""Pages whose fonts do not say which characters they print: glyphs as before, but no text that can be taken from them."""

from __future__ import annotations

import re
from collections.abc import Iterator

OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
REFERENCE = re.compile(rb"/([\w-]+)\s*(\d+) 0 R")


def garbled(pdf: bytes, numbers: list[int]) -> bytes:
    """`pdf`, as PDFium writes it, with the fonts of the pages `numbers` (from 1) robbed of their `/ToUnicode`.

    Other pages use the same fonts, therefore the pages get fonts of their own, which share the glyphs. They are added
    behind the file, as an update.
    """
    objects = {int(found.group(1)): found.group(2) for found in OBJECT.finditer(pdf)}
    pages = list(_pages(objects, int(_last(rb"/Root\s+(\d+) 0 R", pdf))))
    fresh = max(objects) + 1
    changed: dict[int, bytes] = {}
    for number in numbers:
        page = pages[number - 1]
        fonts = REFERENCE.findall(_font_names(objects, objects[page]))
        changed |= {
            fresh + i: re.sub(rb"/ToUnicode \d+ 0 R", b"", objects[int(font)]) for i, (_, font) in enumerate(fonts)
        }
        names = b"".join(b"/%s %d 0 R" % (name, fresh + i) for i, (name, _) in enumerate(fonts))
        changed[page] = _with_fonts(objects, objects[page], names)
        fresh += len(fonts)
    return pdf + _update(pdf, changed, fresh)


def _pages(objects: dict[int, bytes], node: int) -> Iterator[int]:
    """Object numbers of the pages in their order."""
    body = objects[node]
    if found := re.search(rb"/Pages\s+(\d+) 0 R", body):
        yield from _pages(objects, int(found.group(1)))
    elif found := re.search(rb"/Kids\s*\[(.*?)\]", body, re.DOTALL):
        for kid in re.findall(rb"(\d+) 0 R", found.group(1)):
            yield from _pages(objects, int(kid))
    else:
        yield node


def _resources(objects: dict[int, bytes], page: bytes) -> bytes:
    found = re.search(rb"/Resources\s*(\d+) 0 R", page)
    return objects[int(found.group(1))] if found else page


def _font_names(objects: dict[int, bytes], page: bytes) -> bytes:
    resources = _resources(objects, page)
    if found := re.search(rb"/Font\s*(\d+) 0 R", resources):
        return objects[int(found.group(1))]
    return _last(rb"/Font\s*<<(.*?)>>", resources)


def _with_fonts(objects: dict[int, bytes], page: bytes, names: bytes) -> bytes:
    """The page with resources of its own, in which the fonts are `names`."""
    own = re.sub(rb"/Font\s*(\d+ 0 R|<<.*?>>)", b"/Font<<" + names + b">>", _resources(objects, page))
    return (
        own
        if own.startswith(b"<<") and b"/Type/Page" in own
        else re.sub(rb"/Resources\s*\d+ 0 R", b"/Resources" + own, page)
    )


def _update(pdf: bytes, changed: dict[int, bytes], size: int) -> bytes:
    out, entries = bytearray(), []
    for number, body in sorted(changed.items()):
        entries.append(b"%d 1\n%010d 00000 n \n" % (number, len(pdf) + len(out)))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    previous, root = _last(rb"startxref\s+(\d+)", pdf), _last(rb"/Root\s+(\d+) 0 R", pdf)
    trailer = b"trailer\n<</Size %d/Root %s 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    start = len(pdf) + len(out)
    return bytes(out) + b"xref\n" + b"".join(entries) + trailer % (size, root, previous, start)


def _last(pattern: bytes, text: bytes) -> bytes:
    found = re.findall(pattern, text, re.DOTALL)
    if not found:
        raise ValueError(f"{pattern!r} is not in the PDF")
    return bytes(found[-1])
