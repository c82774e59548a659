"""Printed numbers of headings and captions taken apart: 5-6, 2.4.1, 第三章, （二）, 挑战 3."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.text.numbers import chinese_to_int
from docextract.text.patterns import compile_pattern

_DOTTED = compile_pattern(r"^(?P<head>附?\D*?)(?P<parts>\d+(?:[ ]*[-－—–.．][ ]*\d+)*)[ ]*(?P<tail>[.．、)）：:]?)$")
_CHINESE = compile_pattern(
    r"^(?P<head>[（(第]?)[ ]*(?P<digits>[零〇一二两三四五六七八九十百]+)[ ]*(?P<tail>[)）、.．章节条部分篇：:]*)$"
)
_SEPARATOR = compile_pattern(r"[ ]*[-－—–.．][ ]*")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """`parts` are the numbers from the outermost; `style` is everything around them, so that unlike ones never mix."""

    parts: tuple[int, ...]
    style: str

    @property
    def last(self) -> int:
        return self.parts[-1]


def parse_ordinal(number: str) -> Ordinal | None:
    """The parts of a printed number; None when it has none.

    >>> parse_ordinal("5-6"), parse_ordinal("附表 3")
    (Ordinal(parts=(5, 6), style='#-#'), Ordinal(parts=(3,), style='附表#'))
    >>> parse_ordinal("（二）"), parse_ordinal("2.4.1").parts
    (Ordinal(parts=(2,), style='（一）'), (2, 4, 1))
    """
    bare = number.strip()
    if match := _DOTTED.match(bare):
        parts = tuple(int(part) for part in _SEPARATOR.split(match.group("parts")))
        mark = "." if "." in match.group("parts") or "．" in match.group("parts") else "-"
        tail = match.group("tail") if len(parts) == 1 else ""
        return Ordinal(
            parts,
            match.group("head").strip() + mark.join("#" * len(parts)) + tail.replace("：", ":").replace("．", "."),
        )
    if match := _CHINESE.match(bare):
        value = chinese_to_int(match.group("digits"))
        if value is not None:
            return Ordinal((value,), f"{match.group('head')}一{match.group('tail')}")
    return None
