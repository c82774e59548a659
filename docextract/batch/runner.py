"""`run`: every PDF of a folder through the pipeline, and all files of the contract written."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docextract.batch.assemble import Wishes, assemble
from docextract.batch.bundle import Bundle, failed_bundle
from docextract.batch.failures import file_unreadable, outcome_notice
from docextract.batch.folder import InputFile, list_pdfs
from docextract.batch.ignoring import ignore_path, load_ignores
from docextract.batch.pool import run_tasks
from docextract.batch.process import WORKER_COMMAND, Limits, Step
from docextract.batch.store import OutFolder, open_out_folder, outputs_key, rules_digest, write_file
from docextract.errors import SettingsError
from docextract.model.finding import Severity
from docextract.model.notice import Notice
from docextract.outputs.language import LANGS, Lang
from docextract.outputs.run_record import RUN_FILE, RunSummary, folder_from, run_bytes, run_object

log = logging.getLogger("docextract")

MAX_DEFAULT_JOBS = 8  # each worker takes up to half a gigabyte
DEFAULT_READER = "pdfium"
DEFAULT_OCR = "auto"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `done` of `total` files, of which `report` was the last; `state` says what became of it.

    While `state` is "recognising", `report` is not done: its `page`-th of `pages` pictures is being read.
    """

    done: int
    total: int
    report: str
    state: str  # read, unchanged, lost or recognising
    page: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What the user asked for, checked. `jobs` None: one a core, at most MAX_DEFAULT_JOBS."""

    rules: str | None = None
    jobs: int | None = None
    timeout: float | None = None
    fail_on: str | None = None
    reader: str = DEFAULT_READER
    ocr: str = DEFAULT_OCR
    ignore: str | None = None
    lang: Lang = "zh"
    also: tuple[str, ...] = ()

    def check(self) -> None:
        """Raises SettingsError, or RulesError when the rule pack can't be used."""
        from docextract.checks.catalogue import checks
        from docextract.pdf.read import READERS
        from docextract.pdf.recognised_pages import check_ocr
        from docextract.rulepacks.load import load_packs

        severities = [severity.value for severity in Severity]
        if self.jobs is not None and self.jobs < 1:
            raise SettingsError(f"--jobs {self.jobs}：至少为 1。 Must be 1 or more.")
        if self.timeout is not None and self.timeout <= 0:
            raise SettingsError(f"--timeout {self.timeout:g}：必须大于 0 秒。 Must be more than 0 seconds.")
        if self.fail_on is not None and self.fail_on not in severities:
            raise SettingsError(f'--fail-on "{self.fail_on}"：应为 {" | ".join(severities)}。 Use one of these.')
        if self.reader not in READERS:
            raise SettingsError(f'--reader "{self.reader}"：应为 {" | ".join(READERS)}。 Use one of these.')
        if self.lang not in LANGS:
            raise SettingsError(f'--lang "{self.lang}"：应为 {" | ".join(LANGS)}。 Use one of these.')
        check_ocr(self.ocr)
        checks(self.also)
        if self.rules is not None:
            load_packs(self.rules)

    def workers(self) -> int:
        return self.jobs or min(os.cpu_count() or 1, MAX_DEFAULT_JOBS)

    def for_record(self) -> dict[str, object]:
        """The options as run.json shows them."""
        return {
            "rules": self.rules,
            "jobs": self.workers(),
            "timeout": self.timeout,
            "fail_on": self.fail_on,
            "reader": self.reader,
            "ocr": self.ocr,
            "ignore": self.ignore,
            "lang": self.lang,
            "also": list(self.also),
        }


def run(
    folder: str | Path,
    out: str | Path,
    *,
    rules: str | None = None,
    jobs: int | None = None,
    timeout: float | None = None,
    fail_on: str | None = None,
    reader: str = DEFAULT_READER,
    ocr: str = DEFAULT_OCR,
    ignore: str | Path | None = None,
    lang: Lang = "zh",
    also: Sequence[str] = (),
    progress: Callable[[Progress], None] | None = None,
) -> RunSummary:
    """Reads every PDF under `folder` (any depth) and writes the files of the contract into `out`.

    `rules` names a rule pack or a folder with one (None: chosen by each report's title and year). Each file is read in
    one of `jobs` worker processes, under a time limit of `timeout` seconds (None: 60, 3 more a page, and 60 more a page
    that is recognised). `ocr` as in `read`. `ignore` names a file with findings to leave out of the counts (None: the
    docextract-ignore.yaml in `folder`, if there is one), `lang` is the language of what people read. `also` names checks that
    run on request only ("year_jump"). `progress` is called after each file, and before each page that is recognised, in
    the calling thread.

    A PDF that can't be read costs a row in errors.csv. A second run reads only what has changed, and removes the
    outputs of PDFs that are gone. Raises SettingsError for arguments that mean nothing, RulesError for a faulty rule
    pack or ignore file, and OutputError when `out` holds files that are not ours or can't be written.
    """
    named = None if ignore is None else str(ignore)
    options = BatchOptions(rules, jobs, timeout, fail_on, reader, ocr, named, lang, tuple(sorted(also)))
    return run_with(Path(folder), Path(out), options, progress or (lambda _: None))


