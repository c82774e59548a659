"""Words before a number by themselves: what prose is taken to say with them. For rule tests and for people who write rules."""

from __future__ import annotations

from docextract.claims.read import read_claims
from docextract.model.block import Block, BlockKind
from docextract.model.document import Report
from docextract.model.geometry import BBox, Region
from docextract.model.tree import Section
from docextract.rulepacks.schema import Pack

_REGION = Region(1, BBox(0, 0, 1, 1))
_YEAR = 2024
_NUMBER = "12"


def read_said(words: str, pack: Pack, unit: str, section: str = "") -> str:
    """The code of a number in `unit` right behind these words, in a section of that title; "" for none.

    >>> from docextract.rulepacks.load import load_pack
    >>> read_said("收、支总计", load_pack("juesuan/2024"), "万元")
    'in_total'
    """
    block = Block("said", BlockKind.PARAGRAPH, f"{words}{_NUMBER}{unit}。", (_REGION,), section="here")
    sections = (Section("here", 1, "", section, _REGION.page, "", ""),)
    report = Report("", "", 1, ("",), "", "", "other", _YEAR, (block,), sections, (), (), ())
    claims = read_claims(report, pack)
    return claims[-1].code if claims else ""
