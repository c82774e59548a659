"""The rows of errors.csv for files whose reading did not come to an end: what happened, and what to do."""

from __future__ import annotations

from pathlib import Path

from docextract.batch.process import Outcome
from docextract.model.notice import Notice


def file_unreadable(path: Path) -> Notice:
    """The row for a file whose bytes the operating system does not give."""
    text = f"{path.name}：文件无法打开，未读取；请检查访问权限。 The file can't be opened; check its permissions."
    return Notice("batch", "lost", 0, "file-unreadable", text)


def outcome_notice(outcome: Outcome) -> Notice:
    """The row of errors.csv for a file whose worker did not come to an end."""
    if outcome.kind == "timeout":
        text = (
            f"读取超过 {outcome.detail} 秒仍未完成，已停止；请用 --timeout 加长时限，或用 PDF 软件另存后重试。"
            f" Not finished after {outcome.detail} seconds; raise --timeout, or save the PDF anew and try again."
        )
    elif outcome.kind == "stalled":
        text = (
            f"识别第 {outcome.page} 页超过 {outcome.detail} 秒没有进展，已停止；请用 --timeout 加长时限，或用 --ocr no 不作识别。"
            f" Recognition of page {outcome.page} made no progress for {outcome.detail} seconds; raise --timeout, or"
            " leave recognition out with --ocr no."
        )
    elif outcome.kind == "crashed":
        text = (
            f"读取时进程异常退出（状态 {outcome.detail}），可能是内存不足或文件有问题；请用 PDF 软件另存后重试。"
            f" The process that read it died (status {outcome.detail}), for want of memory or because of the file;"
            " save the PDF anew and try again."
        )
    elif outcome.kind == "not-started":
        text = (
            f"读取进程无法启动（{outcome.detail}），安装可能不完整；请重新安装 docextract。"
            f" The process that reads files did not start ({outcome.detail}); install docextract again."
        )
    elif outcome.error == "MemoryError":
        text = (
            "读取时内存不足，未读取；请把文件拆分或重新导出后重试。"
            " Out of memory; split the file or export it again, then retry."
        )
    else:
        text = (
            f"程序自身出错（{outcome.error}：{outcome.detail}），此文件未读取；请把文件和日志（--log-file）发给维护者。"
            f" A fault of docextract; send the file and the log (--log-file) to the maintainers."
        )
    return Notice("batch", "lost", 0, outcome.error or outcome.kind, text)
