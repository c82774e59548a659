"""`docextract review`: opens the reviewers' page. Arguments in, a served page out."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from docextract.cli_options import pdfs_option, store_option
from docextract.errors import SettingsError
from docextract.outputs.language import LANGS, Lang


@click.command("review")
@click.argument("out", type=click.Path(path_type=Path))
@pdfs_option
@store_option
@click.option("--reviewer", default="", metavar="NAME", help="审核人姓名（默认用登录名） Your name.")
@click.option(
    "--lang", type=click.Choice(LANGS), default="zh", show_default=True, help="页面的语言 Language of the page."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8357, show_default=True, help="端口，0 为自动 Port.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="监听地址；别的电脑要能打开就写 0.0.0.0，这时必须有密码 Address; other computers need a password.",
)
@click.option(
    "--password",
    envvar="DOCEXTRACT_REVIEW_PASSWORD",
    default="",
    help="密码（默认自动生成；也可放在环境变量里） Password; made if --host is given without one.",
)
@click.option("--browser/--no-browser", default=True, help="自动打开浏览器 Open the browser.")
def review_command(
    out: Path,
    pdfs: Path | None,
    store: str | None,
    reviewer: str,
    lang: Lang,
    port: int,
    host: str,
    password: str,
    browser: bool,
) -> int:
    """在浏览器里逐条审核 run 找出的问题。 Review the findings of a run in the browser, one by one.

    例 Example: docextract review results

    证据显示在页面图像上，用键盘判断，决定存在 OUT 旁边。按 Ctrl+C 结束。 Evidence is shown on page images; decisions are kept
    beside OUT. Ctrl+C ends it.
    """
    needs_extra()
    from docextract.review.app import make_app
    from docextract.review.desk import Desk
    from docextract.review.serve import access_to, listen, serve
    from docextract.review.store import store_of

    desk = Desk(out, pdfs)
    index = desk.index()
    access = access_to(host, password, reviewer)
    listening = listen(host, port)

    def started() -> None:
        click.echo(f"{len(index.findings)} 条问题，{len(index.reports)} 份报告。 {len(index.findings)} findings.")
        click.echo(f"审核页面 Page: {listening.address}（Ctrl+C 结束 ends it）")
        if access.password and not password:
            click.echo(f"密码 Password: {access.password}")
        if browser:
            webbrowser.open(listening.address)

    with store_of(out, store) as opened:
        serve(make_app(desk, opened, access, lang), listening, started)
    return 0


def needs_extra() -> None:
    """Raises SettingsError when the extra `review` is not installed."""
    import importlib.util

    if any(importlib.util.find_spec(name) is None for name in ("starlette", "uvicorn", "jinja2", "sqlalchemy")):
        raise SettingsError(
            '审核页面需要另装组件：pip install "docextract[review]"。 The page needs the extra: pip install "docextract[review]".'
        )
