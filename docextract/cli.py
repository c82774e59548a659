"""The command line: arguments in, exit status out. The one door to click and rich."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docextract import __version__
from docextract.cli_decisions import decisions
from docextract.cli_out import feedback_command
from docextract.cli_review import review_command
from docextract.cli_rules import rules
from docextract.cli_usage import usage_text
from docextract.errors import DocextractError, PdfError
from docextract.outputs.language import LANGS, Lang
from docextract.outputs.summary import summary_text

if TYPE_CHECKING:
    from docextract.batch import Progress

USAGE = 2  # wrong usage, a faulty rule pack, an output folder that is refused
LEFT_OUT = 1  # a file or page was left out, or a finding is as severe as --fail-on says

log = logging.getLogger("docextract")

_ocr_option = click.option(
    "--ocr",
    type=click.Choice(("auto", "yes", "no")),
    default="auto",
    show_default=True,
    help="扫描页从图片识别：装了组件就识别、必须识别、不识别 Recognise pages that are pictures.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="docextract")
def cli() -> None:
    """把职业教育质量年度报告（PDF）拆成结构、指标和问题。

    Takes Chinese vocational-education quality reports apart and checks their numbers against each other.
    """


@cli.command("run")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="输出文件夹 Folder for the outputs.")
@click.option(
    "--rules",
    metavar="PACK",
    help="规则包名，或有规则包的文件夹，有几个时按报告选择（默认在自带的里选） Rule pack, or a folder with some.",
)
@click.option("--jobs", type=int, metavar="N", help="同时读取的进程数（默认等于核数，至多 8） Worker processes.")
@click.option(
    "--timeout",
    type=float,
    metavar="S",
    help="每个文件的时限，秒（默认 60，每页加 3，要识别的页再加 60） Seconds for one file.",
)
@click.option(
    "--fail-on", metavar="SEVERITY", help="有此程度（high、medium、low）以上的问题时退出状态为 1 Exit 1 if found."
)
@click.option("--reader", default="pdfium", show_default=True, help="pdfium 或 pdfplumber PDF reader.")
@_ocr_option
@click.option(
    "--ignore",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="忽略文件：看过、不再列出的问题（默认 FOLDER/docextract-ignore.yaml，有就用） Findings not to show again.",
)
@click.option(
    "--also",
    multiple=True,
    metavar="CHECK",
    help="另做一项按需的检查：year_jump（与上年相差悬殊的数） A check made on request; may be repeated.",
)
@click.option(
    "--lang",
    type=click.Choice(LANGS),
    default="zh",
    show_default=True,
    help="小结、问题说明和 review.xlsx 的语言 Language of the summary, the findings and review.xlsx.",
)
@click.option("-v", "--verbose", is_flag=True, help="把经过写到标准错误 Tell on stderr what happens.")
@click.option("--log-file", type=click.Path(path_type=Path), help="把经过写入文件 Write it to a file.")
def run_command(
    folder: Path,
    out: Path,
    rules: str | None,
    jobs: int | None,
    timeout: float | None,
    fail_on: str | None,
    reader: str,
    ocr: str,
    ignore: Path | None,
    also: tuple[str, ...],
    lang: Lang,
    verbose: bool,
    log_file: Path | None,
) -> int:
    """读取 FOLDER 里的全部 PDF，把结果写到 OUT。 Read every PDF under FOLDER and write the results to OUT.

    例 Example: docextract run reports --out results

    退出状态 Exit status: 0 全部读完 all read; 1 有文件或页未读取，或有 --fail-on 所指的问题 something was left out,
    or a finding is that severe; 2 用法有误 wrong usage.
    """
    from docextract.batch import run

    _start_log(verbose, log_file)
    with _progress_bar() as progress:
        summary = run(
            folder,
            out,
            rules=rules,
            jobs=jobs,
            timeout=timeout,
            fail_on=fail_on,
            reader=reader,
            ocr=ocr,
            ignore=ignore,
            also=also,
            lang=lang,
            progress=progress,
        )
    click.echo(summary_text(summary, lang), nl=False)
    return summary.exit_status


@cli.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=int, metavar="N", help="页码，从 1 起；不给则须用 --html Page, from 1.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="写到哪里（默认 文件名-pN.png 或 文件名.html） The picture.",
)
@click.option(
    "--layers",
    default="cell,block",
    show_default=True,
    help="图层：line、column、cell、block、heading、order、finding Layers.",
)
@click.option("--html", "as_html", is_flag=True, help="整份报告画成一个网页，图层可开关 The whole report as one page.")
@click.option(
    "--scale", type=click.FloatRange(0.2, 8), default=2.0, show_default=True, help="每点像素数 Pixels a point."
)
@click.option("--reader", default="pdfium", show_default=True, help="pdfium 或 pdfplumber PDF reader.")
@_ocr_option
@click.option("-v", "--verbose", is_flag=True, help="把经过写到标准错误 Tell on stderr what happens.")
def show_command(
    file: Path,
    page: int | None,
    out: Path | None,
    layers: str,
    as_html: bool,
    scale: float,
    reader: str,
    ocr: str,
    verbose: bool,
) -> int:
    """画出一页，标出每个文字块、表格单元和标题。 Draw a page with every block, table cell and heading boxed and labelled.

    例 Example: docextract show report.pdf --page 12
    """
    from docextract.api import draw, view
    from docextract.batch.store import write_file
    from docextract.outputs.drawing import png_bytes

    _start_log(verbose, None)
    if as_html:
        target = out or Path(f"{file.stem}.html")
        write_file(target, view(file, scale=min(scale, 1.5), reader=reader, ocr=ocr).encode("utf-8"))
    elif page is None:
        raise click.UsageError(
            "请给出 --page N，或用 --html 画整份报告。 Give --page N, or --html for the whole report."
        )
    else:
        target = out or Path(f"{file.stem}-p{page}.png")
        chosen = [layer.strip() for layer in layers.split(",") if layer.strip()]
        write_file(target, png_bytes(draw(file, page, scale=scale, layers=chosen, reader=reader, ocr=ocr)))
    click.echo(str(target))
    return 0


@cli.command("panel")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    help="写到哪里：.csv、.xlsx 或 .parquet The file to write.",
)
def panel_command(out: Path, target: Path) -> int:
    """把 run 的结果并成一张宽表：报告和年度为行，指标为列。 One wide table of a run: reports and years by indicators.

    例 Example: docextract panel results --to panel.xlsx
    """
    from docextract.outputs.panel import read_panel, write_panel

    panel = read_panel(out)
    write_panel(panel, target)
    click.echo(
        f"{target}：{len(panel.rows)} 行（报告 × 年度），{len(panel.columns)} 项指标"
        f" {len(panel.rows)} rows (report × year), {len(panel.columns)} indicators"
    )
    return 0


cli.add_command(rules)
cli.add_command(decisions)
cli.add_command(review_command)
cli.add_command(feedback_command)


@contextmanager
def _progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr for people; nothing when stderr is a pipe or a file."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda progress: bar.update(
            task, total=progress.total, completed=progress.done, description=_progress_text(progress)
        )


def _progress_text(progress: Progress) -> str:
    """What the bar says beside it: the report, and on long recognitions which page it is at."""
    if progress.state != "recognising" or not progress.page:
        return progress.report
    return f"{progress.report}  识别第 {progress.page}/{progress.pages} 页"


def _start_log(verbose: bool, log_file: Path | None) -> None:
    """The log goes to stderr with -v, and to the file if one is named."""
    handlers: list[logging.Handler] = [logging.NullHandler()]
    if verbose:
        handlers.append(logging.StreamHandler())
    if log_file is not None:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        handlers.append(logging.FileHandler(log_file, encoding="utf-8"))
    log.setLevel(logging.DEBUG)
    log.propagate = False
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)


def call(arguments: list[str] | None = None) -> int:
    """Runs a command line (None: that of this process) and gives its exit status; never raises for a user's mistake."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character must not stop the program
    try:
        status = cli.main(arguments, prog_name="docextract", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("已中断；已读完的文件下次不必重读。 Interrupted; what was read is kept for the next run.", err=True)
        return 130
    except click.ClickException as error:
        click.echo(usage_text(error), err=True)
        return USAGE
    except DocextractError as error:
        log.debug("", exc_info=True)
        click.echo(str(error), err=True)
        return LEFT_OUT if isinstance(error, PdfError) else USAGE
    except OSError as error:
        log.debug("", exc_info=True)
        click.echo(f"{error.filename or ''}：{error.strerror or error}", err=True)
        return USAGE
    return status if isinstance(status, int) else 0


def main() -> None:
    """The console script."""
    sys.exit(call())
