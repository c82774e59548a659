"""Which lines are one paragraph, one title, one caption."""

from __future__ import annotations

from tests.layout.build import LEFT, SIZE, WIDE, chars, flow_of, page, paragraph, said

BODY = paragraph(5, 100) + paragraph(4, 220)
SET_IN = LEFT + 3 * SIZE
SET_IN_WIDE = WIDE - 6


def test_heading_over_two_lines_in_larger_print_is_one_block() -> None:
    heading = chars("一、" + "坚" * 25, LEFT, 330, 16, "Hei", is_bold=True) + chars(
        "持育人", LEFT, 362, 16, "Hei", is_bold=True
    )
    assert said(flow_of(page(BODY + heading)).items)[-1] == "一、" + "坚" * 25 + "持育人"


def test_long_caption_with_its_rest_centered_below_is_one_block() -> None:
    caption = chars("图1" + "岗" * 42, LEFT, 330, 10) + chars("示意图", 273, 346, 10)
    assert said(flow_of(page(BODY + caption)).items)[-1] == "图1" + "岗" * 42 + "示意图"


def test_text_set_in_on_both_sides_is_one_paragraph() -> None:
    flow = flow_of(page(BODY + paragraph(6, 330, x=SET_IN, width=SET_IN_WIDE)))
    assert len(flow.items) == 3 and len(said(flow.items)[-1]) > 5 * SET_IN_WIDE - 3


def test_list_items_of_many_lengths_stay_apart() -> None:
    items = ["（1）建立联席会议制度；", "（2）完善考核办法并落实到人；", "（3）落实经费保障。"]
    drawn = [c for n, text in enumerate(items) for c in chars(text, LEFT + 2 * SIZE, 330 + 20 * n)]
    assert said(flow_of(page(BODY + drawn)).items)[2:] == items


def test_headings_of_equal_length_do_not_count_as_a_narrow_column() -> None:
    drawn = paragraph(4, 80)
    for n in range(6):
        drawn += chars("（一）办学规模", LEFT + 2 * SIZE, 180 + 90 * n, font="Kai") + paragraph(3, 205 + 90 * n)
    headings = [item for item in flow_of(page(drawn)).items if getattr(item, "font", "") == "Kai"]
    assert len(headings) == 6 and not any(getattr(item, "ends_full", True) for item in headings)


def test_space_between_paragraphs_parts_them_where_nothing_is_indented() -> None:
    drawn = [c for n in range(3) for c in chars("教" * WIDE, LEFT, 100 + 15 * n)]
    drawn += [c for n in range(3) for c in chars("学" * WIDE, LEFT, 153 + 15 * n)]
    assert said(flow_of(page(drawn)).items) == ["教" * 3 * WIDE, "学" * 3 * WIDE]


def test_bold_line_after_a_full_last_sentence_begins_a_block() -> None:
    drawn = chars("教" * WIDE, LEFT, 330) + chars("教" * (WIDE - 1) + "。", LEFT, 350)
    drawn += chars("智慧课堂改革实践", LEFT, 370, font="Song-Bold", is_bold=True)
    assert said(flow_of(page(BODY + drawn)).items)[-1] == "智慧课堂改革实践"


def test_two_lines_set_in_on_both_sides_with_an_indent_of_two_characters_are_one_paragraph() -> None:
    first, rest = "水产学校的六名学生带着显微镜住进村里逐户查看了鱼塘", "并记下每口塘的水色。"
    drawn = chars(first, SET_IN + 2 * SIZE, 330) + chars(rest, SET_IN, 350)
    assert said(flow_of(page(BODY + drawn)).items)[2:] == [first + rest]


def test_paragraph_that_ends_at_the_edge_is_parted_from_one_without_indent_by_a_little_white() -> None:
    full = "教" * (WIDE - 1) + "。"
    rows = [(330.0, "学" * WIDE), (350.0, full), (376.0, "师" * WIDE), (396.0, full)]
    drawn = [c for y, words in rows for c in chars(words, LEFT, y)]
    assert said(flow_of(page(BODY + drawn)).items)[2:] == ["学" * WIDE + full, "师" * WIDE + full]


def test_line_with_a_taller_letter_after_a_full_stop_stays_in_its_paragraph() -> None:
    full = "教" * (WIDE - 1) + "。"
    rows = [(330.0, "学" * WIDE), (350.0, full), (372.0, "师" * WIDE), (392.0, full)]
    drawn = [c for y, words in rows for c in chars(words, LEFT, y)]
    assert len(flow_of(page(BODY + drawn)).items) == 3
