"""The commands for reviewers' decisions: arguments in, text out. What they do is in `review/`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from docextract.cli_options import store_option
from docextract.outputs.language import LANGS, Lang

_out = click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="run 的输出文件夹 The folder that run wrote."
)
_lang = click.option(
    "--lang", type=click.Choice(LANGS), default="zh", show_default=True, help="文件内容的语言 Language of the file."
)


@click.group("decisions")
def decisions() -> None:
    """导出、读回、合并、列出审核决定。 Export, read back, merge and list reviewers' decisions.

    例 Example: docextract decisions log --out results
    """


@decisions.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@_out
@store_option
@_lang
def export_command(file: Path, out: Path, store: str | None, lang: Lang) -> int:
    """把全部问题和已有决定写成 Excel 表，填好后用 import 读回。 Write all findings and decisions as a workbook to fill in.

    例 Example: docextract decisions export 审核.xlsx --out results

    已有的文件从不覆盖。 A file that is there is never overwritten.
    """
    from docextract.review.decision_sheets import decision_sheet_bytes
    from docextract.review.exchange import to_decide, write_new
    from docextract.review.store import store_of

    with store_of(out, store) as opened:
        over = to_decide(out, opened)
    write_new(file, decision_sheet_bytes(over, lang))
    counts = over.counts()
    told = "，".join(f"{state.zh} {count}" for state, count in sorted(counts.items()))
    said = ", ".join(f"{state.en} {count}" for state, count in sorted(counts.items()))
    click.echo(f"{file}：{len(over.findings)} 条问题（{told}），另有 {len(over.gone)} 条本次已没有。")
    click.echo(f"{len(over.findings)} findings ({said}); {len(over.gone)} decided ones are gone from this run.")
    return 0


@decisions.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@_out
@click.option("--who", required=True, metavar="NAME", help="填表的人 Who filled it in.")
@store_option
def import_command(file: Path, out: Path, who: str, store: str | None) -> int:
    """读入填好的表（export 的表或 review.xlsx）。 Take in a filled-in workbook: one of export, or a run's review.xlsx.

    例 Example: docextract decisions import results/review.xlsx --out results --who 张三

    表中有错时一次全部列出，什么也不写入。 Faults come all at once, and then nothing is taken in.
    """
    from docextract.review.exchange import take_in
    from docextract.review.store import store_of

    with store_of(out, store) as opened:
        merged, unchanged = take_in(file, out, opened, who=who, at=datetime.now(UTC))
    click.echo(f"{file}：写入 {merged.added} 条决定，{unchanged} 条没有变化。")
    click.echo(f"{merged.added} decisions taken in, {unchanged} say nothing new.")
    _tell_conflicts(merged.conflicts)
    return 0


@decisions.command("merge")
@click.argument("other")
@_out
@store_option
def merge_command(other: str, out: Path, store: str | None) -> int:
    """把另一位审核人的决定文件（或数据库）并进来。 Take in the decisions of another reviewer's file or database.

    例 Example: docextract decisions merge 李四.decisions.sqlite --out results

    可以反复做；两人决定不同的问题变为待核实，两人的备注都在。 May be repeated; where two differ, both notes are shown.
    """
    from docextract.review.exchange import merge_from
    from docextract.review.store import store_of

    with store_of(out, store) as opened:
        merged = merge_from(other, opened)
    click.echo(f"{other}：并入 {merged.added} 条决定。 {merged.added} decisions taken in.")
    _tell_conflicts(merged.conflicts)
    return 0


@decisions.command("log")
@_out
@click.option(
    "--to", "target", type=click.Path(path_type=Path), metavar="FILE", help="写到文件（默认标准输出） A file."
)
@store_option
@_lang
def log_command(out: Path, target: Path | None, store: str | None, lang: Lang) -> int:
    """按时间列出全部决定：谁、何时、什么、为什么（CSV）。 Who decided what, when and why, as CSV.

    例 Example: docextract decisions log --out results --to 记录.csv
    """
    from docextract.batch.store import write_file
    from docextract.review.decision_log import log_bytes
    from docextract.review.store import store_of

    with store_of(out, store) as opened:
        data = log_bytes(opened.all_entries(), lang)
    if target is None:
        click.echo(data.decode("utf-8-sig"), nl=False)
    else:
        write_file(target, data)
        click.echo(str(target))
    return 0


def _tell_conflicts(conflicts: tuple[tuple[str, str], ...]) -> None:
    if conflicts:
        click.echo(
            f"{len(conflicts)} 条问题几个人的决定不同，已列为待核实。 On {len(conflicts)} findings people differ:"
        )
    for report, finding in conflicts:
        click.echo(f"  {report}  {finding}")
