"""The one door to pandas: plain rows in, frames out. Imported late, since pandas takes time to load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def rows_to_frame(rows: Sequence[Sequence[str]], header_rows: int) -> pd.DataFrame:
    """Rows of equal length to a frame of strings; the first `header_rows` rows become the column names.

    Over several header rows a name repeated from the row above is said once: ("2024", "2024") gives "2024", ("男",
    "人数") gives "男 / 人数". Without header rows the columns are numbered from 0.
    """
    import pandas as pd

    body = [list(row) for row in rows[header_rows:]]
    if not header_rows:
        return pd.DataFrame(body, dtype=str)
    names = []
    for parts in zip(*rows[:header_rows], strict=True):
        kept = [part for i, part in enumerate(parts) if part and (i == 0 or part != parts[i - 1])]
        names.append(" / ".join(kept))
    return pd.DataFrame(body, columns=names, dtype=str)


def records_to_frame(records: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Records to a frame with exactly these columns, in this order, also when there is no record."""
    import pandas as pd

    return pd.DataFrame([[record.get(column) for column in columns] for record in records], columns=list(columns))
