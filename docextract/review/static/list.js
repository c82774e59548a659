// The list of findings: filters, groups by report, counts. It knows nothing of evidence.
import { W, el, fillSelect, say } from "./common.js";

const SEVERITIES = ["high", "medium", "low"];
const STATES = ["open", "confirmed", "dismissed", "unsure", "ignored"];
const FILTERS = { report: "by-report", kind: "by-kind", severity: "by-severity", state: "by-state", order: "order", q: "q" };
const place = (id) => document.getElementById(id);

export const keyOf = (finding) => `${finding.report}/${finding.id}`;

export class List {
  // `choose` is called with a finding that was clicked, `changed` when the filters have changed.
  constructor(data, choose, changed) {
    this.all = data.findings;
    this.reports = new Map(data.reports.map((report) => [report.address, report]));
    const titles = data.reports.map((report) => report.title);
    for (const report of data.reports) {
      report.isTwin = titles.indexOf(report.title) !== titles.lastIndexOf(report.title);
      if (report.isTwin) report.title = `${report.report.split("/").at(-1)} · ${report.title}`;
    }
    this.all.forEach((finding, at) => {
      finding.at = at;
      finding.words = `${finding.message} ${finding.subject} ${this.reports.get(finding.report).title}`.toLowerCase();
    });
    this.byKey = new Map(this.all.map((finding) => [keyOf(finding), finding]));
    this.rows = new Map();
    this.chosen = null;
    this.fillFilters();
    place("list").addEventListener("click", (event) => {
      const row = event.target.closest(".row");
      if (row) choose(this.byKey.get(row.dataset.key));
    });
    let waiting;
    place("filters").addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { this.show(); changed(); }, event.target.id === "q" ? 120 : 0);
    });
    place("filters").addEventListener("submit", (event) => event.preventDefault());
    place("clear").addEventListener("click", () => {
      for (const id of Object.values(FILTERS)) if (id !== "order") place(id).value = "";
      this.show();
      changed();
    });
  }

  fillFilters() {
    const count = (name, value) => this.all.filter((finding) => finding[name] === value).length;
    const kinds = [...new Set(this.all.map((finding) => finding.kind))];
    fillSelect(place("by-report"), [...this.reports.values()].filter((report) => report.findings)
      .map((report) => [report.address, `${report.title}${report.isTwin ? "" : ` · ${report.report}`}（${report.findings}）`]));
    fillSelect(place("by-kind"), kinds.map((kind) => [kind, `${W[kind] || kind}（${count("kind", kind)}）`]));
    fillSelect(place("by-severity"), SEVERITIES.map((each) => [each, `${W[each]}（${count("severity", each)}）`]));
    fillSelect(place("by-state"), STATES.map((state) => [state, W[state]]));
    const asked = new URLSearchParams(location.search);
    for (const [name, id] of Object.entries(FILTERS)) if (asked.has(name)) place(id).value = asked.get(name);
  }

  // What the filters let through, in the order chosen.
  filtered() {
    const wanted = Object.fromEntries(Object.entries(FILTERS).map(([name, id]) => [name, place(id).value]));
    const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.all.filter((finding) => ["report", "kind", "severity", "state"]
      .every((name) => !wanted[name] || finding[name] === wanted[name]) && words.every((word) => finding.words.includes(word)));
    const rank = (finding) => SEVERITIES.indexOf(finding.severity);
    if (wanted.order === "severity") found.sort((a, b) => rank(a) - rank(b) || a.at - b.at);
    this.isGrouped = wanted.order !== "severity";
    this.remember(wanted);
    return found;
  }

  remember(wanted) {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(wanted)) {
      if (value && !(name === "order" && value === "report")) asked.set(name, value);
      if (name !== "order") place(FILTERS[name]).classList.toggle("on", Boolean(value));
    }
    place("clear").hidden = ![...asked.keys()].some((name) => name !== "order");
    history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
  }

  show() {
    this.shown = this.filtered();
    this.rows.clear();
    const groups = new Map();
    for (const finding of this.shown) {
      const name = this.isGrouped ? finding.report : "";
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(finding);
    }
    const list = place("list");
    list.replaceChildren(...[...groups].map(([name, findings]) => this.group(name, findings)));
    if (!this.shown.length) list.append(el("p", { class: "empty" }, W.no_findings));
    this.count();
    if (this.chosen) this.mark(this.chosen);
  }

  group(name, findings) {
    const title = name ? this.reports.get(name).title : W.findings;
    const head = el("div", { class: "head", "aria-hidden": "true", title: name ? this.reports.get(name).report : "" },
      el("span", {}, title), el("span", {}, String(findings.length)));
    return el("div", { class: "group", role: "group", "aria-label": title },
      ...(name ? [head] : []), ...findings.map((finding) => this.row(finding)));
  }

  row(finding) {
    const key = keyOf(finding);
    const row = el("div", { class: "row", role: "option", id: `f-${finding.at}`, "data-key": key, "aria-selected": "false" },
      el("div", { class: "top" },
        el("span", { class: `sev sev-${finding.severity}` }, W[finding.severity] || finding.severity),
        el("span", { class: "kind" }, W[finding.kind] || finding.kind),
        el("span", {}, finding.page ? say("page_n", finding.page) : ""),
        el("span", { class: "state" })),
      el("div", { class: "what" }, finding.message));
    this.rows.set(key, row);
    this.paint(finding);
    return row;
  }

  paint(finding) {
    const row = this.rows.get(keyOf(finding));
    if (!row) return;
    const state = row.querySelector(".state");
    state.className = `state st st-${finding.state}`;
    state.textContent = finding.state === "open" ? "" : W[finding.state];
    row.classList.toggle("decided", finding.state !== "open");
  }

  count() {
    const open = this.shown.filter((finding) => finding.state === "open").length;
    place("counts").textContent = `${say("shown_of", this.shown.length, this.all.length)} · ${say("left", open)}`;
    const counted = this.all.filter((finding) => finding.state !== "ignored");
    const done = counted.filter((finding) => finding.state !== "open").length;
    place("done").max = Math.max(1, counted.length);
    place("done").value = done;
    place("done-text").textContent = say("progress", done, counted.length);
  }

  // Takes over how a finding stands; gives true when that is news.
  take(finding, standing) {
    if (standing.revision < finding.revision) return false; // fetched before the last decision
    if (finding.revision === standing.revision && finding.state === standing.state) return false;
    const { state, revision, who, note } = standing;
    Object.assign(finding, { state, revision, who, note });
    this.paint(finding);
    return true;
  }

  mark(finding) {
    if (this.chosen) this.rows.get(keyOf(this.chosen))?.setAttribute("aria-selected", "false");
    this.chosen = finding;
    const row = this.rows.get(keyOf(finding));
    if (!row) return;
    row.setAttribute("aria-selected", "true");
    place("list").setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "center" });
  }

  // The finding `step` places on, or the next open one; null at the end. An open one is looked for all round.
  beside(step) {
    const at = this.shown.indexOf(this.chosen);
    if (at < 0) return this.shown[0] || null;
    return this.shown[at + step] || null;
  }

  nextOpen(after = this.chosen) {
    const at = this.shown.indexOf(after);
    const round = [...this.shown.slice(at + 1), ...this.shown.slice(0, Math.max(0, at))];
    return round.find((finding) => finding.state === "open") || null;
  }
}
