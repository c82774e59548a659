"""Makes what goes out of a review: for each report an opinion, an annotated PDF, a page with pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal

from docextract.errors import DocextractError, OutputError, SettingsError
from docextract.outputs.language import Lang
from docextract.outputs.tables_csv import VERDICTS
from docextract.review.annotated_notes import pdf_notes
from docextract.review.annotated_pdf import annotated_pdf
from docextract.review.carry_over import Carried
from docextract.review.decisions import Key
from docextract.review.letter_page import letter_html
from docextract.review.letter_pictures import shots
from docextract.review.opinion_docx import check_template, opinion_docx, own_template
from docextract.review.opinion_fields import opinion_fields
from docextract.review.opinion_files import OwnFiles, file_stems, put_one
from docextract.review.opinion_points import Opinion, Wanted, opinion_of
from docextract.review.pictures import PictureMissing, Pictures
from docextract.review.run_index import ReportEntry, RunIndex
from docextract.review.spans import row_spans
from docextract.review.words import words

Form = Literal["docx", "pdf", "html"]
FORMS: tuple[Form, ...] = ("docx", "pdf", "html")
# What stands between a report's name and the ending
MARKS: Mapping[Form, tuple[str, str]] = {
    "docx": ("审核意见", "review"),
    "pdf": ("批注", "annotated"),
    "html": ("问题图示", "findings"),
}
_OUTLINE = {"zh": "审核问题", "en": "Review findings"}


@dataclass(frozen=True, slots=True)
class FeedbackSettings:
    """What to make and how. `reports`: names or parts of names, none for all that have something to say; `to`: a folder,
    or a file whose ending is one of FORMS; `template`: a .docx instead of our own."""

    to: Path
    day: date
    forms: tuple[Form, ...] = ("docx",)
    reports: tuple[str, ...] = ()
    wanted: Wanted = "confirmed"
    lang: Lang = "zh"
    office: str = ""
    template: Path | None = None
    with_notes: bool = True
    force: bool = False


@dataclass
class Feedback:
    """What came of it: files `written`; `problems` are what was not written and why; `undecided` counts findings of the
    reports written that nobody has decided; `silent` counts reports about which there was nothing to say, `waiting`
    those of them that have undecided findings."""

    written: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    undecided: int = 0
    silent: int = 0
    waiting: int = 0


def make_feedback(
    index: RunIndex,
    carried: Mapping[Key, Carried],
    settings: FeedbackSettings,
    on_written: Callable[[Path], object] = lambda _: None,
    pictures: Pictures | None = None,
) -> Feedback:
    """Writes the files and calls `on_written` after each. What can't be made for a report stops no other.

    `pictures` are those of a server that draws at the same time, since only one may.

    Raises SettingsError for settings that mean nothing, OutputError when `to` lies among the reports.
    """
    form = _form_of(settings.to)
    forms = (form,) if form else settings.forms
    entries = _entries(index, settings.reports)
    if form and len(entries) != 1:
        raise SettingsError(
            f"{settings.to}：是一个文件，请用 --report 选一份报告，或给出文件夹。 This is one file; choose one report, or name a folder."
        )
    _refuse_reports_folder(index, settings.to, forms)
    maker = _Maker(index, settings, _template(settings) if "docx" in forms else b"", pictures or Pictures())
    folder = None if form else OwnFiles(settings.to)
    stems = file_stems(entry.report for entry in index.reports)
    spans = row_spans(index.out / VERDICTS.name)
    result = Feedback()
    for entry in entries:
        before = len(result.written)
        numbers = Counter(row["verdict"] for row in spans.rows(entry.report))
        opinion = opinion_of(index, entry, carried, settings.wanted, with_notes=settings.with_notes, numbers=numbers)
        if not opinion.points and (not settings.reports or opinion.n_undecided):
            _say_nothing(result, opinion, is_named=bool(settings.reports))
            continue
        result.undecided += opinion.n_undecided if settings.wanted == "confirmed" else 0
        for each in forms:
            name = f"{stems[entry.report]}-{MARKS[each][settings.lang == 'en']}.{each}"
            _write(result, maker, each, opinion, folder, name)
        for path in result.written[before:]:
            on_written(path)
    return result


def _say_nothing(result: Feedback, opinion: Opinion, *, is_named: bool) -> None:
    """An opinion that finds nothing, while findings wait to be looked at, would be untrue."""
    if not is_named:
        result.silent += 1
        result.waiting += bool(opinion.n_undecided)
        return
    result.problems.append(
        f"{opinion.entry.report}：没有确认的问题，还有 {opinion.n_undecided} 条没有处理；请先审核，或用 --state all。"
        f" No finding is confirmed and {opinion.n_undecided} are undecided; review them first, or use --state all."
    )


def _write(result: Feedback, maker: _Maker, form: Form, opinion: Opinion, folder: OwnFiles | None, name: str) -> None:
    target, force = maker.settings.to, maker.settings.force
    try:
        data = maker.made(form, opinion)
        path = put_one(target, data, force=force) if folder is None else folder.put(name, data, force=force)
    except DocextractError as error:
        result.problems.append(f"{opinion.entry.report}（{form}）：{error}")
        return
    if path is None:
        shown = target if folder is None else folder.folder / name
        result.problems.append(
            f"{shown}：已有这个文件，而且不是上次写的那一份（可能有人改过），没有覆盖；改名或移走后再试，或用 --force。"
            " There is another file of this name, perhaps edited; it was left alone. Move it, or use --force."
        )
        return
    result.written.append(path)


@dataclass
class _Maker:
    index: RunIndex
    settings: FeedbackSettings
    template: bytes
    pictures: Pictures

    def made(self, form: Form, opinion: Opinion) -> bytes:
        """The file's bytes; raises DocextractError when they can't be made."""
        settings, entry = self.settings, opinion.entry
        if form == "docx":
            fields = opinion_fields(opinion, settings.lang, office=settings.office, day=settings.day)
            return opinion_docx(fields, self.template, day=settings.day)
        pdf = self._checked(entry)
        if form == "pdf":
            notes = pdf_notes(opinion, settings.lang)
            return annotated_pdf(pdf, notes, day=settings.day, outline=_OUTLINE[settings.lang])
        taken = shots({point.number: point.places for point in opinion.points}, self.index.by_name, self.pictures)
        return letter_html(opinion, taken, settings.lang, office=settings.office, day=settings.day).encode()

    def _checked(self, entry: ReportEntry) -> Path:
        """The report's PDF, if it is the one that the run read: on another one all boxes would be misplaced."""
        try:
            self.pictures.sizes(entry)
        except PictureMissing as missing:
            key = str(missing)
            raise OutputError(f"{words('zh').get(key, key)} {words('en').get(key, key)}") from missing
        if entry.pdf is None:
            raise OutputError(words("zh")["pdf_missing"])
        return entry.pdf


