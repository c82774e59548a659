"""Names all check modules, so that importing this one registers every check."""

from __future__ import annotations

from docextract.checks import (
    caption_against_table,
    caption_against_text,
    change,
    contents_lists,
    counting_word,
    cross_reference,
    dates,
    list_members,
    mean_outside_parts,
    misprints,
    missing_content,
    numbering,
    parts_do_not_add_up,
    parts_exceed_whole,
    ratio,
    repeated_label,
    repeated_text,
    retold_differently,
    said_twice,
    share,
    table_arithmetic,
)
from docextract.checks.registry import Check, all_checks

MODULES = (
    caption_against_table,
    caption_against_text,
    change,
    contents_lists,
    counting_word,
    cross_reference,
    dates,
    list_members,
    mean_outside_parts,
    misprints,
    missing_content,
    numbering,
    parts_do_not_add_up,
    parts_exceed_whole,
    ratio,
    repeated_label,
    repeated_text,
    retold_differently,
    said_twice,
    share,
    table_arithmetic,
)


def checks() -> tuple[Check, ...]:
    """All checks, by name."""
    return all_checks()
