// A report: its tree, its pages with boxes, and beside them its findings, tables, indicators and unchecked numbers.
import { KEYS_OF_ALL, W, ask, el, listen, say } from "./common.js";
import { Sheets } from "./sheets.js";
import { tablesTab } from "./grids.js";

const place = (id) => document.getElementById(id);
const address = document.querySelector("main").dataset.report;
const TABS = { findings: findingsTab, tables: () => tables.show(), indicators: indicatorsTab, numbers: numbersTab };
const asked = new Map();
let sheets, tables, tab = "";

function data(part) {
  if (!asked.has(part)) asked.set(part, ask(`/api/report/${address}/${part}`));
  return asked.get(part);
}

async function open(name) {
  tab = name;
  for (const button of document.querySelectorAll("[role=tab]")) {
    button.setAttribute("aria-selected", String(button.dataset.tab === name));
    button.tabIndex = button.dataset.tab === name ? 0 : -1;
  }
  place("facts").setAttribute("aria-labelledby", `tab-${name}`);
  place("facts").replaceChildren(el("p", { class: "empty" }, W.loading));
  const shown = await TABS[name]();
  if (tab === name) place("facts").replaceChildren(...[shown].flat());
}

async function findingsTab() {
  const all = await (asked.get("all") || asked.set("all", ask("/api/findings")).get("all"));
  const own = all.findings.filter((finding) => finding.report === address);
  if (!own.length) return el("p", { class: "empty" }, W.no_findings);
  return own.map((finding) => el("a", { class: "finding", href: `/#${address}/${finding.id}` },
    el("span", { class: "line" }, el("span", { class: `sev sev-${finding.severity}` }, W[finding.severity]),
      el("span", {}, W[finding.kind] || finding.kind), el("span", {}, say("page_n", finding.page)),
      el("span", { class: `st st-${finding.state}` }, W[finding.state])),
    finding.message));
}

// A table whose rows lead to the page; `cells` makes a row's cells, `words` what the filter looks through.
function listed(rows, heads, cells, words, none) {
  if (!rows.length) return el("p", { class: "empty" }, none);
  const body = el("tbody");
  const made = rows.map((row) => {
    const line = el("tr", { "data-page": row.page, tabindex: "0" }, ...cells(row));
    const go = () => {
      body.querySelector(".here")?.classList.remove("here");
      line.classList.add("here");
      sheets.go(row.page, row.bbox);
    };
    line.addEventListener("click", go);
    line.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
    return { line, words: words(row).toLowerCase() };
  });
  body.append(...made.map((each) => each.line));
  const filter = el("input", { type: "search", id: "q", placeholder: W.filter, "aria-label": W.filter });
  filter.addEventListener("input", () => {
    const wanted = filter.value.toLowerCase();
    for (const each of made) each.line.hidden = !each.words.includes(wanted);
  });
  const head = el("thead", {}, el("tr", {}, ...heads.map(([text, name]) => el("th", { scope: "col", class: name || null }, text))));
  return [el("div", { class: "top" }, filter), el("table", {}, head, body)];
}

async function indicatorsTab() {
  const rows = await data("indicators");
  const heads = [[W.indicator], [W.unit], [W.last_year, "num"], [W.this_year, "num"], [W.change_of, "num"]];
  return listed(rows, heads, (row) => [
    el("td", {}, row.name, row.path.includes(" > ") ? el("div", { class: "path" }, row.path.split(" > ").slice(0, -1).join(" › ")) : null),
    el("td", {}, row.unit), el("td", { class: "num" }, row.last), el("td", { class: "num" }, row.value),
    el("td", { class: "num" }, change(row)),
  ], (row) => `${row.name} ${row.path} ${row.printed}`, W.no_indicators);
}

function change(row) {
  const [last, now] = [Number(row.last), Number(row.value)];
  if (row.last === "" || row.value === "" || !Number.isFinite(last) || !Number.isFinite(now)) return "";
  const signed = (number) => `${number > 0 ? "+" : number < 0 ? "−" : ""}${Math.abs(number).toFixed(1)}`;
  if (row.unit === "%") return say("points", signed(now - last)); // a rate moves by points, not by per cent
  return last ? `${signed(((now - last) / Math.abs(last)) * 100)}%` : "";
}

async function numbersTab() {
  const rows = await data("numbers");
  const heads = [[W.number], [W.why], [W.page, "num"]];
  return listed(rows, heads, (row) => [
    el("td", {}, row.quote, row.subject && !row.quote.includes(row.subject) ? el("div", { class: "path" }, row.subject) : null),
    el("td", {}, row.by), el("td", { class: "num" }, String(row.page)),
  ], (row) => `${row.quote} ${row.subject} ${row.by} ${W[row.verdict]}`, W.no_numbers);
}

function tree(items) {
  if (!items.length) return [el("p", { class: "empty" }, W.empty_tree)];
  return items.map((item) => {
    const title = [item.number, item.title].filter(Boolean).join(" ") || W.untitled;
    const link = el("a", { href: `#p${item.page}`, class: item.kind, "data-depth": item.depth, title },
      item.kind === "section" ? el("span") : el("span", { class: "k" }, W[item.kind]),
      el("span", {}, title), el("span", {}, String(item.page)));
    link.style.setProperty("--depth", item.depth - 1);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (item.kind === "table") { tables.choose(item.id); open("tables"); }
      sheets.go(item.page);
    });
    return link;
  });
}

function layers() {
  const boxes = [...place("layers").querySelectorAll("input")];
  const set = () => sheets.setLayers(new Set(boxes.filter((box) => box.checked).map((box) => box.name)));
  place("layers").addEventListener("change", set);
  return () => {
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
    set();
  };
}

function wire(toggle) {
  const turn = (step) => () => sheets.go(sheets.current() + step);
  const zoom = (step) => () => sheets.zoomBy(step);
  place("zoom-in").addEventListener("click", zoom(1));
  place("zoom-out").addEventListener("click", zoom(-1));
  const tabs = [...document.querySelectorAll("[role=tab]")];
  tabs.forEach((button, at) => {
    button.addEventListener("click", () => open(button.dataset.tab));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.stopPropagation();
      const next = tabs[(at + step + tabs.length) % tabs.length];
      next.focus();
      open(next.dataset.tab);
    });
  });
  listen({ ...KEYS_OF_ALL, b: toggle, j: turn(1), k: turn(-1), "+": zoom(1), "=": zoom(1), "-": zoom(-1) });
  addEventListener("hashchange", () => sheets.go(Number(location.hash.slice(2)) || 1));
}

async function start() {
  const report = await ask(`/api/report/${address}`);
  sheets = new Sheets(place("sheets"), report, place("tip"));
  tables = tablesTab(() => data("tables"), (page, bbox) => sheets.go(page, bbox), () => sheets.current());
  sheets.onCell = (id, row, column) => { tables.choose(id, row, column); open("tables"); };
  place("tree").replaceChildren(...tree(report.tree));
  wire(layers());
  if (location.hash.startsWith("#p")) sheets.go(Number(location.hash.slice(2)));
  await open("findings");
  document.body.dataset.shown = "report";
}

start();
