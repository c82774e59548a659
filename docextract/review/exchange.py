"""Decisions in and out of a run's store: workbooks, other reviewers' files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from docextract.batch.store import writing
from docextract.errors import OutputError, StoreError
from docextract.outputs.decision_workbook import read_decision_workbook
from docextract.review.carry_over import CarriedOver, carry_over
from docextract.review.decisions import Merged, Store
from docextract.review.filled_sheets import filled_entries
from docextract.review.plain_words import plain_who
from docextract.review.run_findings import ignored_findings, run_findings, run_reports
from docextract.review.store import POSTGRES, open_store


def carried_of(out: Path, store: Store) -> CarriedOver:
    """The findings of a run's folder with the decisions of the store."""
    return carry_over(store.all_entries(), run_findings(out), run_reports(out))


def to_decide(out: Path, store: Store) -> CarriedOver:
    """The same without findings that the ignore file sets aside and nobody has decided."""
    over, ignored = carried_of(out, store), ignored_findings(out)
    left = {key: one for key, one in over.findings.items() if key not in ignored or one.standing.ends}
    return CarriedOver(left, over.gone)


def take_in(file: Path, out: Path, store: Store, *, who: str, at: datetime) -> tuple[Merged, int]:
    """Takes in a filled-in workbook; also gives how many of its decided rows say nothing new.

    Raises DecisionsError with all faults, and then the store is as it was.
    """
    filled = filled_entries(
        read_decision_workbook(file),
        run_findings(out),
        run_reports(out),
        store.all_entries(),
        who=plain_who(who),
        at=at,
    )
    return store.merge(filled.entries), filled.unchanged


def merge_from(other: str, store: Store) -> Merged:
    """Takes in all entries of another store. Raises StoreError when there is none at that place."""
    if other.partition("://")[0] not in POSTGRES and not Path(other).is_file():
        raise StoreError(f"{other}：没有这个文件。 There is no such file.")
    with open_store(other) as theirs:
        return store.merge(theirs.all_entries())


def write_new(file: Path, data: bytes) -> None:
    """Writes a file that is not there yet; raises OutputError for one that is, since people may have filled it in."""
    if file.exists():
        raise OutputError(
            f"{file}：已经存在，没有覆盖；请换一个名字。 It is there already and was not overwritten; name another one."
        )
    with writing(file), file.open("xb") as stream:
        stream.write(data)
