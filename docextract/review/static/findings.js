// The reviewers' desk: the chosen finding with its evidence, decisions, what others decide meanwhile.
import { KEYS_OF_ALL, Refused, W, ask, el, listen, say, tell } from "./common.js";
import { List, keyOf } from "./list.js";
import { makePane, picture } from "./pane.js";
import { facts } from "./facts.js";

const place = (id) => document.getElementById(id);
const BUTTONS = { confirmed: "confirm", dismissed: "dismiss", unsure: "unsure" };
const EVERY_MS = 4000;
const details = new Map(); // key: promise of a finding's detail
const mine = []; // keys of what was decided in this window, for undo
let list, chosen = null, shownDetail = null, panes = [], isSending = false, run = "";

function detailOf(finding) {
  const key = keyOf(finding);
  if (!details.has(key)) {
    const asked = ask(`/api/finding/${finding.report}/${encodeURIComponent(finding.id)}`);
    asked.catch(() => details.delete(key));
    details.set(key, asked);
    if (details.size > 60) details.delete(details.keys().next().value);
  }
  return details.get(key);
}

// The next finding's data and pictures, so that they are there when it comes.
async function prefetch(finding) {
  if (!finding) return;
  const detail = await detailOf(finding).catch(() => null);
  for (const pane of detail?.panes || []) if (pane.picture.at) picture(pane.picture.at);
}

async function choose(finding) {
  if (!finding) return;
  chosen = finding;
  document.body.classList.remove("show-list");
  list.mark(finding);
  history.replaceState(null, "", `${location.pathname}${location.search}#${keyOf(finding)}`);
  let detail;
  try {
    detail = await detailOf(finding);
  } catch (error) {
    alarm(error.message);
    return;
  }
  if (chosen !== finding) return; // gone on meanwhile
  list.take(finding, detail);
  show(finding, detail);
  prefetch(list.nextOpen()).then(() => prefetch(list.beside(1)));
}

function show(finding, detail) {
  shownDetail = detail;
  place("alerts").replaceChildren(...(detail.conflict ? [el("p", { class: "alert" }, W.conflict)] : []));
  place("finding").replaceChildren(facts(finding, detail, list.shown.indexOf(finding) + 1, list.shown.length));
  place("finding").scrollTop = 0;
  for (const pane of panes) pane.release(); // its picture may be shown again at once
  panes = detail.panes.map(makePane);
  place("panes").replaceChildren(...panes.map((pane) => pane.root));
  place("panes").classList.toggle("many", panes.length > 2);
  place("panes").scrollTop = 0;
  for (const pane of panes) pane.settle();
  place("note").value = sessionStorage.getItem(`note ${keyOf(finding)}`) ?? (finding.state === "open" ? "" : finding.note || "");
  paintButtons(finding);
  const key = keyOf(finding);
  Promise.all(panes.map((pane) => pane.ready)).then(() => {
    if (chosen === finding) document.body.dataset.shown = key; // all pictures are painted: what the tests wait for
  });
}

function paintButtons(finding) {
  for (const [state, id] of Object.entries(BUTTONS)) {
    place(id).classList.toggle("is", finding.state === state);
    place(id).setAttribute("aria-pressed", String(finding.state === state));
  }
}

function alarm(text, ...more) {
  place("alerts").replaceChildren(el("p", { class: "alert" }, text, ...more));
}

async function decide(state) {
  const finding = chosen;
  // nothing is decided on evidence that is not on the screen yet: a key pressed twice would decide the next one unseen
  if (!finding || isSending || document.body.dataset.shown !== keyOf(finding)) return;
  isSending = true;
  const note = place("note").value.trim();
  try {
    const standing = await ask(`/api/finding/${finding.report}/${encodeURIComponent(finding.id)}/decision`,
      { state, note, revision: finding.revision });
    taken(finding, standing);
    sessionStorage.removeItem(`note ${keyOf(finding)}`);
    mine.push(finding);
    tell(say("saved", W[state]));
    place("note").blur();
    const next = list.nextOpen(finding);
    if (next) await choose(next);
    else { paintButtons(finding); alarm(W.all_done); }
  } catch (error) {
    refused(error, finding, state);
  } finally {
    isSending = false;
  }
}

function taken(finding, standing) {
  list.take(finding, standing);
  list.count();
  details.delete(keyOf(finding));
}

