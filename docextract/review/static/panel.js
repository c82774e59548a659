// The panel: reports by indicators. Only the rows in sight are in the document, so that 300 reports scroll lightly.
import { KEYS_OF_ALL, W, ask, el, fillSelect, listen, plainNumber, say } from "./common.js";
import { chart } from "./chart.js";

const place = (id) => document.getElementById(id);
const ROW = 30, MORE = 10;
let data, columns = [], rows = [], sorted = { at: -1, down: false }, charted = -1, body;

function show() {
  const words = place("q").value.toLowerCase(), wanted = place("r").value.toLowerCase(), year = place("year").value;
  const disputed = new Set(Object.values(data.conflicts).flatMap((codes) => Object.keys(codes)));
  columns = data.columns.map((column, at) => ({ ...column, at }))
    .filter((column) => column.path.toLowerCase().includes(words) && (!place("only").checked || disputed.has(column.code)));
  rows = data.rows.filter((row) => (!year || String(row.year) === year) && `${row.title} ${row.name} ${row.issuer}`.toLowerCase().includes(wanted));
  if (sorted.at >= 0) {
    const sign = sorted.down ? -1 : 1;
    rows = [...rows].sort((a, b) => order(a.values[sorted.at], b.values[sorted.at], sign));
  }
  place("size").textContent = say("panel_size", rows.length, columns.length);
  build();
}

// What is not given comes last whichever way it is sorted.
function order(a, b, sign) {
  if (a === null || b === null) return (a === null) - (b === null);
  return sign * (a - b);
}

function build() {
  const heads = columns.map((column) => {
    const way = sorted.at === column.at ? (sorted.down ? "descending" : "ascending") : null;
    const button = el("button", { title: `${column.path}（${column.unit}）`, "aria-label": say("sort_by", column.name) },
      column.name, el("small", {}, column.unit));
    button.addEventListener("click", () => sortBy(column.at));
    return el("th", { scope: "col", "aria-sort": way, class: charted === column.at ? "charted" : null }, button);
  });
  body = el("tbody");
  const widths = el("colgroup", {}, ...[300, ...columns.map(() => 112)].map((width) => {
    const made = el("col");
    made.style.width = `${width}px`;
    return made;
  }));
  const table = el("table", { "aria-rowcount": rows.length + 1 }, widths,
    el("thead", {}, el("tr", { "aria-rowindex": 1 }, el("th", { class: "corner", scope: "col" }, W.reports), ...heads)), body);
  table.style.width = `${300 + columns.length * 112}px`;
  place("grid").replaceChildren(table);
  fill();
}

function fill() {
  const grid = place("grid");
  const first = Math.max(0, Math.floor(grid.scrollTop / ROW) - MORE);
  const last = Math.min(rows.length, first + Math.ceil(grid.clientHeight / ROW) + 2 * MORE);
  body.replaceChildren(spacer(first), ...rows.slice(first, last).map((row, at) => line(row, first + at + 2)), spacer(rows.length - last));
}

function spacer(count) {
  const made = el("tr", { class: "spacer", "aria-hidden": "true" }, el("td", { colspan: columns.length + 1 }));
  made.style.height = `${count * ROW}px`;
  return made;
}

function disputeOf(row, column) {
  const found = data.conflicts[row.report]?.[column.code];
  return found && (!found.years.length || found.years.includes(String(row.year))) ? found : null;
}

function line(row, index) {
  const name = place("year").value ? row.title : `${row.year} ${row.title}`;
  return el("tr", { "aria-rowindex": index },
    el("th", { scope: "row", title: `${row.year} ${row.title} ${row.name}` }, el("a", { href: `/report/${row.report}` }, name),
      el("small", {}, ` ${row.name}`)),
    ...columns.map((column) => {
      const value = row.values[column.at];
      const text = value === null || value === undefined ? "" : plainNumber.format(value);
      const found = disputeOf(row, column);
      if (!found) return el("td", {}, text);
      return el("td", { class: `c c-${found.severity}`, title: found.message },
        el("a", { href: `/#${row.report}/${found.id}` }, `! ${text}`));
    }));
}

function sortBy(at) {
  sorted = sorted.at === at ? { at, down: !sorted.down } : { at, down: true };
  charted = at;
  show();
  const column = data.columns[at];
  place("chart").hidden = false;
  place("chart").replaceChildren(...chart(column, rowsOfChart(at), place("chart").clientWidth - 28));
}

// A line a report, in the order of the table, with its years.
function rowsOfChart(at) {
  const lines = new Map();
  for (const row of [...rows, ...data.rows.filter((row) => rows.some((shown) => shown.report === row.report))]) {
    const value = row.values[at];
    if (value === null || value === undefined) continue;
    if (!lines.has(row.report)) lines.set(row.report, { title: row.title, address: row.report, years: new Map() });
    lines.get(row.report).years.set(row.year, { value, disputed: Boolean(disputeOf(row, data.columns[at])) });
  }
  return [...lines.values()];
}

async function start() {
  data = await ask("/api/panel");
  const years = [...new Set(data.rows.map((row) => row.year))].filter(Boolean).sort((a, b) => b - a);
  fillSelect(place("year"), years.map((year) => [year, String(year)]));
  if (years.length) place("year").value = String(years[0]);
  place("filters").addEventListener("input", show);
  place("filters").addEventListener("submit", (event) => event.preventDefault());
  place("grid").addEventListener("scroll", fill, { passive: true });
  addEventListener("resize", fill);
  listen(KEYS_OF_ALL);
  show();
  const asked = new URLSearchParams(location.search).get("code");
  const at = data.columns.findIndex((column) => column.code === asked);
  if (at >= 0) sortBy(at);
  document.body.dataset.shown = "panel";
}

start();
