"""Makes docextract/fonts/labels.otf, the carried font: GB 2312, Latin and punctuation out of Noto Sans CJK SC.

Run by hand when the font is to change; its result is committed:

    .venv/bin/python tools/subset_font.py NotoSansCJK-Regular.ttc docextract/fonts/labels.otf
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Noto Sans CJK SC"

EXTRA_RANGES = (
    (0x20, 0x7F),  # ASCII
    (0xA0, 0x180),  # Latin letters with accents
    (0x2010, 0x2027),  # dashes, quotes, ellipsis
    (0x2030, 0x2031),  # per mille
    (0x2160, 0x2180),  # Roman numerals
    (0x2460, 0x2500),  # circled and bracketed numbers
    (0x3000, 0x3030),  # CJK punctuation
    (0xFF00, 0xFFF0),  # full width forms
)


def gb2312_characters() -> set[int]:
    """Code points of all two-byte GB 2312 characters: 6,763 Chinese ones, and symbols."""
    found: set[int] = set()
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            text = bytes((lead, trail)).decode("gb2312", errors="ignore")
            found.update(map(ord, text))
    return found


def face(path: Path) -> TTFont:
    """The simplified Chinese face of a collection; raises SystemExit when it is not in there."""
    for font in TTCollection(path).fonts:
        if font["name"].getDebugName(1) == FAMILY:
            return font
    raise SystemExit(f"{path}: no face is called {FAMILY!r}")


def main(source: Path, target: Path) -> None:
    wanted = gb2312_characters().union(*(range(*ends) for ends in EXTRA_RANGES))
    options = subset.Options(
        hinting=False,
        layout_features=[],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
        drop_tables=["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "DSIG"],
    )
    font = face(source)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.save(target)
    print(f"{target}: {len(font.getBestCmap())} characters, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
