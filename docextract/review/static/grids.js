// Tables of a report as grids: merged areas as one cell, header rows as headers; a cell leads to its table's page.
import { W, el, say } from "./common.js";

// `page` tells which page is looked at: its table is shown unless one was chosen.
export function tablesTab(load, go, page) {
  let chosen = null, cell = null;

  async function show() {
    const tables = await load();
    if (!tables.length) return el("p", { class: "empty" }, W.no_tables);
    const table = tables.find((each) => each.id === chosen) || tables.find((each) => each.pages.includes(page())) || tables[0];
    const select = el("select", { "aria-label": W.choose_table }, ...tables.map((each) =>
      el("option", { value: each.id, selected: each === table }, `${[each.number, each.title].filter(Boolean).join(" ") || W.untitled} · ${say("page_n", each.page)}`)));
    const body = el("div", {}, grid(table, cell, go));
    select.addEventListener("change", () => {
      chosen = select.value;
      cell = null;
      const found = tables.find((each) => each.id === chosen);
      body.replaceChildren(grid(found, null, go));
      go(found.page, found.regions[0]?.bbox);
    });
    return [el("div", { class: "top" }, select), body];
  }

  return {
    show,
    choose(id, row, column) { chosen = id; cell = row === undefined ? null : [row, column]; },
  };
}

function grid(table, cell, go) {
  const covered = new Set(), spans = new Map();
  for (const [r0, c0, r1, c1] of table.merges) {
    spans.set(`${r0},${c0}`, [r1 - r0 + 1, c1 - c0 + 1]);
    for (let r = r0; r <= r1; r++) for (let c = c0; c <= c1; c++) if (r !== r0 || c !== c0) covered.add(`${r},${c}`);
  }
  const line = (row, r) => el("tr", {}, ...row.map((text, c) => {
    if (covered.has(`${r},${c}`)) return null;
    const [down, across] = spans.get(`${r},${c}`) || [1, 1];
    const made = el(r < table.header_rows ? "th" : "td", { rowspan: down > 1 ? down : null, colspan: across > 1 ? across : null }, text);
    if (cell && cell[0] === r && cell[1] === c) made.style.background = "#ffe9a8";
    return made;
  }));
  const made = el("table", { class: "grid" }, el("tbody", {}, ...table.cells.map(line)));
  made.addEventListener("click", () => go(table.page, table.regions[0]?.bbox));
  return made;
}