def _form_of(to: Path) -> Form | None:
    """The form that a file's ending names; None for a folder."""
    ending = to.suffix.lower().lstrip(".")
    if to.is_dir():
        return None
    return next((form for form in FORMS if form == ending), None)


def _entries(index: RunIndex, names: Sequence[str]) -> list[ReportEntry]:
    """The reports named, each once, in the run's order; all when none is named."""
    chosen = {entry.report for name in names for entry in _matching(index, name)}
    return [entry for entry in index.reports if not names or entry.report in chosen]


def _matching(index: RunIndex, name: str) -> Iterator[ReportEntry]:
    if name in index.by_name:
        yield index.by_name[name]
        return
    found = [entry for entry in index.reports if name in entry.report or name in entry.title]
    if len(found) != 1:
        listed = "、".join(entry.report for entry in (found or index.reports)[:8])
        raise SettingsError(
            f"--report “{name}”：{'不止一份报告' if found else '没有这份报告'}；可用：{listed} …"
            f" {'More than one report' if found else 'No report'} of that name; there are: {listed} …"
        )
    yield found[0]


def _template(settings: FeedbackSettings) -> bytes:
    if settings.template is None:
        return own_template(settings.lang)
    try:
        data = settings.template.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"{settings.template}：模板打不开（{error.strerror}）。 The template can't be opened."
        ) from error
    check_template(data, str(settings.template))
    return data


def _refuse_reports_folder(index: RunIndex, to: Path, forms: Sequence[Form]) -> None:
    """An annotated PDF among the reports would be read as a report by the next run, and the original must stay."""
    target = to.resolve()
    for entry in index.reports:
        if "pdf" not in forms or entry.pdf is None:
            continue
        root = entry.pdf.resolve().parents[len(PurePosixPath(entry.report).parts) - 1]
        if target.is_relative_to(root):
            raise OutputError(
                f"{to}：在报告文件夹里，批注过的 PDF 下次会被当作报告来读；请用别的文件夹。"
                " This is in the folder of reports, where the next run would take annotated PDFs for reports; name another."
            )
