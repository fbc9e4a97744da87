"use strict";

const PRESETS = [
  ["Unavailable (503)", { status: 503 }],
  ["Too many requests (429, Retry-After 1)", { status: 429, retry_after: 1 }],
  ["Internal error (500)", { status: 500 }],
  ["HTML instead of JSON (502)", { html: true }],
  ["One second late", { latency: 1 }],
  ["Connection cut before processing", { cut: "before" }],
  ["Connection cut after processing", { cut: "after" }],
  ["Half of the answer", { truncate: true }],
  ["All tokens revoked", { revoke_token: true }],
  ["Other ids than those sent", { reallocate: true }],
  ["Lists in another order each time", { shuffle: true }],
  ["offset ignored", { ignore_offset: true }],
  ["At most 10 objects on a page", { cap: 10 }],
  ["Lists without counters", { no_counters: true }],
  ["Errors in imsx_StatusInfo", { error_form: "status_info" }],
  ["Errors with a flat imsx_codeMinor", { error_form: "flat" }],
];
const AIM = ["method", "path", "probability", "times", "seed"];
const INTERVAL = 1500;

const at = (id) => document.getElementById(id);
let faults = [];
// What was drawn last, so that an unchanged table is left alone: its buttons keep the focus.
const drawn = {};

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// The store of a tab is read by pages of this address and port alone; a cookie would go to all ports of this machine.
const token = () => sessionStorage.getItem("token");

function say(state, kind) {
  at("state").textContent = state;
  at("state").className = kind;
}

function unlock() {
  at("login").hidden = true;
  document.querySelector("main").hidden = false;
}

function lock(problem = "") {
  sessionStorage.removeItem("token");
  at("login").hidden = false;
  document.querySelector("main").hidden = true;
  // What was shown before must not stay in the document.
  for (const [part, how] of [["store", drawStore], ["faults", drawFaults], ["requests", drawRequests]]) draw(part, [], how);
  at("objects").close();
  at("objects-list").replaceChildren();
  at("login-problem").textContent = problem;
  at("login-problem").hidden = !problem;
  say("locked", "odd");
}

async function logIn(secret) {
  sessionStorage.removeItem("token");
  try {
    const reply = await call("POST", "/_sandbox/session", { client_secret: secret });
    sessionStorage.setItem("token", reply.token);
    await refresh();
  } catch (error) {
    lock(error.message);
  }
  at("secret").value = "";
}

// A link to the page may bring the secret along. It is a fragment, which browsers send to nobody.
async function logInByLink() {
  const found = /^#secret=(.+)$/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname);
  let secret = "";
  try {
    secret = decodeURIComponent(found[1]);
  } catch {
    // not a link of the sandbox; the form says that the secret is wrong
  }
  await logIn(secret);
}

async function call(method, address, body) {
  const settings = { method, headers: {} };
  if (token()) settings.headers.Authorization = `Bearer ${token()}`;
  if (body !== undefined) {
    settings.body = JSON.stringify(body);
    settings.headers["Content-Type"] = "application/json";
  }
  const reply = await fetch(address, settings);
  if (reply.status === 401 && token()) {
    // Another sandbox listens here now.
    lock();
  }
  if (!reply.ok) {
    const told = await reply.json().catch(() => ({}));
    throw new Error(told.imsx_description || `The sandbox answered ${reply.status}.`);
  }
  return reply.status === 204 ? null : reply.json();
}

function told(error) {
  at("problem").textContent = error ? error.message : "";
  at("problem").hidden = !error;
}

async function change(action) {
  try {
    await action();
    told(null);
  } catch (error) {
    told(error);
  }
  // A box that was ticked in vain is drawn again, though the faults are the same.
  delete drawn.faults;
  await refresh();
}

const essence = (rule) =>
  JSON.stringify(Object.keys(rule).filter((name) => !AIM.includes(name)).sort().map((name) => [name, rule[name]]));

function switchOn(settings) {
  const rule = { ...settings, path: at("path").value.trim() || "*", probability: Number(at("share").value) };
  if (at("method").value) rule.method = at("method").value;
  if (at("times").value) rule.times = Number(at("times").value);
  return call("POST", "/_sandbox/faults", rule);
}

async function switchOff(settings) {
  for (const fault of faults.filter((each) => essence(each.rule) === essence(settings))) {
    await call("DELETE", `/_sandbox/faults/${fault.number}`);
  }
}

