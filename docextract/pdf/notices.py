"""What is said of pages that could not be read, or were read from their pictures."""

from __future__ import annotations

from dataclasses import dataclass

from docextract.model.geometry import BBox
from docextract.model.notice import Notice

PAGE_NOT_RECOGNISED = "page-not-recognised"
INSTALL_OCR = 'pip install "docextract[ocr]"'


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do so that pages without text are recognised, as the middle of a sentence in each language."""

    zh: str
    en: str


NOTHING_RECOGNISED = Advice(
    "图片中没有识别出文字，请打开该页核对", "no text was recognised in its picture; look at the page"
)


def how_to_recognise(ocr: str, is_installed: bool) -> Advice:
    """The advice for a run with that `ocr`: what is installed already need not be, what was switched off is said.

    >>> how_to_recognise("no", True).en
    'recognition was switched off by --ocr no; run again without it'
    """
    if ocr != "no":
        return Advice(
            f"请安装文字识别组件（{INSTALL_OCR}）后重新运行", f"install the extra for OCR ({INSTALL_OCR}) and run again"
        )
    if is_installed:
        return Advice(
            "识别已用 --ocr no 关闭，请去掉这个选项后重新运行",
            "recognition was switched off by --ocr no; run again without it",
        )
    return Advice(
        f"识别已用 --ocr no 关闭，请安装文字识别组件（{INSTALL_OCR}），去掉这个选项后重新运行",
        f"recognition was switched off by --ocr no; install the extra for OCR ({INSTALL_OCR}) and run again without it",
    )


def page_damaged(number: int, what: str) -> Notice:
    """The notice for a page that a reader had to leave out."""
    return Notice(
        "pdf",
        "lost",
        number,
        "page-damaged",
        f"第 {number} 页无法读取（{what}），已跳过；请用 PDF 阅读器打开该页核对，或重新导出 PDF。"
        f" Page {number} could not be read ({what}) and was left out; open it in a viewer or export the PDF again.",
    )


def page_without_text(number: int, advice: Advice) -> Notice:
    """The notice for a picture of a page that was not recognised."""
    return Notice(
        "pdf",
        "lost",
        number,
        "page-without-text",
        f"第 {number} 页只有图片、没有文字层，内容未读取；{advice.zh}，或提供可复制文字的 PDF。"
        f" Page {number} is a picture without text and was left out; {advice.en}, or provide a PDF with text.",
    )


def page_not_recognised(number: int) -> Notice:
    """The notice for a picture of a page whose recognition was given up: out of time, or it ended its process."""
    return Notice(
        "pdf",
        "lost",
        number,
        PAGE_NOT_RECOGNISED,
        f"第 {number} 页需要从图片识别，但未完成（时限将到，或识别该页时进程退出），内容未读取；请用 --timeout 加长时限后重新运行。"
        f" Page {number} is a picture whose recognition was not finished (out of time, or it ended its process); raise"
        " --timeout and run again.",
    )


def page_garbled(number: int, advice: Advice) -> Notice:
    """The notice for a page whose text layer is garbage and whose picture was not recognised."""
    return Notice(
        "pdf",
        "unsure",
        number,
        "page-garbled",
        f"第 {number} 页的文字编码有缺失，读出的文字不可靠；{advice.zh}，或人工核对。"
        f" The text of page {number} lacks its encoding and can't be trusted; {advice.en}, or check it by hand.",
    )


def page_recognised(number: int, was_garbled: bool, n_chars: int, n_doubtful: int) -> Notice:
    """The notice for a page that was read from its picture."""
    why = "的文字编码有缺失" if was_garbled else "没有文字层"
    return Notice(
        "pdf",
        "unsure",
        number,
        "page-recognised",
        f"第 {number} 页{why}，内容由图片识别得到（{n_chars} 字，其中 {n_doubtful} 字把握不大）；引用数字前请对照原页。"
        f" Page {number} was recognised from its picture ({n_chars} characters, {n_doubtful} of them doubtful); compare"
        " numbers with the page before citing them.",
    )


def page_with_hidden_text(number: int, is_plausible: bool, advice: Advice | None) -> Notice:
    """The notice for a scan whose text is that of the scanner's own program; no advice where it was recognised anew."""
    doubt = "文字层多有错字" if not is_plausible else "文字层未经核对，表格线和字体无法得知"
    return Notice(
        "pdf",
        "unsure",
        number,
        "page-hidden-text",
        f"第 {number} 页是扫描图，文字取自扫描软件自带的隐藏文字层，{doubt}；引用数字前请对照原页。"
        f"{f'要从图片重新识别，{advice.zh}。' if advice else ''}"
        f" Page {number} is a scan; its text is what the scanner's program put behind the picture"
        f"{'' if is_plausible else ' and is full of errors'}. Compare numbers with the page before citing"
        f" them.{f' To have it recognised: {advice.en}.' if advice else ''}",
    )


def hidden_text_recognised(number: int, n_chars: int, n_doubtful: int, agreement: float) -> Notice:
    """The notice for a scan that was recognised anew; `agreement` with its hidden text is from 0 to 1."""
    return Notice(
        "pdf",
        "unsure",
        number,
        "page-recognised",
        f"第 {number} 页是扫描图，内容由图片重新识别得到（{n_chars} 字，其中 {n_doubtful} 字把握不大；"
        f"与扫描软件自带的隐藏文字层相符 {agreement:.0%}）；引用数字前请对照原页。"
        f" Page {number} is a scan and was recognised anew from its picture ({n_chars} characters, {n_doubtful} of them"
        f" doubtful; {agreement:.0%} agree with the scanner's hidden text); compare numbers with the page before citing"
        " them.",
    )


def picture_recognised(number: int, box: BBox) -> Notice:
    """The notice for a picture of a table or of text on a page that has a text layer otherwise."""
    place = f"({box.x0:.0f}, {box.top:.0f})–({box.x1:.0f}, {box.bottom:.0f})"
    return Notice(
        "pdf",
        "unsure",
        number,
        "picture-recognised",
        f"第 {number} 页有图片形式的表格或文字（位置 {place} 点），内容由图片识别得到；引用数字前请对照原页。"
        f" Page {number} holds a table or text as a picture (at {place} points) that was recognised; compare numbers with"
        " the page before citing them.",
    )
