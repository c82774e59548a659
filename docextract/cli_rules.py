"""The commands for rule packs: arguments in, text out. What they do is in `rulework/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from docextract.rulepacks.schema import Pack

FOUND = 1  # something is wrong with a pack: faults, examples that fail, changes that nothing notices
_packs = click.argument("packs", nargs=-1)
_rules = click.option(
    "--rules", "pack_name", metavar="PACK", help="规则包名或其文件夹 Rule pack, or a folder with one."
)
_year = click.option(
    "--year",
    type=click.IntRange(1900, 2100),
    metavar="YEAR",
    help="按哪一年度的报告（默认规则包自己的年度） Year of the reports; that of the pack by default.",
)
_as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取 JSON for programs.")


@click.group("rules")
def rules() -> None:
    """查看、检查、测试、修改规则包。 List, check, test, explain and edit rule packs.

    例 Example: docextract rules check
    """


@rules.command("list")
@_as_json
def list_command(as_json: bool) -> int:
    """列出随程序提供的规则包。 List the packs that come with docextract.

    例 Example: docextract rules list
    """
    from docextract.rulepacks.load import available_packs, load_pack
    from docextract.rulework.tested import pack_summary

    packs = [load_pack(id) for id in available_packs()]
    if as_json:
        _echo_json([pack_summary(pack) for pack in packs])
        return 0
    for pack in packs:
        scope = pack.applies_to
        years = f"{scope.first_year or '…'}–{scope.last_year or '…'}"
        base = f"，以 {pack.extends} 为基础 extends it" if pack.extends else ""
        click.echo(f"{pack.id}  {pack.name}  {years}{base}")
        click.echo(
            f"    数据表 forms {len(pack.forms)}，指标 indicators {len(pack.indicators)}，关系 relations {len(pack.relations)}，"
            f"必备 required {len(pack.required)}；标题 titles：{'、'.join(scope.titles)}"
        )
    return 0


@rules.command("check")
@_packs
def check_command(packs: tuple[str, ...]) -> int:
    """检查规则包写得对不对，一次列出全部错误。 Check packs (all by default); every fault at once, with file and line.

    例 Example: docextract rules check my/rules

    退出状态 Exit status: 0 没有错误 no faults; 1 有错误 faults.
    """
    from docextract.rulework.files import pack_faults

    faults: dict[str, None] = {}
    for name in _named(packs):
        faults.update(dict.fromkeys(pack_faults(name)))
    for fault in faults:
        click.echo(fault)
    click.echo(
        f"{len(faults)} 处错误。 {len(faults)} fault(s)." if faults else f"没有错误：{_joined(packs)}。 No faults.",
        err=bool(faults),
    )
    return FOUND if faults else 0


@rules.command("test")
@_packs
@_year
@_as_json
def test_command(packs: tuple[str, ...], year: int | None, as_json: bool) -> int:
    """运行规则旁边的例子。 Run the examples beside the rules (of all packs by default).

    例 Example: docextract rules test zhongzhi/2024

    退出状态 Exit status: 0 全部相符，每个指标和关系都有例子 all right, nothing without examples; 1 否 not so.
    """
    from docextract.rulepacks.examples import load_examples
    from docextract.rulework.tested import report_lines, run_examples

    read = [_pack(name, year) for name in _named(packs)]
    reports = [run_examples(pack, load_examples(pack)) for pack in read]
    if as_json:
        _echo_json([report.as_data() for report in reports])
        return 0 if all(report.is_good for report in reports) else FOUND
    for report in reports:
        for line in report_lines(report):
            click.echo(line)
    return 0 if all(report.is_good for report in reports) else FOUND


@rules.command("explain")
@click.argument("label")
@click.option("--table", default="", metavar="ID", help="在哪张数据表里（如 2） The form that it stands in.")
@click.option("--unit", default="", metavar="UNIT", help="这一行印的单位 Unit printed in the row.")
@click.option("--after", multiple=True, metavar="LABEL", help="上面各行的行名，可写多次 Labels of the rows above.")
@_rules
@_year
@click.option(
    "--lang", type=click.Choice(("zh", "en", "both")), default="both", show_default=True, help="语言 Language."
)
def explain_command(
    label: str, table: str, unit: str, after: tuple[str, ...], pack_name: str | None, year: int | None, lang: str
) -> int:
    """说明一个行名认作什么、依据哪条规则、其次是什么。 Say what a row label is read as, by which rule, what came second.

    例 Example: docextract rules explain "思想政治课教学满意 度*" --table 2
    """
    from docextract.rulework.explain import explain, explanation_lines

    pack = _pack(pack_name, year)
    forms = [form.id for form in pack.forms]
    if table and table not in forms:
        raise click.UsageError(
            f"没有数据表“{table}”，可用：{'、'.join(forms)}。 No such form; there are: {', '.join(forms)}"
        )
    found = explain(label, pack, table, unit, after)
    blocks = [
        "\n".join(explanation_lines(found, is_zh))
        for is_zh in (True, False)
        if lang in ("both", "zh" if is_zh else "en")
    ]
    click.echo("\n\n".join(blocks))
    return 0


@rules.command("coverage")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@_rules
@_year
@click.option("--all", "is_all", is_flag=True, help="继承来的规则也列出 Inherited rules too.")
@_as_json
def coverage_command(
    folders: tuple[Path, ...], pack_name: str | None, year: int | None, is_all: bool, as_json: bool
) -> int:
    """列出从未用到的规则：在 run 的结果里，或在例子里。 List rules that never fired, in results of run or in the examples.

    例 Example: docextract rules coverage results

    不给文件夹，就看规则包自己的例子；继承来的规则只计数，加 --all 才列出。
    Without folders: in the pack's examples. Inherited rules are counted, and listed with --all.
    """
    from docextract.rulepacks.examples import load_examples
    from docextract.rulework.coverage import idle_lines, idle_rules, seen_in_examples, seen_in_runs

    pack = _pack(pack_name, year)
    seen = seen_in_runs(folders, pack) if folders else seen_in_examples(load_examples(pack), pack)
    found = idle_rules(pack, seen)
    idle = [each for each in found if is_all or each.is_own]
    if as_json:
        _echo_json([{"part": i.part, "rule": i.rule, "what": i.what, "place": i.place} for i in idle])
        return 0
    for line in idle_lines(idle, len(found) - len(idle)):
        click.echo(line)
    return 0


@rules.command("mutate")
@_packs
@_as_json
def mutate_command(packs: tuple[str, ...], as_json: bool) -> int:
    """每次改动一个别名、单位、关系或表头，看例子是否察觉。 Change one alias, unit, relation or header; say what nothing notices.

    例 Example: docextract rules mutate zhongzhi/2024

    退出状态 Exit status: 0 至少 95% 的改动被察觉 at least 95 % noticed; 1 不足 fewer.
    """
    from docextract.rulepacks.examples import load_examples
    from docextract.rulepacks.load import load_pack
    from docextract.rulework.mutate import GOAL, mutate, report_lines

    reports = [mutate(pack, load_examples(pack)) for pack in map(load_pack, _named(packs))]
    if as_json:
        _echo_json([report.as_data() for report in reports])
    else:
        for report in reports:
            for line in report_lines(report):
                click.echo(line)
    return 0 if all(report.noticed_share >= GOAL for report in reports) else FOUND


@rules.command("to-xlsx")
@click.argument("pack_name", metavar="PACK")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="写到哪里（默认 包名.xlsx） The workbook.")
def to_xlsx_command(pack_name: str, out: Path | None) -> int:
    """把规则包导出为 Excel 工作簿。 Write a pack as an Excel workbook.

    例 Example: docextract rules to-xlsx zhongzhi/2024 --out zhongzhi-2024.xlsx
    """
    from docextract.batch.store import write_file
    from docextract.rulepacks.load import pack_path
    from docextract.rulework.files import to_workbook

    path = pack_path(pack_name)
    target = out or Path(f"{path.parent.name}-{path.stem}.xlsx")
    write_file(target, to_workbook(pack_name))
    click.echo(str(target))
    return 0


@rules.command("from-xlsx")
@click.argument("workbook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="规则文件夹 Folder of the rule files.")
@click.option("--force", is_flag=True, help="有错误或文件改过也写入 Write in spite of faults or newer files.")
def from_xlsx_command(workbook: Path, out: Path, force: bool) -> int:
    """把改过的工作簿写回规则文件，只动改过的地方。 Write an edited workbook back; only what was edited changes.

    例 Example: docextract rules from-xlsx zhongzhi-2024.xlsx --out rules/zhongzhi
    """
    from docextract.rulework.files import from_workbook

    changed = from_workbook(workbook, out, force=force)
    for name in changed:
        click.echo(str(out / name))
    click.echo(f"写入 {len(changed)} 个文件。 {len(changed)} file(s) written.")
    return 0


def _pack(name: str | None, year: int | None) -> Pack:
    from docextract.rulepacks.load import DEFAULT_PACK, load_pack, pack_for_year

    return pack_for_year(load_pack(name or DEFAULT_PACK), year or 0)


def _named(packs: tuple[str, ...]) -> tuple[str, ...]:
    from docextract.rulework.files import packs_named

    return packs_named(packs)


def _joined(packs: tuple[str, ...]) -> str:
    return "、".join(_named(packs))


def _echo_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
