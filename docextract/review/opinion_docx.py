"""Fills a Word template with an opinion. The one door to python-docx.

A template is a .docx that anybody edits in Word. Where `{{报告}}` stands in it, the report's title will; names and what
they mean are in `opinion_fields.py`. Paragraphs or table rows one after another that name `{{类别.…}}` or `{{问题.…}}`
are repeated for each kind and each point; a paragraph all of whose names come to nothing is left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from docextract.errors import SettingsError
from docextract.outputs.language import Lang
from docextract.review.opinion_fields import NAMES, Fields, GroupFields, OpinionFields
from docextract.review.plain_words import printable

TEMPLATES = Path(__file__).with_name("templates")
KNOWN = frozenset((*NAMES, *NAMES.values()))
PROGRAM = "docextract"
# Stands for {{ in what was put in, so that nothing a report says is taken for a name; a character that is none.
_BRACES = "\ufdd0"
_NAME = re.compile(r"\{\{\s*([^{}]{1,40}?)\s*\}\}")
_P, _T, _TABLE, _ROW, _CELL = (qn(f"w:{tag}") for tag in ("p", "t", "tbl", "tr", "tc"))
_OF_A_KIND = tuple(name for pair in NAMES.items() for name in pair if name.startswith(("kind.", "类别.")))
_OF_A_POINT = tuple(name for pair in NAMES.items() for name in pair if name.startswith(("point.", "问题.")))

Element = Any  # lxml's elements have no types of their own


@cache
def own_template(lang: Lang) -> bytes:
    """The template that comes with the program."""
    return (TEMPLATES / f"opinion.{lang}.docx").read_bytes()


def check_template(data: bytes, name: str) -> None:
    """Raises SettingsError, naming all that is wrong, unless the bytes are a .docx with none but known names."""
    document = _opened(data, name)
    texts = [_text(paragraph) for part in _parts(document) for paragraph in part.iter(_P)]
    found = [each for text in texts for each in _NAME.findall(text)]
    unknown = sorted({each for each in found if each not in KNOWN})
    if unknown or not found:
        met = "、".join(f"{{{{{each}}}}}" for each in unknown) or "没有任何 {{…}}"
        raise SettingsError(
            f"{name}：{met}；可用的名称：{'、'.join(NAMES.values())}。"
            f" Unknown names in the template, or none at all; there are: {', '.join(NAMES)}."
        )


def opinion_docx(fields: OpinionFields, template: bytes, *, day: date) -> bytes:
    """The opinion as a .docx; nothing of a report's text is ever markup or a field in it.

    Raises SettingsError when the template is no .docx.
    """
    document = _opened(template, "template")
    for part in _parts(document):
        _expand(part, fields.groups)
        _fill(part, fields.own)
        for text in part.iter(_T):
            text.text = (text.text or "").replace(_BRACES, "{{")
    about = document.core_properties
    about.title = printable(str(fields.own["report"]))[:200]
    about.author = about.last_modified_by = PROGRAM
    about.created = about.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the library wants it naive
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _opened(data: bytes, name: str) -> Any:
    try:
        return docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise SettingsError(
            f"{name}：不是 Word 的 .docx 文件（.doc、.dotx 请在 Word 里另存为 .docx）。"
            " This is no .docx file; save .doc or .dotx as .docx in Word."
        ) from error


def _parts(document: Any) -> list[Element]:
    """The body, and the headers and footers that are the template's own."""
    margins = [
        margin
        for section in document.sections
        for margin in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        )
        if not margin.is_linked_to_previous
    ]
    return [document.element.body, *(margin._element for margin in margins)]


def _expand(parent: Element, groups: Sequence[GroupFields]) -> None:
    """Repeats what stands one after another in `parent` and names a kind or point."""
    for run in _runs(list(parent), (*_OF_A_KIND, *_OF_A_POINT)):
        if any(each.tag != _TABLE and _names(each) & set(_OF_A_KIND) for each in run):
            for group in groups:
                copies = _copies(run, run[0])
                _expand_points(copies, group.points)
                _fill_all(copies, group.own)
            _remove(run)
        else:
            _expand_points(run, [point for group in groups for point in group.points], groups)