// Somebody else was quicker, or the server is away: nothing is lost, and the reviewer says what shall be.
function refused(error, finding, state) {
  if (!(error instanceof Refused)) throw error;
  if (error.status !== 409) {
    alarm(error.status === 403 ? W.out_of_date : error.status ? say("failed", error.message) : error.message);
    return;
  }
  const other = error.body.stale;
  taken(finding, other);
  paintButtons(finding);
  alarm(say("stale", other.who, W[other.state], other.note ? `（${other.note}）` : "", W[state] || W.undo));
}

async function undo() {
  if (isSending) return;
  const finding = mine.pop() || (chosen?.revision ? chosen : null);
  if (!finding) { tell(W.nothing_to_undo); return; }
  isSending = true;
  const note = finding.note || "";
  try {
    taken(finding, await ask(`/api/finding/${finding.report}/${encodeURIComponent(finding.id)}/undo`, { revision: finding.revision }));
    if (note) sessionStorage.setItem(`note ${keyOf(finding)}`, note); // taken back to be decided otherwise, not to be typed again
    tell(W.undone_now);
    await choose(finding);
  } catch (error) {
    await choose(finding);
    refused(error, finding, "");
  } finally {
    isSending = false;
  }
}

async function lookAround() {
  if (document.hidden || isSending) return;
  let news;
  try {
    news = await ask("/api/states");
  } catch {
    return;
  }
  if (news.run !== run) {
    alarm("", el("button", { onclick: () => location.reload() }, W.new_run));
    return;
  }
  let changed = false;
  for (const standing of news.states) {
    const finding = list.byKey.get(`${standing.report}/${standing.id}`);
    if (!finding || standing.revision <= finding.revision) continue;
    details.delete(keyOf(finding));
    if (finding === chosen) continue; // told when the reviewer decides, so that nothing moves under the eyes
    changed = list.take(finding, standing) || changed;
  }
  if (changed) list.count();
}

function openReport() {
  if (!chosen) return;
  location.assign(`/report/${chosen.report}#p${chosen.page || 1}`);
}

function wire() {
  for (const [state, id] of Object.entries(BUTTONS)) {
    place(id).addEventListener("click", (event) => {
      if (event.detail) event.currentTarget.blur(); // clicked with a mouse: the space bar must not press it again
      decide(state);
    });
  }
  place("undo").addEventListener("click", undo);
  place("next").addEventListener("click", () => choose(list.beside(1)));
  place("to-list").addEventListener("click", () => document.body.classList.add("show-list"));
  place("note").addEventListener("input", () => sessionStorage.setItem(`note ${keyOf(chosen)}`, place("note").value));
  place("note").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); place("note").blur(); }
  });
  place("q").addEventListener("keydown", (event) => { if (event.key === "Enter") event.target.blur(); });
  const next = () => choose(list.beside(1)), previous = () => choose(list.beside(-1));
  const zoom = (step) => () => panes.forEach((pane) => pane.zoom(step));
  listen({
    ...KEYS_OF_ALL, 1: () => decide("confirmed"), 2: () => decide("dismissed"), 3: () => decide("unsure"),
    z: undo, e: () => place("note").focus(), j: next, ArrowDown: next, k: previous, ArrowUp: previous,
    n: () => choose(list.nextOpen()), "+": zoom(1), "=": zoom(1), "-": zoom(-1), 0: zoom(0), r: openReport,
  });
  addEventListener("hashchange", () => {
    const asked = list.byKey.get(decodeURIComponent(location.hash.slice(1)));
    if (asked && asked !== chosen) choose(asked);
  });
  let resized;
  addEventListener("resize", () => {
    clearTimeout(resized);
    resized = setTimeout(() => panes.forEach((pane) => pane.settle()), 100);
  });
}

async function start() {
  let data;
  try {
    data = await ask("/api/findings");
  } catch (error) {
    alarm(error.message);
    return;
  }
  run = data.run;
  list = new List(data, choose, () => { if (!list.shown.includes(chosen)) choose(list.shown[0]); });
  list.show();
  wire();
  const asked = list.byKey.get(decodeURIComponent(location.hash.slice(1)));
  const first = asked || list.shown.find((finding) => finding.state === "open") || list.shown[0];
  if (first) await choose(first);
  else place("finding").replaceChildren(el("p", { class: "empty" }, W.no_findings));
  setInterval(lookAround, EVERY_MS);
  addEventListener("focus", lookAround);
}

start();
