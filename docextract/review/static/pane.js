// A pane: one page's picture with the places of the evidence boxed on it, at a zoom that lets them be read.
import { W, el, say, svg } from "./common.js";

export const SCALE = devicePixelRatio > 1.25 ? 3 : 2;
const LEAST = 1.05, MOST = 1.45, STEP = 1.25; // CSS pixels a point: print of 10.5 points is 11 to 15 pixels high
const WIDEST = 1.9; // where there is room for the whole page
const MARGIN_PT = 28;
const EDGE_PT = 50; // where print begins on most pages: a cell is read with the name of its row

const pictures = new Map(); // address: image, kept so that the next finding's pages are drawn at once
const KEPT = 40;

export function picture(at) {
  const address = `${at}?scale=${SCALE}`;
  let image = pictures.get(address);
  if (image) pictures.delete(address);
  else {
    image = new Image();
    image.decoding = "async";
    image.src = address;
    image.ready = image.decode().catch(() => {});
  }
  pictures.set(address, image);
  if (pictures.size > KEPT) pictures.delete(pictures.keys().next().value);
  return image;
}

function shown(at, alt) {
  const kept = picture(at);
  const image = kept.parentNode ? kept.cloneNode() : kept; // two panes may show the same page
  image.alt = alt;
  image.ready = kept.ready;
  return image;
}

export function boxesOver(width, height, places) {
  const over = svg("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  for (const place of places) {
    if (!place.bbox) continue;
    const [x0, top, x1, bottom] = place.bbox;
    over.append(svg("rect", { class: "box", "data-letter": place.letter, x: x0, y: top, width: x1 - x0, height: bottom - top }));
    const [left, above] = [Math.max(0, x0 - 10), Math.max(0, top - 10)];
    const tag = svg("g", { class: "tag", transform: `translate(${left} ${above})` });
    tag.append(svg("rect", { width: 10, height: 10, rx: 1.5 }), svg("text", { x: 5, y: 7.8, "font-size": 7.6 }, place.letter));
    over.append(tag);
  }
  return over;
}

function union(places) {
  const boxes = places.map((place) => place.bbox).filter(Boolean);
  if (!boxes.length) return null;
  return [0, 1].map((i) => Math.min(...boxes.map((box) => box[i])))
    .concat([2, 3].map((i) => Math.max(...boxes.map((box) => box[i]))));
}

function heading(pane) {
  const page = say("page_n", pane.page);
  return el("ul", { class: "places" }, ...pane.places.map((place) => {
    const where = [page, place.where].filter(Boolean).join("，");
    return el("li", { title: `${place.quote}\n${where}` },
      el("span", { class: "letter" }, place.letter),
      el("q", {}, place.quote || W.whole_page),
      pane.title ? el("span", { class: "other" }, pane.title) : null,
      el("span", { class: "place" }, where));
  }));
}

// Gives {root, settle, zoom}: settle() must be called once the pane is in the document and has its size.
export function makePane(pane) {
  const view = el("div", { class: "view", tabindex: "0", role: "group",
    "aria-label": say("evidence_n", pane.places.map((place) => place.letter).join(" ")) });
  const tools = el("div", { class: "tools" });
  const root = el("article", { class: "pane" }, el("div", { class: "head" }, heading(pane), tools), view);
  if (pane.picture.missing) {
    view.append(el("div", { class: "sheet" }, el("p", { class: "missing" }, W[pane.picture.missing])));
    return { root, settle() {}, zoom() {}, release() {}, ready: Promise.resolve() };
  }
  const { width, height, at } = pane.picture;
  const alt = `${say("page_n", pane.page)}：${pane.places.map((place) => place.quote).join("；")}`;
  const image = shown(at, alt);
  const sheet = el("div", { class: "sheet" }, image, boxesOver(width, height, pane.places));
  view.append(sheet);
  const boxed = union(pane.places);
  const focus = boxed || [0, 0, width, Math.min(height, 260)];
  let zoom = 1, fitting = 1;

  function size(value) {
    zoom = value;
    sheet.style.width = `${width * zoom}px`;
    sheet.style.height = `${height * zoom}px`;
  }
  function centre() {
    const middle = ((focus[0] + focus[2]) / 2) * zoom - view.clientWidth / 2;
    const from_left = (focus[2] + MARGIN_PT) * zoom - view.clientWidth; // as much of the line's beginning as can be
    view.scrollLeft = Math.min(focus[0] * zoom - 12, Math.max(EDGE_PT * zoom, from_left), Math.max(middle, EDGE_PT * zoom));
    view.scrollTop = ((focus[1] + focus[3]) / 2) * zoom - view.clientHeight / 2;
  }
  function settle() {
    const across = view.clientWidth / (focus[2] + MARGIN_PT - Math.min(EDGE_PT, focus[0]));
    const down = view.clientHeight / (focus[3] - focus[1] + MARGIN_PT);
    const whole = view.clientWidth / width;
    const most = Math.max(MOST, Math.min(WIDEST, whole));
    fitting = boxed ? Math.min(most, Math.max(LEAST, Math.min(across, down))) : Math.min(MOST, whole);
    size(fitting);
    centre();
  }
  function zoomBy(step) {
    if (step === 0) size(fitting);
    else size(Math.min(6, Math.max(0.3, zoom * STEP ** step)));
    centre();
  }
  tools.append(
    el("button", { class: "quiet", "aria-label": W.zoom_out, title: W.zoom_out, onclick: () => zoomBy(-1) }, "−"),
    el("button", { class: "quiet", "aria-label": W.zoom_in, title: W.zoom_in, onclick: () => zoomBy(1) }, "＋"),
    el("button", { class: "quiet", "aria-label": W.centre, title: W.centre, onclick: () => zoomBy(0) }, "◎"));
  drag(view);
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? 1 : -1);
  }, { passive: false });
  return { root, settle, zoom: zoomBy, release: () => image.remove(), ready: image.ready };
}

function drag(view) {
  let from = null;
  view.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    from = [event.clientX + view.scrollLeft, event.clientY + view.scrollTop];
    view.setPointerCapture(event.pointerId);
    view.classList.add("held");
  });
  view.addEventListener("pointermove", (event) => {
    if (!from) return;
    view.scrollLeft = from[0] - event.clientX;
    view.scrollTop = from[1] - event.clientY;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    view.addEventListener(name, () => { from = null; view.classList.remove("held"); });
  }
}
