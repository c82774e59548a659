"""`docextract feedback`: what goes out of a review. Arguments in, files out."""

from __future__ import annotations

import importlib.util
from datetime import date, datetime
from pathlib import Path

import click

from docextract.cli_options import pdfs_option, store_option
from docextract.errors import SettingsError
from docextract.outputs.language import LANGS, Lang

NOT_ALL = 1  # something was not written


@click.command("feedback")
@click.argument("out", required=False, type=click.Path(path_type=Path))
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="写到哪个文件夹；只要一份时可写文件名（.docx、.pdf 或 .html） A folder, or one file for one report.",
)
@click.option(
    "--as",
    "forms",
    multiple=True,
    type=click.Choice(("docx", "pdf", "html")),
    help="写成什么，可写多次：docx 审核意见（默认）、pdf 批注、html 带图网页 What to write; may be repeated.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="NAME",
    help="只要这份报告（名称或其中一段），可写多次 Only this report; may be repeated.",
)
@click.option(
    "--state",
    "wanted",
    type=click.Choice(("confirmed", "all")),
    default="confirmed",
    show_default=True,
    help="只写已确认的问题，或写误报和忽略以外的全部 Confirmed findings, or all but false alarms and ignored ones.",
)
@click.option("--from", "office", default="", metavar="OFFICE", help="落款单位 The office that signs.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(("%Y-%m-%d",)),
    metavar="DATE",
    help="日期，如 2026-03-02（默认今天） Date; today.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="审核意见的 Word 模板（默认用自带的） Word template of the opinion.",
)
@click.option(
    "--write-template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="把自带的模板存成 FILE，供修改 Save our own template as FILE, to be edited.",
)
@click.option("--notes/--no-notes", default=True, help="带不带审核人的备注和姓名 With the reviewers' notes and names.")
@pdfs_option
@store_option
@click.option("--lang", type=click.Choice(LANGS), default="zh", show_default=True, help="语言 Language.")
@click.option("--force", is_flag=True, help="已有同名文件也覆盖 Write over files that are there.")
def feedback_command(
    out: Path | None,
    to: Path | None,
    forms: tuple[str, ...],
    reports: tuple[str, ...],
    wanted: str,
    office: str,
    day: datetime | None,
    template: Path | None,
    write_template: Path | None,
    notes: bool,
    pdfs: Path | None,
    store: str | None,
    lang: Lang,
    force: bool,
) -> int:
    """把审核结果写成可发出的文件：审核意见、批注 PDF、带图网页。 Write what a review found: letter, annotated PDF, page.

    例 Example: docextract feedback results --to 反馈 --from 江城市教育局

    退出状态 Exit status: 0 全部写好 all written; 1 有没写的 something was not; 2 用法有误 wrong usage.
    """
    _needs_extra()
    from docextract.review.opinion_points import WANTED
    from docextract.review.opinion_run import FORMS, FeedbackSettings, make_feedback
    from docextract.review.run_index import read_run
    from docextract.review.standings import Standings
    from docextract.review.store import store_of

    if write_template is not None:
        return _write_template(write_template, lang, force)
    if out is None or to is None:
        raise click.UsageError("请给出 OUT 和 --to。 Give OUT and --to.")
    settings = FeedbackSettings(
        to=to,
        day=day.date() if day is not None else date.today(),  # noqa: DTZ011 - the date of the office's own wall
        forms=tuple(form for form in FORMS if form in (forms or ("docx",))),
        reports=reports,
        wanted=next(each for each in WANTED if each == wanted),
        lang=lang,
        office=office,
        template=template,
        with_notes=notes,
        force=force,
    )
    index = read_run(out, pdfs)
    with store_of(out, store) as opened:
        carried = Standings(opened).all(index)
    made = make_feedback(index, carried, settings, lambda path: click.echo(str(path)))
    for problem in made.problems:
        click.echo(problem, err=True)
    if made.undecided:
        click.echo(
            f"这些报告里还有 {made.undecided} 条问题没有处理，没有写进去。 {made.undecided} findings of these reports are undecided.",
            err=True,
        )
    if made.silent:
        click.echo(_silent_text(made.silent, made.waiting), err=True)
    return NOT_ALL if made.problems else 0


def _silent_text(silent: int, waiting: int) -> str:
    text = f"{silent} 份报告没有可写的问题"
    if waiting:
        text += f"，其中 {waiting} 份还有没处理的：请先审核，或用 --state all"
    return f"{text}。 {silent} reports have nothing to write about; {waiting} of them have undecided findings."


def _write_template(path: Path, lang: Lang, force: bool) -> int:
    from docextract.review.opinion_docx import own_template
    from docextract.review.opinion_files import put_one

    if path.suffix.lower() != ".docx":
        raise SettingsError(f"{path}：模板的文件名应以 .docx 结尾。 A template's name ends in .docx.")
    if put_one(path, own_template(lang), force=force) is None:
        raise SettingsError(
            f"{path}：已有这个文件；换个名字，或用 --force。 There is such a file; take another name, or --force."
        )
    click.echo(str(path))
    return 0


def _needs_extra() -> None:
    """Raises SettingsError when the extra `review` is not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("docx", "jinja2", "pypdf", "sqlalchemy")):
        raise SettingsError(
            '写出审核结果需要另装组件：pip install "docextract[review]"。'
            ' Writing feedback needs the extra: pip install "docextract[review]".'
        )
