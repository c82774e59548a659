"""How grave the kinds of finding are that no relation and no requirement of a pack decides."""

from __future__ import annotations

from pydantic import Field

from docextract.rulepacks.records import Rule, Severity
from docextract.rulepacks.relations import FreeKind


class Severities(Rule):
    """各类问题的严重程度；不写的按检查自己的判断。 Severities by kind of finding; without one the check decides."""

    value_conflict: Severity | None = Field(
        default=None, alias="value-conflict", description="两处说法不同。 Said twice."
    )
    unit: Severity | None = Field(default=None, description="单位有误。 A slip of the unit.")
    numbering: Severity | None = Field(default=None, description="编号跳号、重号。 A gap or duplicate.")
    cross_reference: Severity | None = Field(
        default=None, alias="cross-reference", description="所指不存在。 Points nowhere."
    )
    caption: Severity | None = Field(
        default=None, description="题名与目录或内容不符。 A caption against list or content."
    )
    duplicate: Severity | None = Field(default=None, description="重复。 Printed twice.")
    text: Severity | None = Field(default=None, description="文字有误。 Garbled or doubled text.")
    date: Severity | None = Field(default=None, description="日期不在年度内。 A date outside the year.")

    def by_kind(self) -> dict[FreeKind, Severity]:
        """The kinds that are decided, by the name that findings use."""
        decided: dict[FreeKind, Severity | None] = {
            "value-conflict": self.value_conflict, "unit": self.unit, "numbering": self.numbering,
            "cross-reference": self.cross_reference, "caption": self.caption, "duplicate": self.duplicate,
            "text": self.text, "date": self.date,
        }  # fmt: skip
        return {kind: severity for kind, severity in decided.items() if severity is not None}
