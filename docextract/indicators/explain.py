"""One label by itself: what it is read as and what came second. For rule tests and for people who write rules."""

from __future__ import annotations

from collections.abc import Sequence

from docextract.indicators.decide import Assignment, assign_rows
from docextract.indicators.names import row_label
from docextract.indicators.rows import FormRow
from docextract.model.geometry import BBox, Region
from docextract.model.table import Table
from docextract.rulepacks.schema import Pack

_NOWHERE = Table("", "", "", "none", (Region(1, BBox(0, 0, 0, 0)),), 0, ())


def read_label(label: str, pack: Pack, form: str = "", unit: str = "", after: Sequence[str] = ()) -> Assignment:
    """What a row with that label is taken for, under that form's title ("" for none) and below the rows `after`.

    >>> from docextract.rulepacks.load import load_pack
    >>> read_label("思想政治课教学满意 度*", load_pack(), form="2").code
    'satisfaction_students_ideology_course'
    >>> read_label("国家级数量", load_pack(), form="3", after=["在线精品课程数"]).code
    'online_courses_national'
    """
    return assign_rows(label_rows(label, pack, form, unit, after), pack)[-1]


def label_rows(label: str, pack: Pack, form: str, unit: str, after: Sequence[str]) -> tuple[FormRow, ...]:
    """The rows of a small table: those above, then the one with the label; arguments as in `read_label`."""
    above = [_row(text, "", form, number, pack) for number, text in enumerate(after)]
    return (*above, _row(label, unit, form, len(above), pack))


def _row(label: str, unit: str, form: str, number: int, pack: Pack) -> FormRow:
    parsed = row_label(label, pack)
    return FormRow(_NOWHERE, number, parsed, unit or parsed.unit, (), form)
