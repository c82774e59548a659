"""A file that goes out of a review, made when the page asks for it. Nothing is left on the disk, nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from docextract.outputs.language import Lang
from docextract.review.carry_over import Carried
from docextract.review.decisions import Key
from docextract.review.opinion_files import file_stems
from docextract.review.opinion_run import MARKS, FeedbackSettings, Form, make_feedback
from docextract.review.pictures import Pictures
from docextract.review.run_index import ReportEntry, RunIndex

MEDIA: Mapping[Form, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file and the header under which browsers save it; `data` is empty where `problem` says why there is none."""

    data: bytes
    disposition: str
    problem: str = ""


def feedback_download(
    index: RunIndex, entry: ReportEntry, carried: Mapping[Key, Carried], form: Form, lang: Lang, pictures: Pictures
) -> Download:
    """The report's confirmed findings. `pictures` are the server's own: PDFium allows one thread at a time."""
    with TemporaryDirectory() as folder:
        settings = FeedbackSettings(
            to=Path(folder) / f"feedback.{form}",
            day=date.today(),  # noqa: DTZ011 - the date of the office's own wall
            reports=(entry.report,),
            lang=lang,
        )
        made = make_feedback(index, carried, settings, pictures=pictures)
        data = made.written[0].read_bytes() if made.written else b""
    stem = file_stems([entry.report])[entry.report].rpartition("/")[2]
    name = quote(f"{stem}-{MARKS[form][lang == 'en']}.{form}", safe="")
    return Download(data, f"attachment; filename*=UTF-8''{name}", "\n".join(made.problems))
