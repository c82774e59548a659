"""What rests on a row that a pack retires: said where the row is retired, not in the files of the pack that it extends."""

from __future__ import annotations

from collections.abc import Iterator

from docextract.rulepacks.entries import Draft, Entry, fault
from docextract.rulepacks.schema import Pack


def resting_on_retired(pack: Pack, draft: Draft) -> Iterator[str]:
    """Inherited relations, requirements and rows below that name a retired code, and what rests on these in their turn.

    All in one fault at the line of the retired code.
    """
    for gone in draft.retired:
        below = _below(gone, pack, draft)
        codes = {gone.key, *below}
        relations = [
            each.id
            for each in pack.relations
            if codes & set(each.codes) and _is_elsewhere(gone, draft.relations[each.id])
        ]
        required = [
            each.id
            for each in pack.required
            if codes & set(each.codes) and _is_elsewhere(gone, draft.required[each.id])
        ]
        if relations or required or below:
            yield _fault_of(gone, relations, required, below)


def _below(gone: Entry, pack: Pack, draft: Draft) -> list[str]:
    """Codes of the inherited rows below the retired one, at any depth, in form order."""
    found: list[str] = []
    for each in pack.indicators.values():
        above, seen = each.parent, {each.code}
        while above in pack.indicators and above not in seen:
            seen.add(above)
            above = pack.indicators[above].parent
        if above == gone.key and _is_elsewhere(gone, draft.indicators[each.code]):
            found.append(each.code)
    return found


def _is_elsewhere(gone: Entry, user: Entry) -> bool:
    return gone.source.name != user.source.name


def rests_elsewhere(draft: Draft, code: str, user: Entry) -> bool:
    """True if the code was retired in another file than that of the rule that names it: it is said there."""
    return any(gone.key == code and _is_elsewhere(gone, user) for gone in draft.retired)


def _fault_of(gone: Entry, relations: list[str], required: list[str], below: list[str]) -> str:
    zh, en = [], []
    for keys, zh_name, en_name in (
        (relations, "关系", "relations"),
        (required, "必备内容", "required parts"),
        (below, "下级", "rows below it"),
    ):
        if keys:
            zh.append(f"{zh_name} {'、'.join(keys)}")
            en.append(f"{en_name} {', '.join(keys)}")
    too = ", ".join(_written(key, gone) for key in (gone.key, *relations, *required, *below))
    zh_rest = '下级若还在，就在本文件里给它另写 parent（没有上级写 ""）。' if below else ""
    en_rest = ' A row below that stays gets another parent in this file ("" for none).' if below else ""
    return fault(
        gone.at("code"),
        f"停用“{gone.key}”，以它为依据的也要停用：{'；'.join(zh)}。在本文件写 retired: [{too}]；"
        f"其中仍然成立的，换一个编号重新写。{zh_rest}",
        f'"{gone.key}" is retired, but these rest on it: {"; ".join(en)}. Retire them too, in this file:'
        f" retired: [{too}]; what still holds is written anew under another id.{en_rest}",
    )


def _written(key: str, gone: Entry) -> str:
    """How the code is retired in the same years as the one that it rests on."""
    dates = "".join(f", {name}: {gone.data[name]}" for name in ("since", "until") if gone.data.get(name))
    return f"{{code: {key}{dates}}}" if dates else key
