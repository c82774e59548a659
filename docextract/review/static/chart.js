// One indicator over reports and years: a line a report, a dot a year (hollow: earlier years), red where it is disputed.
import { W, el, plainNumber, say, svg } from "./common.js";

const LINE = 22, NAMES = 300, RIGHT = 90, TOP = 24;

export function chart(column, lines, width) {
  const values = lines.flatMap((line) => [...line.years.values()].map((each) => each.value));
  const head = el("h2", {}, column.name, el("span", {}, `${column.path}${column.unit ? `（${column.unit}）` : ""}`));
  if (!values.length) return [head, el("p", { class: "empty" }, W.no_values)];
  const newest = Math.max(...lines.flatMap((line) => [...line.years.keys()]));
  const now = lines.map((line) => line.years.get(newest)?.value).filter((value) => value !== undefined).sort((a, b) => a - b);
  const [least, most] = [Math.min(0, ...values), Math.max(...values, 0)];
  const x = (value) => NAMES + ((value - least) / (most - least || 1)) * (width - NAMES - RIGHT);
  const height = TOP + lines.length * LINE + 6;
  const text = say("chart_text", column.name, lines.length, ...[now[0], now.at(-1), now[now.length >> 1]].map((value) => plainNumber.format(value ?? 0)));
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": text });
  picture.append(svg("title", {}, text), ...axis(least, most, x, height));
  lines.forEach((line, at) => picture.append(...dots(line, TOP + at * LINE + LINE / 2, x, newest)));
  const years = [...new Set(lines.flatMap((line) => [...line.years.keys()]))].sort();
  head.append(el("span", {}, years.map((year) => `${year === newest ? "●" : "○"} ${year}`).join("  ")));
  return [head, picture];
}

function axis(least, most, x, height) {
  const rough = (most - least || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const made = [];
  for (let value = Math.ceil(least / step) * step; value <= most; value += step) {
    made.push(svg("line", { class: "rule", x1: x(value), x2: x(value), y1: TOP - 4, y2: height }),
      svg("text", { class: "tick", x: x(value), y: 14 }, plainNumber.format(value)));
  }
  return made;
}

function dots(line, y, x, newest) {
  const years = [...line.years].sort(([a], [b]) => a - b);
  const name = line.title.length > 23 ? `${line.title.slice(0, 22)}…` : line.title;
  const made = [svg("text", { class: "name", x: 0, y: y + 4 }, name)];
  if (years.length > 1) made.push(svg("line", { class: "way", x1: x(years[0][1].value), x2: x(years.at(-1)[1].value), y1: y, y2: y }));
  for (const [year, { value, disputed }] of years) {
    const name = `${year === newest ? "now" : "then"}${disputed ? " bad" : ""}`;
    const dot = disputed ? svg("path", { class: name, d: `M${x(value)} ${y - 7}l7 12h-14z` }) : svg("circle", { class: name, cx: x(value), cy: y, r: 5 });
    dot.append(svg("title", {}, `${line.title} ${year}：${plainNumber.format(value)}`));
    made.push(dot);
  }
  const last = years.at(-1)[1].value;
  made.push(svg("text", { class: "value", x: Math.max(...years.map(([, each]) => x(each.value))) + 11, y: y + 4 }, plainNumber.format(last)));
  return made;
}
