// What all views share: words, requests, elements, keys. Text from reports only ever goes in as text, never as markup.

export const W = JSON.parse(document.getElementById("words").textContent);
const CSRF = document.querySelector('meta[name="csrf"]').content;

export function say(key, ...values) {
  return W[key].replace(/\{(\d)\}/g, (_, at) => values[at]);
}

// An element: attributes by name, "class" included; children are elements or text.
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export class Refused extends Error {
  constructor(status, body) {
    super(body.error || "");
    this.status = status;
    this.body = body;
  }
}

export async function ask(address, said) {
  const options = said === undefined ? {} : {
    method: "POST", body: JSON.stringify(said), headers: { "content-type": "application/json", "x-csrf-token": CSRF },
  };
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Refused(0, { error: W.unreachable });
  }
  if (answer.status === 401) location.assign("/login");
  const is_json = (answer.headers.get("content-type") || "").startsWith("application/json");
  const body = is_json ? await answer.json() : { error: await answer.text() };
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

let fading;
export function tell(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(fading);
  fading = setTimeout(() => place.classList.remove("shown"), 1800);
}

export function fillSelect(select, pairs) {
  select.append(...pairs.map(([value, text]) => el("option", { value }, text)));
}

function isWriting(target) {
  return target.matches?.("input:not([type=checkbox]), textarea, select");
}

const ONCE = new Set(["1", "2", "3", "z"]); // a key that is held down decides one finding, not a row of them

// `keys` maps a key (as in KeyboardEvent.key, letters in lower case) to what it does.
export function listen(keys) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (isWriting(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if ((event.ctrlKey && key !== "z") || (event.repeat && ONCE.has(key))) return;
    const action = keys[key];
    if (!action) return;
    event.preventDefault();
    action(event);
  });
}

export const KEYS_OF_ALL = {
  "?": () => document.getElementById("help").showModal(),
  "？": () => document.getElementById("help").showModal(),
  "/": () => document.getElementById("q")?.focus(),
  p: () => location.assign("/panel"),
  l: () => location.assign("/"),
};

document.getElementById("help-button")?.addEventListener("click", () => document.getElementById("help").showModal());
document.getElementById("reviewer")?.addEventListener("change", (event) => event.target.form.requestSubmit());

export const plainNumber = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6, useGrouping: false });
