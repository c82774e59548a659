"""Rewrites docextract/text/look_alikes.py: which common Chinese characters look alike in print.

    .venv/bin/python tools/look_alikes.py SERIF.ttc SANS.ttc

Each of the 3,755 characters of GB 2312, level 1, is drawn in both fonts (face 2 of a collection: simplified Chinese),
blurred, and compared with every other. The file in the repository was made with Noto Serif CJK and Noto Sans CJK.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

TARGET = Path(__file__).resolve().parents[1] / "docextract" / "text" / "look_alikes.py"
LEAST = 0.8  # correlation of the two pictures, mean over the fonts
NEAREST = 5  # one of the two must be among the nearest of the other: characters on one radical are all a little alike
WIDTH = 110


def common_characters() -> str:
    """GB 2312, level 1, in its order."""
    rows, cells = range(0xB0, 0xD8), range(0xA1, 0xFF)
    codes = (bytes([row, cell]) for row in rows for cell in cells if (row, cell) <= (0xD7, 0xF9))
    return "".join(code.decode("gb2312") for code in codes)


def pictures(chars: str, font_path: Path) -> np.ndarray[Any, Any]:
    """One row a character: its picture, centred and of length 1, so that a product of two rows is their correlation."""
    font = ImageFont.truetype(str(font_path), 40, index=2 if font_path.suffix == ".ttc" else 0)
    rows = []
    for char in chars:
        image = Image.new("L", (48, 48), 0)
        ImageDraw.Draw(image).text((4, -4), char, font=font, fill=255)
        small = image.filter(ImageFilter.GaussianBlur(1.2)).resize((24, 24), Image.Resampling.BILINEAR)
        row = np.asarray(small, dtype=np.float64).ravel()
        row -= row.mean()
        rows.append(row / np.linalg.norm(row))
    return np.stack(rows)


def alike(chars: str, fonts: list[Path]) -> dict[str, str]:
    """For each character those behind it in the alphabet of code points that look like it."""
    score = sum(found @ found.T for found in (pictures(chars, font) for font in fonts)) / len(fonts)
    np.fill_diagonal(score, 0)
    rank = np.argsort(np.argsort(-score, axis=1), axis=1)
    is_alike = (score >= LEAST) & (np.minimum(rank, rank.T) < NEAREST)
    found: dict[str, str] = {}
    for one, other in np.argwhere(is_alike):
        if chars[one] < chars[other]:
            found[chars[one]] = found.get(chars[one], "") + chars[other]
    return {char: "".join(sorted(others)) for char, others in sorted(found.items())}


def main() -> None:
    text = " ".join(char + others for char, others in alike(common_characters(), list(map(Path, sys.argv[1:]))).items())
    lines: list[str] = []
    while text:
        cut = len(text) if len(text) <= WIDTH else text.rindex(" ", 0, WIDTH) + 1
        lines.append(f'    "{text[:cut]}"')
        text = text[cut:]
    head, _, rest = TARGET.read_text("utf-8").partition("_GROUPS = (\n")
    tail = rest[rest.index("\n)\n") :]
    TARGET.write_text(head + "_GROUPS = (\n" + "\n".join(lines) + tail, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
