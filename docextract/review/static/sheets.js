// All pages of a report, one below the other. Pictures and boxes come when a page comes near; boxes of one layer are one
// path, so that hundreds of them cost nothing, and what lies under the pointer is found by looking through the numbers.
import { W, ask, el, say, svg } from "./common.js";

const LAYERS = ["block", "cell", "unchecked", "confirmed", "conflict", "finding"];
const SCALE = devicePixelRatio > 1.25 ? 3 : 2;

export class Sheets {
  constructor(root, report, tip) {
    this.root = root;
    this.tip = tip;
    this.report = report;
    this.visible = new Set(["finding"]);
    this.zoom = 0;
    this.sheets = report.pages.map((page) => this.sheet(page));
    root.replaceChildren(...this.sheets.map((sheet) => sheet.root));
    this.fit();
    const near = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.load(this.sheets[entry.target.dataset.at]);
    }, { root, rootMargin: "500px" });
    for (const sheet of this.sheets) near.observe(sheet.root);
    root.addEventListener("pointermove", (event) => this.point(event));
    root.addEventListener("pointerleave", () => this.leave());
    root.addEventListener("click", (event) => this.follow(event));
  }

  sheet(page) {
    const label = page.label && page.label !== String(page.number) ? `${say("page_n", page.number)}（${page.label}）` : say("page_n", page.number);
    const root = el("div", { class: "sheet", "data-at": page.number - 1, id: `p${page.number}` },
      el("span", { class: "number" }, label));
    if (page.missing) root.append(el("p", { class: "missing" }, W[page.missing]));
    return { page, root, boxes: null, width: page.width || 595, height: page.missing ? 200 : page.height };
  }

  fit() {
    const widest = Math.max(...this.sheets.map((sheet) => sheet.width));
    const zoom = this.zoom || Math.min(1.6, (this.root.clientWidth - 36) / widest);
    this.used = zoom;
    for (const sheet of this.sheets) {
      sheet.root.style.width = `${sheet.width * zoom}px`;
      sheet.root.style.height = `${sheet.height * zoom}px`;
    }
  }

  zoomBy(step) {
    const at = this.root.scrollTop / this.root.scrollHeight;
    this.zoom = Math.min(4, Math.max(0.3, this.used * 1.25 ** step));
    this.fit();
    this.root.scrollTop = at * this.root.scrollHeight;
  }

  async load(sheet) {
    if (sheet.boxes || sheet.page.missing) return;
    sheet.boxes = {};
    sheet.root.prepend(el("img", { src: `${sheet.page.at}?scale=${SCALE}`, alt: say("page_n", sheet.page.number), decoding: "async" }));
    sheet.over = svg("svg", { viewBox: `0 0 ${sheet.width} ${sheet.height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    sheet.root.insertBefore(sheet.over, sheet.root.querySelector(".number"));
    try {
      sheet.boxes = await ask(`/api/report/${this.report.address}/boxes/${sheet.page.number}`);
    } catch {
      return;
    }
    for (const layer of LAYERS) {
      const shape = (sheet.boxes[layer] || []).map(([x0, top, x1, bottom]) => `M${x0} ${top}H${x1}V${bottom}H${x0}Z`).join("");
      const path = svg("path", { class: `l-${layer}`, d: shape });
      path.style.display = this.visible.has(layer) ? "" : "none";
      sheet.over.append(path);
    }
    if (sheet.waiting) this.frame(sheet, sheet.waiting);
  }

  setLayers(visible) {
    this.visible = visible;
    for (const sheet of this.sheets) {
      for (const layer of LAYERS) {
        const path = sheet.over?.querySelector(`.l-${layer}`);
        if (path) path.style.display = visible.has(layer) ? "" : "none";
      }
    }
  }

  // The smallest box under the pointer among the layers that are shown.
  under(event) {
    const root = event.target.closest?.(".sheet");
    const sheet = root && this.sheets[root.dataset.at];
    if (!sheet?.boxes) return null;
    const frame = root.getBoundingClientRect();
    const x = (event.clientX - frame.left) / this.used, y = (event.clientY - frame.top) / this.used;
    let best = null;
    for (const layer of LAYERS) {
      if (!this.visible.has(layer)) continue;
      for (const box of sheet.boxes[layer] || []) {
        if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
        const area = (box[2] - box[0]) * (box[3] - box[1]);
        if (!best || area <= best.area) best = { area, box, layer, sheet };
      }
    }
    return best;
  }

  point(event) {
    const found = this.under(event);
    this.over?.remove();
    this.over = null;
    if (!found) { this.tip.hidden = true; return; }
    this.over = rectangle(found.box, "over");
    found.sheet.over.append(this.over);
    this.tip.textContent = `${W[`layer_${found.layer}`]}：${found.box[4]}`;
    this.tip.hidden = false;
    this.tip.style.left = `${Math.min(event.clientX + 14, innerWidth - 440)}px`;
    this.tip.style.top = `${Math.min(event.clientY + 16, innerHeight - 80)}px`;
  }

  leave() {
    this.over?.remove();
    this.tip.hidden = true;
  }

  follow(event) {
    const found = this.under(event);
    if (found?.layer === "finding") location.assign(`/#${this.report.address}/${found.box[5]}`);
    if (found?.layer === "cell") this.onCell?.(found.box[5], found.box[6], found.box[7]);
  }

  // Scrolls to a page, or to a box on it, which is framed.
  go(number, bbox) {
    const sheet = this.sheets[number - 1];
    if (!sheet) return;
    for (const old of this.root.querySelectorAll("rect.here")) old.remove();
    const top = bbox?.length === 4 ? bbox[1] * this.used - this.root.clientHeight / 3 : -6;
    this.root.scrollTop = sheet.root.offsetTop - this.root.offsetTop + top;
    if (bbox?.length !== 4) return;
    sheet.waiting = bbox;
    if (sheet.over) this.frame(sheet, bbox);
  }

  frame(sheet, bbox) {
    sheet.waiting = null;
    for (const old of this.root.querySelectorAll("rect.here")) old.remove();
    sheet.over.append(rectangle(bbox, "here"));
  }

  current() {
    const top = this.root.scrollTop + this.root.offsetTop + 40;
    const at = this.sheets.findIndex((sheet) => sheet.root.offsetTop + sheet.root.offsetHeight > top);
    return at < 0 ? this.sheets.length : at + 1;
  }
}

function rectangle([x0, top, x1, bottom], name) {
  return svg("rect", { class: name, x: x0, y: top, width: x1 - x0, height: bottom - top });
}