function drawPresets() {
  for (const [label, settings] of PRESETS) {
    const box = element("input", { type: "checkbox" });
    box.dataset.essence = essence(settings);
    box.addEventListener("change", () => change(() => (box.checked ? switchOn(settings) : switchOff(settings))));
    at("presets").append(element("label", {}, box, label));
  }
}

function aim(rule, left) {
  const parts = [rule.method || "any method", rule.path || "*"];
  if (rule.probability !== undefined) parts.push(`${Math.round(rule.probability * 100)} %`);
  if (left !== null) parts.push(left ? `${left} more` : "spent");
  return parts.join(" · ");
}

function drawFaults(found) {
  faults = found;
  const inForce = new Set(faults.map((each) => essence(each.rule)));
  for (const box of at("presets").querySelectorAll("input")) box.checked = inForce.has(box.dataset.essence);
  at("clear").disabled = faults.length === 0;
  at("rules").replaceChildren(...faults.map((each) => {
    const off = element("button", { type: "button", textContent: "Off", ariaLabel: `Switch off ${each.summary}` });
    off.addEventListener("click", () => change(() => call("DELETE", `/_sandbox/faults/${each.number}`)));
    const what = element("span", {}, element("strong", { textContent: each.summary }), ` ${aim(each.rule, each.left)}`);
    return element("li", {}, what, off);
  }));
}

function drawStore(collections) {
  at("store-empty").hidden = collections.length > 0;
  at("store").hidden = collections.length === 0;
  at("store").tBodies[0].replaceChildren(...collections.map(({ name, count }) => {
    const open = element("button", { type: "button", className: "plain", textContent: name });
    open.addEventListener("click", () => show(name));
    return element("tr", {}, element("td", {}, open),
      element("td", { className: "number", textContent: count.toLocaleString("en") }));
  }));
}

function outcome(status, milliseconds) {
  if (status !== null) return [String(status), status < 400 ? "good" : status < 500 ? "odd" : "bad"];
  return milliseconds === null ? ["under way", "odd"] : ["no answer", "bad"];
}

function drawRequests(requests) {
  at("requests-empty").hidden = requests.length > 0;
  at("requests").hidden = requests.length === 0;
  at("requests").tBodies[0].replaceChildren(...requests.map((each) => {
    const [text, kind] = outcome(each.status, each.milliseconds);
    const time = each.milliseconds === null ? "" : `${each.milliseconds} ms`;
    return element("tr", {},
      element("td", { className: "method", textContent: each.method }),
      element("td", { className: "path", textContent: each.path }),
      element("td", { className: kind, textContent: text }),
      element("td", { textContent: each.fault || "" }),
      element("td", { className: "number", textContent: time }));
  }));
}

async function show(name) {
  const personal = at("personal").checked;
  const found = await call("GET", `/_sandbox/objects/${encodeURIComponent(name)}?personal=${personal ? 1 : 0}`);
  at("objects-title").textContent = `${name}: the latest ${found.length}`;
  at("objects-list").replaceChildren(...found.map((each) =>
    element("pre", { textContent: personal ? JSON.stringify(each, null, 2) : Object.values(each).join("   ") })));
  at("objects").showModal();
}

function draw(part, value, how) {
  const text = JSON.stringify(value);
  if (drawn[part] === text) return;
  drawn[part] = text;
  how(value);
}

async function refresh() {
  if (!token()) return;
  unlock();
  try {
    const seen = await call("GET", `/_sandbox/overview?personal=${at("personal").checked ? 1 : 0}`);
    draw("store", seen.collections, drawStore);
    draw("faults", seen.faults, drawFaults);
    draw("requests", seen.requests, drawRequests);
    say("running", "good");
  } catch {
    if (token()) say("does not answer", "bad");
  }
}

async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, INTERVAL);
}

at("address").textContent = location.origin;
at("clear").addEventListener("click", () => change(() => call("DELETE", "/_sandbox/faults")));
at("personal").addEventListener("change", refresh);
at("close").addEventListener("click", () => at("objects").close());
at("login-form").addEventListener("submit", (event) => {
  event.preventDefault();
  logIn(at("secret").value);
});
addEventListener("hashchange", logInByLink);
drawPresets();
if (!token()) lock();
logInByLink().then(keepFresh);
