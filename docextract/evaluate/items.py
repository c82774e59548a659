"""Sections, cases, figures, contents lists, footnotes."""

from __future__ import annotations

from docextract.evaluate.measured import Item, Measured, entry_text, likeness, mean_of, pair_f1, paired, plain


def measure_items(want: Item, got: Item) -> Measured:
    sections = paired(want["sections"], got.get("sections", []), _heading_key)
    cases = paired(want["cases"], got.get("cases", []), _caption_key)
    figures = paired(want["figures"], got.get("figures", []), _caption_key)
    toc = paired(want["toc"], got.get("toc", []), _entry_key)
    # Expectations list the documents bound behind the first, outputs all of them.
    parts = paired(want.get("parts", []), got.get("parts", [])[1:], _part_key)
    notes = paired(want["footnotes"], got.get("footnotes", []), _note_key)
    levels = [partner is not None and item["level"] == partner.get("level") for item, partner in sections]
    texts = [likeness(item["text"], partner.get("text")) if partner else 0.0 for item, partner in cases]
    return Measured(
        {
            "sections": pair_f1(sections, got.get("sections", [])),
            "section_levels": mean_of(levels),
            "cases": pair_f1(cases, got.get("cases", [])),
            "case_text": mean_of(texts),
            "figures": pair_f1(figures, got.get("figures", [])),
            "toc": pair_f1(toc, got.get("toc", [])),
            "footnotes": pair_f1(notes, got.get("footnotes", [])),
            "parts": pair_f1(parts, got.get("parts", [])[1:]),
        },
        {"sections": sections, "cases": cases, "figures": figures},
    )


def _heading_key(item: Item) -> object:
    # 挑战 1： may be read as number or as the beginning of the title: together they must say what is printed.
    return plain(f"{item.get('number') or ''}{item.get('title') or ''}"), item.get("page")


def _caption_key(item: Item) -> object:
    return plain(item.get("number")), plain(item.get("title")), item.get("page")


def _entry_key(item: Item) -> object:
    return plain(item.get("list")), entry_text(item.get("text"))


def _part_key(item: Item) -> object:
    return plain(item.get("title")), plain(item.get("issuer")), item.get("year"), item.get("page")


def _note_key(item: Item) -> object:
    return item.get("mark"), plain(item.get("text"))
