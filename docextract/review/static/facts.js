// The words of a finding above its evidence: what is wrong, the arithmetic, what would be right, what was decided.
import { W, el, say } from "./common.js";

export function facts(finding, detail, at, total) {
  const line = el("div", { class: "line" },
    el("span", { class: `sev sev-${detail.severity}` }, W[detail.severity] || detail.severity),
    el("span", {}, W[detail.kind] || detail.kind),
    el("a", { href: `/report/${detail.report}#p${detail.page || 1}`, title: detail.report_name }, detail.title),
    el("span", {}, say("sureness", Math.round(Number(detail.score) * 100))),
    el("span", { class: "push" }, at ? say("position", at, total) : ""));
  const list = el("dl");
  const add = (name, ...values) => list.append(el("dt", {}, name), el("dd", {}, ...values));
  if (detail.reason) add(W.reason, detail.reason);
  if (detail.suggested) add(W.suggested, el("span", { class: "suggested" }, detail.suggested));
  if (finding.state !== "open") add(W.state, standing(finding));
  return el("div", {}, line, el("h1", {}, detail.message), changes(detail), list, past(detail));
}

function standing(finding) {
  const word = el("span", { class: `st st-${finding.state}` }, W[finding.state]);
  return el("span", {}, word, " ", [finding.who, finding.note].filter(Boolean).join("："));
}

function changes(detail) {
  if (!detail.before.length) return null;
  return el("div", { class: "alert" }, W.changed_since, el("ul", {}, ...detail.before.map((each) => el("li", {},
    `${W[each.what]}：`, `${W.was} `, el("del", {}, each.was || "—"), ` ${W.now} `, el("ins", {}, each.now || "—")))));
}

function past(detail) {
  if (!detail.history.length) return null;
  return el("details", {}, el("summary", {}, say("history", detail.history.length)),
    el("ul", {}, ...detail.history.map((entry) => el("li", {},
      `${new Date(entry.at).toLocaleString()} ${entry.who}：`,
      entry.is_undo ? `${W.undone} → ` : "", entry.word, entry.note ? `（${entry.note}）` : ""))));
}
