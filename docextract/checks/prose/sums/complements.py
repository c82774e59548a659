"""Words that between them leave nothing out."""

from __future__ import annotations

from docextract.rulepacks.schema import Pack

# A sum of parts so called, in this order, must be the whole.
COMPLEMENTS = (
    ("男", "女"),
    ("公办", "民办"),
    ("住校", "走读"),
    ("住宿", "走读"),
    ("住宿", "通学"),
    ("城镇", "农村"),
    ("新增", "淘汰"),
    ("新增", "停招"),
    ("新增", "撤销"),
    ("校内", "校外"),
    ("省内", "省外"),
    ("省外", "省内"),
    ("县内", "县外"),
    ("本科", "专科"),
    ("金", "银", "铜"),
    ("本县", "外县"),
    ("本市", "外市"),
    ("本省", "外省"),
    ("市内", "市外"),
    ("境内", "境外"),
    ("线上", "线下"),
    ("纵向", "横向"),
    ("国内", "国外"),
    ("必修", "选修"),
    ("理论", "实践"),
    ("优秀", "良好", "合格"),
    ("研究生", "本科", "专科"),
    ("高级", "中级", "初级"),
    ("一年级", "二年级", "三年级"),
    ("一等奖", "二等奖", "三等奖"),
    ("第一产业", "第二产业", "第三产业"),
    ("国家级", "省级", "市级", "校级"),
    ("国家级", "省级", "校级"),
    ("国家级", "市级", "校级"),
    ("省级", "市级", "校级"),
    ("优秀", "良好", "及格", "不及格"),
    ("优秀", "良好", "合格", "不合格"),
    ("应届", "往届"),
    ("主编", "参编"),
)


# And these of a whole that is called so.
OF_A_WHOLE = {"核定": (("到岗", "空缺"), ("在岗", "空缺"), ("在编", "空编"))}


def complements(pack: Pack) -> tuple[tuple[str, ...], ...]:
    """The words that leave nothing out in any report, and those that do in the pack's kind of report."""
    return (*COMPLEMENTS, *(tuple(words.split("、")) for words in pack.words.complements if "：" not in words))


def complements_of(pack: Pack) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a whole is called, and the words that leave nothing of it out: 核定 and 到岗, 空缺."""
    own = (words.partition("：") for words in pack.words.complements if "：" in words)
    given = [(whole, words) for whole, sets in OF_A_WHOLE.items() for words in sets]
    return (*given, *((whole, tuple(words.split("、"))) for whole, _, words in own))
