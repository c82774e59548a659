"""Names all check modules, so that importing this one registers every check."""

from __future__ import annotations

from collections.abc import Collection

from docextract.checks import (
    caption_against_table,
    caption_against_text,
    change,
    compared_in_words,
    completion_rate,
    contents_lists,
    counting_word,
    cross_reference,
    dates,
    impossible_share,
    indicator_spelled_otherwise,
    item_name_unknown,
    item_said_twice,
    item_under_two_codes,
    items_do_not_add_up,
    list_members,
    mean_outside_parts,
    misprints,
    missing_chapter,
    missing_content,
    missing_data_table,
    missing_indicator,
    mistyped_number,
    name_of_another_office,
    name_spelled_two_ways,
    not_carried_over,
    numbering,
    out_of_range,
    parts_do_not_add_up,
    parts_exceed_whole,
    plans_do_not_add_up,
    rate_without_unit,
    ratio,
    repeated_label,
    repeated_text,
    retold_differently,
    said_twice,
    sentence_without_end,
    share,
    table_arithmetic,
    title_misprinted,
    two_units,
    word_left_out,
    year_jump,
)
from docextract.checks.registry import Check, all_checks
from docextract.errors import SettingsError

MODULES = (
    caption_against_table,
    caption_against_text,
    change,
    compared_in_words,
    completion_rate,
    contents_lists,
    counting_word,
    cross_reference,
    dates,
    impossible_share,
    indicator_spelled_otherwise,
    item_name_unknown,
    item_said_twice,
    item_under_two_codes,
    items_do_not_add_up,
    list_members,
    mean_outside_parts,
    misprints,
    missing_chapter,
    missing_content,
    missing_data_table,
    missing_indicator,
    mistyped_number,
    name_of_another_office,
    name_spelled_two_ways,
    not_carried_over,
    numbering,
    out_of_range,
    parts_do_not_add_up,
    parts_exceed_whole,
    plans_do_not_add_up,
    rate_without_unit,
    ratio,
    repeated_label,
    repeated_text,
    retold_differently,
    said_twice,
    sentence_without_end,
    share,
    table_arithmetic,
    title_misprinted,
    two_units,
    word_left_out,
    year_jump,
)


def checks(also: Collection[str] = ()) -> tuple[Check, ...]:
    """All checks by name, those on request only when they are named in `also`.

    Raises SettingsError for a name that no check on request has.
    """
    named = [check.name for check in all_checks() if check.on_request]
    if strange := sorted(set(also) - set(named)):
        raise SettingsError(
            f"没有“{strange[0]}”这项按需检查，只有：{'、'.join(named)}。 "
            f"No check on request is called {strange[0]}; there are {', '.join(named)}."
        )
    return tuple(check for check in all_checks() if not check.on_request or check.name in also)


def every_check() -> tuple[Check, ...]:
    """All checks by name, those on request too."""
    return all_checks()
