"""The only place where stages meet; reads top to bottom as a document flows.

pdf (pages) > layout (flow) > tables (grids joined over pages) > structure (tree) > indicators > claims > checks.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from docextract.checks.run import CheckResult, run_checks
from docextract.indicators.coverage import find_gaps
from docextract.indicators.extract import extract_indicators
from docextract.indicators.recognise import count_form_rows
from docextract.layout.aside import set_aside, with_aside
from docextract.layout.flow import PagePart, build_flow
from docextract.layout.lines import page_lines
from docextract.layout.openings import to_openings
from docextract.layout.turned import to_upright, turned_back
from docextract.model.analysis import Analysis
from docextract.model.claim import Claim
from docextract.model.document import Report
from docextract.model.doubt import Doubt, reading_score
from docextract.model.finding import Finding, Severity
from docextract.model.geometry import Region
from docextract.model.indicator import IndicatorValue, ValueStatus, is_sure_row
from docextract.model.notice import Notice
from docextract.model.page import Page
from docextract.model.source import SourceRef
from docextract.pdf.read import DEFAULT_READER, read_pdf
from docextract.pdf.recognised_pages import DEFAULT_OCR, IsWanted
from docextract.rulepacks.choose import choose_by_contents, choose_pack, structure_words
from docextract.rulepacks.given import choose_given, rules_notices
from docextract.rulepacks.schema import Pack
from docextract.structure.build_tree import build_tree
from docextract.structure.styles import to_styles
from docextract.tables.continued import join_continued, with_header_rows
from docextract.tables.find import find_tables
from docextract.tables.segments import CaptionSigns
from docextract.tables.table_signs import caption_signs

# What a recogniser's confidence in one character means, measured on typeset pages read from pictures: below the first
# a character may well be another, below the second it often is.
SURE_SCORE = 0.9
READABLE_SCORE = 0.6


def read_report(
    path: Path,
    *,
    name: str | None = None,
    rules: str | Path | None = None,
    reader: str = DEFAULT_READER,
    ocr: str = DEFAULT_OCR,
    is_wanted: IsWanted = lambda page, place, total: True,
) -> Report:
    """The typed document of one PDF; `name` is what outputs call it (the file's name by default).

    `rules` names the pack whose words headings, captions and cases are known by (None: those of all shipped packs).
    `reader`, `ocr` and `is_wanted` (asked before each page that is read from its picture) as in `read_pdf`.

    Raises PdfError and its children when nothing can be read, RulesError for a faulty pack; a page that could not be
    read is a notice.
    """
    words = structure_words(rules)
    signs = caption_signs(words)
    source = read_pdf(path, reader, ocr=ocr, is_wanted=is_wanted)
    aside = set_aside([to_upright(page) for page in source.pages])
    parts = {page.number: _page_part(page, signs) for page in aside.pages}
    flow = with_aside(build_flow(aside.pages, parts, to_openings(words)), aside)
    items = join_continued(with_header_rows(flow.items))
    tree = build_tree(flow, items, source.outline, to_styles(words))
    report = Report(
        file=name or path.name,
        sha256=source.sha256,
        page_count=len(source.pages),
        page_labels=flow.page_labels,
        title=tree.identity.title,
        issuer=tree.identity.issuer,
        level=tree.identity.level,
        year=tree.identity.year,
        blocks=tree.blocks,
        sections=tree.sections,
        cases=tree.cases,
        figures=tree.figures,
        tables=tree.tables,
        missing_tables=tree.missing_tables,
        toc=tree.toc,
        footnotes=tree.footnotes,
        parts=tree.parts,
        notices=(*source.notices, *tree.notices),
        doubts=tuple(doubt for page in source.pages for doubt in _doubts(page)),
    )
    return turned_back(report, {page.number: page for page in source.pages})


def _doubts(page: Page) -> Iterator[Doubt]:
    for char in page.chars:
        if char.score < SURE_SCORE:
            yield Doubt(Region(page.number, page.as_displayed(char.bbox)), char.score)


def _page_part(page: Page, signs: CaptionSigns) -> PagePart:
    found = find_tables(page, page_lines, signs)
    return PagePart(found.grids, found.frames, found.used)


def choose_rules(report: Report, rules: str | Path | None) -> tuple[Pack, str]:
    """The pack named by `rules` (a pack's id or a folder), else the one that fits the report; and why, in words.

    It is the pack as its rules are in the report's year. The title decides, else the data tables. A report that no pack
    fits gets the empty pack, whose id is "".

    Raises RulesError for a pack that is not there or has faults.
    """

    def count_rows(pack: Pack) -> Mapping[str, int]:
        return count_form_rows(report.tables, pack, report.year)

    if rules is not None:
        return choose_given(rules, report.title, report.year, count_rows)
    pack, reason = choose_pack(report.title, report.year)
    if pack.id:
        return pack, reason
    return choose_by_contents(report.title, report.year, count_rows) or (pack, reason)


def extract_report(report: Report, pack: Pack) -> tuple[tuple[IndicatorValue, ...], tuple[Notice, ...]]:
    """The report's indicator values, data tables first, and what could not be decided.

    A value read from a picture is no surer than its least sure character; one that can't be trusted is `unreadable`.
    """
    values, notices = extract_indicators(report.tables, pack, report.year)
    return tuple(_as_read(value, report) for value in values), notices


def _as_read(value: IndicatorValue, report: Report) -> IndicatorValue:
    sure = reading_score(report.doubts, value.source.page, value.source.bbox)
    if sure < READABLE_SCORE and value.status is ValueStatus.OK:
        return replace(value, status=ValueStatus.UNREADABLE, value=None, score=min(value.score, sure))
    return replace(value, score=min(value.score, sure)) if sure < value.score else value


def read_report_claims(report: Report, pack: Pack) -> tuple[Claim, ...]:
    """Every number stated in the report's prose. Loads spaCy on first use."""
    from docextract.claims.read import read_claims

    claims = read_claims(report, pack)
    if not report.doubts:
        return claims
    sure = [reading_score(report.doubts, claim.source.page, claim.source.bbox) for claim in claims]
    return tuple(replace(claim, score=min(claim.score, s)) for claim, s in zip(claims, sure, strict=True))


def check_report(
    report: Report,
    indicators: Sequence[IndicatorValue],
    claims: Sequence[Claim],
    pack: Pack,
    also: Collection[str] = (),
) -> CheckResult:
    """All verdicts of the checks, the findings made of them, and what became of each number.

    `also` names checks that run on request only; raises SettingsError for a name that none has.
    No finding is severe that rests on a character which a recogniser was not sure of, or on a row of which we are not
    sure that it is the indicator.
    """
    result = run_checks(report, indicators, claims, pack, also)
    unsure = {_cell(v.source): v.score for v in indicators if v.code and not is_sure_row(v.score, v.method)}
    return replace(result, findings=tuple(_weighed(finding, report, unsure) for finding in result.findings))


def _cell(source: SourceRef) -> tuple[str, int, int]:
    return source.block, source.row, source.column


def _weighed(finding: Finding, report: Report, unsure: Mapping[tuple[str, int, int], float]) -> Finding:
    places = [evidence.source for evidence in finding.evidence]
    read = min((reading_score(report.doubts, place.page, place.bbox) for place in places), default=1.0)
    mapped = min((unsure[_cell(place)] for place in places if _cell(place) in unsure), default=1.0)
    sure = min(read, mapped)
    if read >= SURE_SCORE and mapped == 1.0:
        return finding
    severity = Severity.MEDIUM if finding.severity is Severity.HIGH else finding.severity
    return replace(finding, score=round(min(finding.score, sure), 4), severity=severity)


def analyse(
    path: Path,
    *,
    name: str | None = None,
    rules: str | Path | None = None,
    reader: str = DEFAULT_READER,
    ocr: str = DEFAULT_OCR,
    also: Collection[str] = (),
    is_wanted: IsWanted = lambda page, place, total: True,
) -> Analysis:
    """One PDF the whole way; `also` names checks that run on request only.

    Raises PdfError when nothing can be read and RulesError for a faulty pack.
    """
    started = time.perf_counter()
    report = read_report(path, name=name, rules=rules, reader=reader, ocr=ocr, is_wanted=is_wanted)
    pack, reason = choose_rules(report, rules)
    indicators, notices = extract_report(report, pack)
    claims = read_report_claims(report, pack)
    result = check_report(report, indicators, claims, pack, also)
    told = rules_notices(pack, reason, rules, report.title, report.year)
    return Analysis(
        report=report,
        pack_id=pack.id,
        pack_reason=reason,
        indicators=indicators,
        claims=claims,
        verdicts=result.verdicts,
        findings=result.findings,
        numbers=result.numbers,
        gaps=find_gaps(indicators, pack),
        notices=(*report.notices, *notices, *result.notices, *told),
        seconds=time.perf_counter() - started,
    )
