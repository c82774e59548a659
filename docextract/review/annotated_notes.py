"""What stands in the notes of an annotated PDF, and where: plain records, drawn by `annotated_pdf.py`."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.outputs.language import Lang
from docextract.review.opinion_points import Opinion, Point
from docextract.review.opinion_words import kind_word, severity_word
from docextract.review.plain_words import printable
from docextract.review.run_index import Place

_WORDS = {
    "suggested": ("建议值：", "Suggested value: "),
    "reason": ("核算：", "Arithmetic: "),
    "decided": ("审核：", "Decision: "),
    "note": ("审核说明：", "Reviewer's note: "),
    "here": ("此处：", "Here: "),
    "id": ("编号：", "Id: "),
}


@dataclass(frozen=True, slots=True)
class PdfNote:
    """A note on a page (from 1); without a box it is about the whole page. `name` is unique in the file."""

    page: int
    bbox: tuple[float, float, float, float] | None
    number: int
    severity: str
    heading: str
    text: str
    who: str
    name: str


def pdf_notes(opinion: Opinion, lang: Lang) -> tuple[PdfNote, ...]:
    """A note for each place in the report's own PDF; a finding with several places has the same text at each."""
    notes = []
    for point in opinion.points:
        for at, place in enumerate(_own_places(opinion, point)):
            notes.append(
                PdfNote(
                    page=place.page,
                    bbox=place.bbox,
                    number=point.number,
                    severity=point.severity,
                    heading=printable(heading(point, lang)),
                    text=printable(_text(opinion, point, place, lang)),
                    who=printable(point.who),
                    name=f"{point.found.id}-{at}",
                )
            )
    return tuple(notes)


def heading(point: Point, lang: Lang) -> str:
    """Number, kind and severity."""
    kind, severity = kind_word(point.kind, lang), severity_word(point.severity, lang)
    return f"{point.number}. {kind} ({severity})" if lang == "en" else f"问题 {point.number}　{kind}（{severity}）"


def _own_places(opinion: Opinion, point: Point) -> list[Place]:
    """Each place once; evidence in another report is told in the message."""
    own = (place for place in point.places if place.report == opinion.entry.report)
    return list({(place.page, place.bbox): place for place in own}.values())


def _text(opinion: Opinion, point: Point, place: Place, lang: Lang) -> str:
    _, where = opinion.place_words(place, lang)
    decided = (point.state.en if lang == "en" else point.state.zh) if point.state != "open" else ""
    if decided and point.who:
        decided += f" ({point.who})" if lang == "en" else f"（{point.who}）"
    told = {
        "suggested": point.found.row["suggested"],
        "reason": point.told("reason", lang),
        "here": (f"{where} " if where else "") + (f"“{place.quote}”" if place.quote else ""),
        "decided": decided,
        "note": point.note,
        "id": point.found.id,
    }
    lines = [_WORDS[name][lang == "en"] + value for name, value in told.items() if value]
    return "\n".join([heading(point, lang), point.told("message", lang), *lines])
