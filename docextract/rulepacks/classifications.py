"""Classifications: lists of items with codes that rows of a form may name (208 社会保障和就业支出)."""

from __future__ import annotations

from pydantic import Field

from docextract.rulepacks.records import Rule


class Item(Rule):
    """科目。 One item of a classification."""

    code: str = Field(pattern=r"^\d+$", description="科目编码。 Code.")
    name: str = Field(min_length=1, description="科目名称。 Name.")
    also: tuple[str, ...] = Field((), description="别的写法，旧名称。 Other wordings, former names.")


class Classification(Rule):
    """科目表。编码逐级加长：前三位是类，前五位是款，七位是项。 Items whose codes grow level by level.

    `items` need not be complete: a code that is not listed is read from the form all the same, by its digits.
    """

    id: str = Field(min_length=1, description="编号。 Id.")
    name: str = Field(min_length=1, description="名称。 Name.")
    digits: tuple[int, ...] = Field(
        min_length=1, description="各级编码的位数（3, 5, 7）。 Length of the codes by level."
    )
    levels: tuple[str, ...] = Field((), description="各级的叫法（类、款、项）。 What the levels are called.")
    items: tuple[Item, ...] = Field((), description="科目。 The items.")

    def level(self, code: str) -> int:
        """The level of a code, from 0; -1 when no level has codes of that length."""
        return self.digits.index(len(code)) if len(code) in self.digits else -1

    def parent(self, code: str) -> str:
        """The code one level up; "" at the top."""
        level = self.level(code)
        return code[: self.digits[level - 1]] if level > 0 else ""