def run_with(
    folder: Path,
    out: Path,
    options: BatchOptions,
    progress: Callable[[Progress], None],
    command: Sequence[str] = WORKER_COMMAND,
) -> RunSummary:
    """What `run` does, with the command that starts a worker."""
    started, clock = datetime.now(UTC), time.monotonic()
    options.check()
    ignore_file = ignore_path(options.ignore, folder)
    ignores = load_ignores(ignore_file)
    wishes = Wishes(options.fail_on, options.lang, ignores, ignore_file, started.astimezone().date())
    listing = list_pdfs(folder, out)
    store = open_out_folder(out, options.for_record())
    keys = _keys(listing.files, options)
    unchanged = frozenset(file.report for file in listing.files if _is_kept(store, file.report, keys[file.report]))
    total = len(listing.files)
    for done, report in enumerate(sorted(unchanged), start=1):
        progress(Progress(done, total, report, "unchanged"))
    changed = [file for file in listing.files if file.report not in unchanged]
    seconds: dict[str, float] = {}
    with closing(_read(changed, store, keys, options, command, seconds)) as bundles:
        done = len(unchanged)
        for bundle in bundles:
            if isinstance(bundle, Step):
                progress(Progress(done, total, bundle.name, "recognising", bundle.place, bundle.total))
                continue
            done += 1
            progress(Progress(done, total, bundle.report, "lost" if bundle.structure is None else "read"))
    summary = assemble(store, listing, wishes, unchanged=unchanged, clock=clock, seconds=seconds)
    record = run_object(summary, options.for_record(), started.isoformat(timespec="seconds"), folder_from(out, folder))
    write_file(out / RUN_FILE, run_bytes(record))
    return summary


def _keys(files: Sequence[InputFile], options: BatchOptions) -> dict[str, str]:
    """What each report's outputs depend on; "" for a file that can't be opened."""
    shared = {
        "rules": options.rules,
        "reader": options.reader,
        "rules_digest": rules_digest(options.rules),
        "also": options.also,
        "ocr": options.ocr,  # which recogniser is installed stands among the versions
    }
    keys = {}
    for file in files:
        try:
            with file.path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            keys[file.report] = ""
        else:
            keys[file.report] = outputs_key(digest, file.report, shared)
    return keys


def _is_kept(store: OutFolder, report: str, key: str) -> bool:
    bundle = store.bundle(report) if key else None
    return bundle is not None and bundle.key == key


def _read(
    files: Sequence[InputFile],
    store: OutFolder,
    keys: Mapping[str, str],
    options: BatchOptions,
    command: Sequence[str],
    seconds: dict[str, float],
) -> Generator[Bundle | Step, None, None]:
    """Reads the files; gives each bundle when it lies in the cache, and the steps on the way.

    `seconds` is filled with how long each took: a bundle does not hold it, so that its bytes are the same every time.
    """
    tasks = []
    for file in files:
        store.bundle_path(file.report).unlink(missing_ok=True)
        if not keys[file.report]:
            yield _keep_failure(store, file.report, file_unreadable(file.path))
            continue
        tasks.append(
            {
                "path": str(file.path.resolve()),
                "report": file.report,
                "key": keys[file.report],
                "bundle": str(store.bundle_path(file.report).resolve()),
                "rules": _absolute(options.rules),
                "reader": options.reader,
                "ocr": options.ocr,
                "also": options.also,
            }
        )
    limits = Limits(fixed_s=options.timeout)
    with closing(run_tasks(tasks, jobs=options.workers(), limits=limits, command=command)) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome, Step):
                log.debug("%s: page %d, %d of %d", outcome.name, outcome.page, outcome.place, outcome.total)
                yield outcome
                continue
            log.debug("%s: %s after %.1f s", outcome.name, outcome.kind, outcome.seconds)
            if outcome.trace:
                log.error("%s: %s\n%s", outcome.name, outcome.kind, outcome.trace)
            bundle = store.bundle(outcome.name) if outcome.kind == "done" else None
            seconds[outcome.name] = outcome.seconds
            yield bundle or _keep_failure(store, outcome.name, outcome_notice(outcome))


def _absolute(rules: str | None) -> str | None:
    """A path made absolute; the id of a pack as it is."""
    return str(Path(rules).resolve()) if rules and Path(rules).exists() else rules


def _keep_failure(store: OutFolder, report: str, notice: Notice) -> Bundle:
    """A failure that may be gone the next time is kept without a key, so that the file is tried again."""
    bundle = failed_bundle("", report, notice)
    store.keep(bundle)
    return bundle
