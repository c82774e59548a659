"""脚注 at the foot of a page."""

from __future__ import annotations

from tests.structure.build import heading, text, tree_of

CHAPTER = heading("一、基本情况")


def test_small_print_with_a_mark_at_the_foot_is_a_footnote() -> None:
    foot = text("①统计时间截至2024年8月31日。", size=9, top=760, indented=False)
    tree = tree_of(CHAPTER, text(), foot)
    assert [(note.mark, note.text) for note in tree.footnotes] == [("①", "统计时间截至2024年8月31日。")]


def test_marked_sentence_in_the_body_is_no_footnote() -> None:
    assert not tree_of(CHAPTER, text("①建立联席会议制度，定期研究重点工作。"), text()).footnotes
