"""What the page's scripts ask for: data as JSON and pictures. Reports and findings are looked up, never opened by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from docextract.outputs.language import LANGS, Lang
from docextract.outputs.panel import read_panel
from docextract.review import report_view
from docextract.review.decisions import StaleDecision, Standing, State
from docextract.review.desk import Desk
from docextract.review.downloads import MEDIA, feedback_download
from docextract.review.finding_view import finding_detail, finding_list
from docextract.review.panel_view import panel_view
from docextract.review.pictures import SCALES, PictureMissing
from docextract.review.run_index import FindingEntry, ReportEntry
from docextract.review.sessions import LANG_COOKIE, Session
from docextract.review.standings import Standings, state_of

MAX_NOTE = 2000
UNNAMED = "?"
PICTURE_SECONDS = 7 * 24 * 3600


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def standings_of(request: Request) -> Standings:
    standings: Standings = request.app.state.standings
    return standings


def session_of_request(request: Request) -> Session:
    session: Session = request.state.session
    return session


def lang_of(request: Request) -> Lang:
    """The language that the reviewer chose, else the one that the server was started with."""
    chosen = request.cookies.get(LANG_COOKIE)
    default: Lang = request.app.state.lang
    return next((lang for lang in LANGS if lang == chosen), default)


def report_of(request: Request) -> ReportEntry:
    """The report that the address names; 404 when there is none."""
    entry = desk_of(request).index().by_address.get(request.path_params["report"])
    if entry is None:
        raise HTTPException(404)
    return entry


def _finding_of(request: Request) -> FindingEntry:
    key = (request.path_params["report"], request.path_params["finding"])
    found = desk_of(request).index().by_key.get(key)
    if found is None:
        raise HTTPException(404)
    return found


def findings(request: Request) -> Response:
    index = desk_of(request).index()
    return JSONResponse(finding_list(index, standings_of(request).all(index), lang_of(request)))


def states(request: Request) -> Response:
    """How all decided findings stand, to show what others have done meanwhile; `run` tells when to load all anew."""
    index = desk_of(request).index()
    standings = standings_of(request).all(index)
    told = [
        {"report": found.address, "id": found.id, **state_of(found, carried)}
        for found in index.findings
        if (carried := standings[found.finding.key]).revision
    ]
    return JSONResponse({"run": index.stamp, "states": told})


def finding(request: Request) -> Response:
    return JSONResponse(_detail(request, _finding_of(request)))


def _detail(request: Request, found: FindingEntry) -> dict[str, Any]:
    desk = desk_of(request)
    index = desk.index()
    carried, history = standings_of(request).one(found, index)
    return finding_detail(found, index, desk.pictures, carried, history, lang_of(request))


async def decide(request: Request) -> Response:
    """Writes a decision. 409 with how the finding stands when somebody else was quicker."""
    said = await _said(request)
    found = _finding_of(request)
    if said.get("state") not in (State.CONFIRMED, State.DISMISSED, State.UNSURE):
        raise HTTPException(400)
    note = str(said.get("note") or "")[:MAX_NOTE]
    write = partial(standings_of(request).store.decide, found.finding, State(said["state"]), note=note)
    return await run_in_threadpool(_written, request, found, said, write)


async def undo(request: Request) -> Response:
    """Takes the last decision back; 409 as for `decide`."""
    said = await _said(request)
    found = _finding_of(request)
    return await run_in_threadpool(
        _written, request, found, said, partial(standings_of(request).store.undo, *found.finding.key)
    )


def _written(request: Request, found: FindingEntry, said: dict[str, Any], write: Callable[..., Standing]) -> Response:
    who = session_of_request(request).reviewer or UNNAMED
    revision = said.get("revision")
    if not isinstance(revision, int):
        raise HTTPException(400)
    problem = ""
    try:
        write(who=who, expected_revision=revision)
    except StaleDecision as stale:
        problem = str(stale)
    carried, _ = standings_of(request).one(found, desk_of(request).index())
    stands = state_of(found, carried)
    return JSONResponse({"stale": stands, "error": problem}, 409) if problem else JSONResponse(stands)


async def _said(request: Request) -> dict[str, Any]:
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError):  # the latter for thousands of brackets in one another
        said = None
    if not isinstance(said, dict):
        raise HTTPException(400)
    return said


def page_picture(request: Request) -> Response:
    """A page as JPEG. The address holds the PDF's digest, so the browser may keep what it got."""
    entry = report_of(request)
    scale = request.query_params.get("scale", "2")
    wanted = next((known for known in SCALES if f"{known:g}" == scale), None)
    if wanted is None or not entry.sha256.startswith(request.path_params["digest"]):
        raise HTTPException(404)
    try:
        data = desk_of(request).pictures.jpeg(entry, request.path_params["page"], wanted)
    except PictureMissing as missing:
        raise HTTPException(404) from missing
    return Response(data, media_type="image/jpeg", headers={"cache-control": f"private, max-age={PICTURE_SECONDS}"})


def report(request: Request) -> Response:
    entry, desk = report_of(request), desk_of(request)
    return JSONResponse(report_view.report_overview(entry, desk.structure(entry), desk.pictures))


def report_boxes(request: Request) -> Response:
    entry, desk = report_of(request), desk_of(request)
    boxes = report_view.page_boxes(
        request.path_params["page"],
        desk.structure(entry),
        desk.verdicts(entry.report),
        desk.index().findings_of(entry.report),
        entry.report,
        lang_of(request),
    )
    return JSONResponse(boxes)


def report_part(request: Request) -> Response:
    """Tables, indicators or numbers of a report, which its view asks for when they are looked at."""
    entry, desk = report_of(request), desk_of(request)
    match request.path_params["part"]:
        case "tables":
            return JSONResponse(report_view.table_list(desk.structure(entry)))
        case "indicators":
            return JSONResponse(report_view.indicator_rows(desk.indicators(entry.report), entry.year))
        case "numbers":
            return JSONResponse(report_view.unchecked_numbers(desk.verdicts(entry.report), lang_of(request)))
    raise HTTPException(404)


def feedback_file(request: Request) -> Response:
    """A report's confirmed findings as a file to save; 409 with the reason when there is nothing to write."""
    entry, desk = report_of(request), desk_of(request)
    form = next((form for form in MEDIA if form == request.path_params["form"]), None)
    if form is None:
        raise HTTPException(404)
    index = desk.index()
    carried = standings_of(request).all(index)
    made = feedback_download(index, entry, carried, form, lang_of(request), desk.pictures)
    if made.problem:
        return PlainTextResponse(made.problem, 409)
    return Response(made.data, media_type=MEDIA[form], headers={"content-disposition": made.disposition})


def panel(request: Request) -> Response:
    desk = desk_of(request)
    index = desk.index()
    return JSONResponse(panel_view(read_panel(desk.out), index, standings_of(request).all(index), lang_of(request)))
