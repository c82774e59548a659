"""The sentences of an opinion in Chinese and English; both stand side by side, so that neither can be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docextract.outputs.language import Lang
from docextract.review.opinion_points import Opinion, Point
from docextract.review.words import words

_DIGITS = "零一二三四五六七八九"
_SEVERITY = {
    "high": ("较重", "serious"),
    "medium": ("一般", "moderate"),
    "low": ("轻微", "slight"),
}
_SEVERITY_MEANS = {
    "high": ("较重（会误导使用者）", "serious (a reader is misled)"),
    "medium": ("一般（影响判读）", "moderate (a reader can't tell which is right)"),
    "low": ("轻微（体例、文字）", "slight (form and wording)"),
}
# What to do about findings of these kinds; each sentence stands once, whatever the number of findings.
_ADVICE: tuple[tuple[frozenset[str], str, str], ...] = (
    (
        frozenset(("value-conflict", "arithmetic", "subset", "unit")),
        "数据类问题，请对照原始台账逐项核实，正文、表格、图示和上年数一并更正，做到前后一致；所列建议值仅供核实时参考，"
        "以原始数据为准。",
        "Check each figure against its source, and correct text, tables and figures together. Suggested values are a help"
        " in checking; the source decides.",
    ),
    (
        frozenset(("numbering", "cross-reference", "caption")),
        "编号、引用和图表标题类问题，请理顺标题、图表和案例的编号，更新目录，核对文中的“见表”“见图”等引用。",
        "Put the numbering of headings, tables, figures and cases in order, update the contents, and check references.",
    ),
    (
        frozenset(("missing",)),
        "缺失类问题，请补齐应有的章节、数据表和内容；确实不涉及的，请在文中说明。",
        "Add the chapters, tables and content that are missing, or say in the report why they do not apply.",
    ),
    (
        frozenset(("text", "date", "duplicate")),
        "文字、日期和重复类问题，请通读全文，逐处改正。",
        "Read the whole report through and correct wording, dates and repetitions.",
    ),
)


def severity_word(severity: str, lang: Lang) -> str:
    return _in(_SEVERITY.get(severity, (severity, severity)), lang)


def kind_word(kind: str, lang: Lang) -> str:
    return words(lang).get(kind, kind)


def overview(opinion: Opinion, lang: Lang) -> str:
    """How many points there are, by severity and kind; "" when there are none."""
    if not opinion.points:
        return ""
    counts = opinion.severities()
    by_severity = [(_in(both, lang), counts[key]) for key, both in _SEVERITY_MEANS.items() if counts[key]]
    by_kind = [(kind_word(group.kind, lang), len(group.points)) for group in opinion.groups]
    total = len(opinion.points)
    if lang == "en":
        return (
            f"{total} point{'s' if total > 1 else ''} need{'' if total > 1 else 's'} attention:"
            f" {_counted(by_severity, lang)}. By kind: {_counted(by_kind, lang)}."
        )
    return f"本次共提出问题 {total} 处，其中{_counted(by_severity, lang)}。按类别分，{_counted(by_kind, lang)}。"


def _counted(counts: Sequence[tuple[str, int]], lang: Lang) -> str:
    if lang == "en":
        return ", ".join(f"{word} {count}" for word, count in counts)
    return "、".join(f"{word}{'' if word.endswith('）') else ' '}{count} 处" for word, count in counts)


def numbers_checked(opinion: Opinion, lang: Lang) -> str:
    """What was checked and came out right, which says as much of a report as its faults; "" when that is not known."""
    total, right = sum(opinion.numbers.values()), opinion.numbers.get("confirmed", 0)
    if not total or not right:
        return ""
    if lang == "en":
        return f"Of the {total} numbers in the report, {right} agree with another place or a calculation."
    return f"报告全文共识别数字 {total} 个，其中 {right} 个与文中别处或算式相互印证。"


def basis(opinion: Opinion, lang: Lang) -> str:
    """Who stands for the points, and what page numbers mean; what nobody has confirmed must not look as if."""
    if not opinion.points:
        return ""
    if opinion.wanted == "confirmed":
        who = (
            "以下问题由程序比对查出，并经审核人员逐条确认。",
            "A program found these points; reviewers confirmed each of them.",
        )
    else:
        who = (
            "以下问题由程序比对查出，尚未全部经审核人员确认，请结合原始资料核实。",
            "A program found these points; not all of them have been confirmed by a reviewer.",
        )
    pages = ("文中“第 N 页”均指 PDF 文件的第 N 页。", " Pages are those of the PDF file.")
    return _in(who, lang) + _in(pages, lang)


def nothing_found(lang: Lang) -> str:
    return _in(("经审核，未发现需要修改的问题。", "The review found nothing that needs to be changed."), lang)


def advice(opinion: Opinion, lang: Lang) -> tuple[str, ...]:
    """Numbered sentences for the kinds that there are."""
    kinds = {group.kind for group in opinion.groups}
    wanted = [(zh, en) for about, zh, en in _ADVICE if about & kinds]
    if lang == "en":
        return tuple(f"{number}. {en}" for number, (_, en) in enumerate(wanted, 1))
    return tuple(f"（{numeral(number)}）{zh}" for number, (zh, _) in enumerate(wanted, 1))


def sentence(text: str, lang: Lang) -> str:
    """The text with a full stop, unless it ends with a mark of its own.

    >>> sentence("缺 4-2", "zh"), sentence("是吗？", "zh")
    ('缺 4-2。', '是吗？')
    """
    return text if not text or text[-1] in "。！？；.!?;" else text + ("." if lang == "en" else "。")


def quoted(opinion: Opinion, point: Point, lang: Lang) -> tuple[str, ...]:
    """A line for each page that the evidence is on: page, then places and the words as printed."""
    colon, mark, stop = (": ", "; ", ", ") if lang == "en" else ("：", "；", "，")
    lines: dict[str, list[str]] = {}
    for place in point.places:
        page, where = opinion.place_words(place, lang)
        told = stop.join(filter(None, (where, f"“{place.quote}”" if place.quote else "")))
        lines.setdefault(page, []).append(told)
    joined = ((page, mark.join(filter(None, dict.fromkeys(told)))) for page, told in lines.items())
    return tuple(page + (colon + told if told else "") for page, told in joined)


def numeral(number: int) -> str:
    """A Chinese numeral up to 99, as lists are numbered.

    >>> [numeral(number) for number in (3, 10, 12, 20, 45)]
    ['三', '十', '十二', '二十', '四十五']
    """
    tens, ones = divmod(number, 10)
    return (f"{_DIGITS[tens] if tens > 1 else ''}十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def date_words(day: date, lang: Lang) -> str:
    """A date as letters have it.

    >>> date_words(date(2026, 3, 2), "zh"), date_words(date(2026, 3, 2), "en")
    ('2026年3月2日', '2 March 2026')
    """
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# Not strftime: its month names follow the machine's locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _in(both: tuple[str, str], lang: Lang) -> str:
    return both[1] if lang == "en" else both[0]
