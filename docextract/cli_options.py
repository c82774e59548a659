"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

store_option = click.option(
    "--store",
    metavar="PLACE",
    help="审核决定存在哪里：文件或 postgresql://…（默认在 OUT 旁边） Where decisions are kept.",
)
pdfs_option = click.option(
    "--pdfs",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="PDF 所在文件夹（默认用 run 时的） Folder of the PDFs, if they were moved since the run.",
)
