"""Enumerations with a count: “A、B、C 三门课程”, “四个专业：A、B、C、D”."""

from __future__ import annotations

from docextract.text.patterns import compile_pattern

_ITEM_STOP = "，。；：！？;:!?\n"
_OPEN, _CLOSE = "“《（(〈「", "”》）)〉」"
# After the number: the noun, then a colon or 分别是/即/包括, then the items.
_AFTER = compile_pattern(r"^[^，。；、：:（(]{0,20}(?:[：:]|，?(?:分别是|分别为|即|包括))[：:]?(?P<items>[^。；]*)")
_ITEM_GLUE = compile_pattern(r"(?:和|与|及|以及|等)$")


def split_items(text: str) -> tuple[str, ...]:
    """Items between 、 outside quotes and brackets; 和, 与, 及 divide the last two when nothing else does.

    >>> split_items("美术（含书法）、音乐和舞蹈")
    ('美术（含书法）', '音乐', '舞蹈')
    """
    parts, depth, current = [], 0, ""
    for char in text:
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        if char == "、" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    last = parts[-1]
    for glue in ("以及", "和", "及"):
        head, found, tail = last.rpartition(glue)
        if (
            found
            and len(head) >= 2
            and len(tail) >= 2
            and len(parts) > 1
            and head[-1] not in "与用"
            and "“" not in last
        ):
            parts[-1:] = [head, tail]
            break
    return tuple(part.strip(" ”“") for part in parts if part.strip())


def items_before(text: str, end: int) -> tuple[str, ...]:
    """The items of the enumeration that ends at `end`; fewer than two when there is none, () after 等."""
    start, depth = end, 0
    while start > 0:
        char = text[start - 1]
        if char in _CLOSE:
            depth += 1
        elif char in _OPEN:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and char in _ITEM_STOP:
            break
        start -= 1
    stretch = text[start:end].strip()
    if stretch.endswith("等") or "、" not in stretch or any(char.isdigit() for char in stretch):
        return ()
    return split_items(stretch)


def items_after(text: str, start: int) -> tuple[str, ...]:
    """The items announced by the number that ends at `start`; () when a colon or 分别是 does not announce them."""
    match = _AFTER.match(text[start : start + 240])
    if match is None or "、" not in match.group("items"):
        return ()
    stretch = match.group("items").partition("，")[0].strip()
    return () if stretch.endswith("等") else split_items(stretch)


def counted_items(text: str, start: int, end: int) -> tuple[str, ...]:
    """The enumeration that the number from `start` to `end` counts: announced behind it, else standing right before it."""
    return items_after(text, end) or items_before(text, start)
