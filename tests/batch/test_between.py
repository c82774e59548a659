"""Two schools and their city as bundles: what the checks between reports are given, and what they find."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from docextract.batch.between import shared_report
from docextract.batch.bundle import Bundle, bundle_of
from docextract.checks.between_reports.run import findings_between
from docextract.checks.between_reports.shared import SharedReport
from docextract.model.claim import Claim
from docextract.model.geometry import Region
from docextract.model.quantity import Quantity
from docextract.model.table import Table
from docextract.model.tree import IssuerLevel
from tests.builders import BOX, analysis, claim, indicator

CODES = {"students": "在校生数", "full_time_teachers": "专任教师总数", "graduates": "毕业生人数", "enrolled": "招生数"}
OF_SCHOOLS = (
    ("学校", "在校生（人）", "专任教师（人）"),
    ("清河职业学校", "900", "63"),
    ("明湖职业学校", "600", "40"),
    ("合计", "1500", "103"),
)


def bundle(
    issuer: str,
    level: IssuerLevel,
    *numbers: int,
    cells: tuple[tuple[str, ...], ...] = (),
    said: tuple[Claim, ...] = (),
) -> Bundle:
    made = analysis(f"{issuer}.pdf", findings=())
    table = Table("t7", "1-1", "2024 年各校规模", "above", (Region(3, BOX),), 1, cells)
    report = replace(made.report, issuer=issuer, level=level, cases=(), tables=(table,) if cells else ())
    values = [
        replace(indicator(code, 2024, str(number)), name=name)
        for (code, name), number in zip(CODES.items(), numbers, strict=False)
    ]
    done = replace(made, report=report, indicators=tuple(values), claims=said)
    return bundle_of("k", f"{issuer}.pdf", done)


def schools_said(number: str, subject: str = "全市中等职业学校") -> Claim:
    return replace(claim(Quantity(Decimal(number), "所")), subject=subject, code="", quote=f"{subject}{number}所")


def shared(*bundles: Bundle) -> list[SharedReport]:
    return [report for each in bundles if (report := shared_report(each)) is not None]


FIRST = bundle("清河职业学校", "school", 900, 60, 300, 310)
SECOND = bundle("明湖职业学校", "school", 600, 40, 200, 220)
CITY = bundle("江城市教育局", "city", 1500, 103, 500, 530, cells=OF_SCHOOLS, said=(schools_said("2"),))


def test_city_tells_its_schools_and_what_their_rows_say() -> None:
    (city,) = shared(CITY)
    assert city.school_lists == (("清河职业学校", "明湖职业学校"),)
    assert city.n_schools == 2
    told = [(each.owner, each.name, each.year, str(each.value), each.unit) for each in city.told]
    assert told[:2] == [("清河职业学校", "在校生", 2024, "900", "人"), ("清河职业学校", "专任教师", 2024, "63", "人")]
    assert not [each for each in city.told if each.owner == "合计"]


def test_one_slip_in_the_city_is_seen_in_the_row_and_in_the_total() -> None:
    found = findings_between(shared(FIRST, SECOND, CITY))
    (report,) = found
    assert report == "江城市教育局.pdf"
    by_check = {finding.check: finding for finding in found[report]}
    assert set(by_check) == {"retold_of_a_school", "schools_sum"}
    assert [each.value for each in by_check["retold_of_a_school"].evidence] == ["63", "60"]
    assert by_check["retold_of_a_school"].evidence[0].source.row == 1
    assert "103" in by_check["schools_sum"].message.zh


def test_schools_that_are_only_some_are_no_count_of_all() -> None:
    said = (schools_said("2", "公办学校"), schools_said("9", "示范性中等职业学校"))
    (city,) = shared(bundle("江城市教育局", "city", said=said))
    assert city.n_schools == 0


def test_two_counts_of_schools_are_none() -> None:
    (city,) = shared(bundle("江城市教育局", "city", said=(schools_said("2"), schools_said("3", "中职学校"))))
    assert city.n_schools == 0


def test_column_of_schools_and_firms_lists_no_schools() -> None:
    cells = (("单位", "捐赠（元）"), ("清河职业学校", "3"), ("江城机械厂", "4"))
    (city,) = shared(bundle("江城市教育局", "city", cells=cells))
    assert city.school_lists == ()
