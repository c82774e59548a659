"""Paragraphs that count on from each other (1．… 2．… 3．…) and one of which has another number than its place says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docextract.checks.verdicts.saying import key_of
from docextract.model.block import Block, BlockKind
from docextract.model.document import Report
from docextract.model.finding import Evidence, FindingKind, Message, Severity, Verdict
from docextract.model.source import SourceRef
from docextract.text.ordinals import Ordinal, parse_ordinal
from docextract.text.patterns import compile_pattern

# 1．, (2), 3、, （四）: never 1.5 万元 and never 2024 年.
_NUMBER = compile_pattern(
    r"^[ ]*(?P<number>[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)．.、])[ ]*(?=[\p{Han}“《])"
)
# Fewer paragraphs than this before the slip are no run that one could rely on.
RUN_BEFORE = 2
QUOTE = 16


@dataclass(frozen=True, slots=True)
class _Numbered:
    block: Block
    number: str
    ordinal: Ordinal


def paragraph_slips(report: Report) -> Iterator[Verdict]:
    """Paragraphs whose number breaks a run that goes on behind them as if it had been right, and numbers given twice at its end.

    A gap is none of them: the paragraph that seems to be missing may not have been read as one.
    """
    for run in _runs(report):
        for place in range(RUN_BEFORE, len(run)):
            before, odd = run[place - 1], run[place]
            wanted = before.ordinal.last + 1
            is_counted = all(a.ordinal.last + 1 == b.ordinal.last for a, b in pairwise(run[:place]))
            if not is_counted or odd.ordinal.last == wanted or run[0].ordinal.last != 1:
                continue
            goes_on = place + 1 < len(run) and run[place + 1].ordinal.last == wanted + 1
            is_twice = place + 1 == len(run) and odd.ordinal.last == before.ordinal.last
            if goes_on or is_twice:
                yield _verdict(before, odd, wanted)


def _runs(report: Report) -> Iterator[list[_Numbered]]:
    """The numbered paragraphs of each section and case by the style of their numbers; a 1 begins anew."""
    runs: dict[tuple[str, str, str], list[_Numbered]] = {}
    for block in report.blocks:
        match = _NUMBER.match(block.text) if block.kind is BlockKind.PARAGRAPH else None
        ordinal = parse_ordinal(match["number"]) if match else None
        if match is None or ordinal is None:
            continue
        key = (block.section, block.case, ordinal.style)
        if ordinal.last == 1 and key in runs:
            yield runs.pop(key)
        runs.setdefault(key, []).append(_Numbered(block, match["number"], ordinal))
    yield from runs.values()


def _verdict(before: _Numbered, odd: _Numbered, wanted: int) -> Verdict:
    first, second = (f"{_quote(each.block)}" for each in (before, odd))
    right = odd.number.replace(str(odd.ordinal.last), str(wanted))
    message = Message(
        f"第 {odd.block.page} 页“{second}”编号为 {odd.number}，前一段是 {before.number}“{first}”，按次序应是第 {wanted} 项",
        f"a paragraph on page {odd.block.page} is numbered {odd.number} behind {before.number}; by its place it is number {wanted}",
    )
    evidence = tuple(
        Evidence(SourceRef(each.block.page, each.block.bbox, each.block.id, 0, len(each.number)), _head(each.block))
        for each in (odd, before)
    )
    return Verdict(
        "numbering",
        key_of("段落", odd.number, _head(odd.block)),
        "differs",
        FindingKind.NUMBERING,
        Severity.LOW,
        odd.number,
        message,
        evidence,
        suggested=right if right != odd.number else "",
    )


def _head(block: Block) -> str:
    return block.text.strip()[:QUOTE]


def _quote(block: Block) -> str:
    return _NUMBER.sub("", block.text)[:QUOTE]