def _expand_points(elements: Sequence[Element], points: Sequence[Fields], groups: Sequence[GroupFields] = ()) -> None:
    """Repeats the runs of `elements` that name a point; in a table its rows."""
    for table in (each for each in elements if each.tag == _TABLE):
        _expand(table, groups or (GroupFields({}, tuple(points)),))
    for run in _runs([each for each in elements if each.tag != _TABLE], _OF_A_POINT):
        for point in points:
            _fill_all(_copies(run, run[0]), point)
        _remove(run)


def _runs(elements: Iterable[Element], wanted: Iterable[str]) -> Iterator[list[Element]]:
    """The elements that name one of `wanted`, those in a row together."""
    names, run = set(wanted), list[Element]()
    for each in elements:
        if _names(each) & names and (not run or run[-1].getnext() is each):
            run.append(each)
            continue
        if run:
            yield run
        run = [each] if _names(each) & names else []
    if run:
        yield run


def _names(element: Element) -> set[str]:
    paragraphs = [element] if element.tag == _P else element.iter(_P)
    return {name for paragraph in paragraphs for name in _NAME.findall(_text(paragraph))}


def _copies(run: Sequence[Element], before: Element) -> list[Element]:
    copies = [deepcopy(each) for each in run]
    for each in copies:
        before.addprevious(each)
    return copies


def _remove(elements: Iterable[Element]) -> None:
    for each in elements:
        each.getparent().remove(each)


def _fill_all(elements: Iterable[Element], fields: Fields) -> None:
    for each in elements:
        if each.getparent() is not None:
            _fill(each, fields)


def _fill(element: Element, fields: Fields) -> None:
    """Puts the fields into all paragraphs at or under the element; names that are none of them stay for others."""
    for paragraph in [element] if element.tag == _P else list(element.iter(_P)):
        names = [name for name in _NAME.findall(_text(paragraph)) if name in fields]
        if not names:
            continue
        values = [fields[name] for name in names]
        texts = [value for value in values if isinstance(value, str)]
        if False in values or (texts and not any(texts)):
            _drop(paragraph)
        else:
            _put(paragraph, {name: fields[name] for name in names})


def _drop(paragraph: Element) -> None:
    """Takes the paragraph out; the last one of a table's cell stays, empty, since Word wants one there."""
    parent = paragraph.getparent()
    if parent.tag == _CELL and len(parent.findall(_P)) == 1:
        for text in _texts(paragraph):
            text.text = ""
    else:
        parent.remove(paragraph)


def _put(paragraph: Element, values: Mapping[str, str | bool]) -> None:
    """Replaces the names; further lines of a text get paragraphs of their own after this one."""
    lines = {name: [] if isinstance(value, bool) else _lines(value) for name, value in values.items()}
    for number in range(max(map(len, lines.values()), default=1) - 1, 0, -1):
        more = deepcopy(paragraph)
        paragraph.addnext(more)
        _replace(more, {name: own[number] if number < len(own) else "" for name, own in lines.items()})
    _replace(paragraph, {name: own[0] if own else "" for name, own in lines.items()})


def _lines(value: str) -> list[str]:
    return printable(value).replace(_BRACES, "").replace("{{", _BRACES).split("\n")


def _replace(paragraph: Element, values: Mapping[str, str]) -> None:
    """Word cuts a line into runs where it likes, also within a name: what a name covers goes, its first run gets the
    text and so its font."""
    texts = _texts(paragraph)
    for found in reversed(list(_NAME.finditer(_text(paragraph)))):
        if found[1] not in values:
            continue
        at, is_first = 0, True
        for text in texts:
            own = text.text or ""
            start, end = max(found.start() - at, 0), min(found.end() - at, len(own))
            at += len(own)
            if start >= end:
                continue
            text.text = own[:start] + (values[found[1]] if is_first else "") + own[end:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            is_first = False


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _texts(paragraph: Element) -> list[Element]:
    """The paragraph's pieces of text, without those of a text box that is anchored in it."""
    return [text for text in paragraph.iter(_T) if next(text.iterancestors(_P)) is paragraph]
