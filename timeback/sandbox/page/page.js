"use strict";

const PRESETS = [
  ["Unavailable (503)", { status: 503 }],
  ["Too many requests (429, Retry-After 1)", { status: 429, retry_after: 1 }],
  ["Internal error (500)", { status: 500 }],
  ["HTML instead of JSON (502)", { html: true }],
  ["Latency of one second", { latency: 1 }],
  ["Connection cut before processing", { cut: "before" }],
  ["Connection cut after processing", { cut: "after" }],
  ["Truncated response", { truncate: true }],
  ["All tokens revoked", { revoke_token: true }],
  ["Ids differ from those sent", { reallocate: true }],
  ["Lists in another order for each request", { shuffle: true }],
  ["offset ignored", { ignore_offset: true }],
  ["At most 10 objects on a page", { cap: 10 }],
  ["Lists without counters", { no_counters: true }],
  ["Errors in imsx_StatusInfo", { error_form: "status_info" }],
  ["Errors with a flat imsx_codeMinor", { error_form: "flat" }],
];
const MATCHING = ["method", "path", "probability", "times", "seed"];
const INTERVAL = 1500;

const byId = (id) => document.getElementById(id);
let faults = [];
// The data rendered last. An unchanged table is not rendered again, so that its buttons keep the focus.
const rendered = {};

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// Only pages of this origin can read sessionStorage. A cookie would be sent to all ports of this machine.
const token = () => sessionStorage.getItem("token");

function showState(state, className) {
  byId("state").textContent = state;
  byId("state").className = className;
}

function unlock() {
  byId("login").hidden = true;
  document.querySelector("main").hidden = false;
}

function lock(problem = "") {
  sessionStorage.removeItem("token");
  byId("login").hidden = false;
  document.querySelector("main").hidden = true;
  // Remove the data that was shown before from the document.
  for (const [part, how] of [["store", renderStore], ["faults", renderFaults], ["requests", renderRequests]]) render(part, [], how);
  byId("objects").close();
  byId("objects-list").replaceChildren();
  byId("login-problem").textContent = problem;
  byId("login-problem").hidden = !problem;
  showState("locked", "warning");
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
  byId("secret").value = "";
}

// A link to the page can contain the secret in its fragment, which browsers do not send to servers.
async function logInByLink() {
  const found = /^#secret=(.+)$/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname);
  let secret = "";
  try {
    secret = decodeURIComponent(found[1]);
  } catch {
    // Malformed; the login form then reports a wrong secret.
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
    // Another sandbox uses this port now.
    lock();
  }
  if (!reply.ok) {
    const payload = await reply.json().catch(() => ({}));
    throw new Error(payload.imsx_description || `The sandbox answered with status ${reply.status}.`);
  }
  return reply.status === 204 ? null : reply.json();
}

function showProblem(error) {
  byId("problem").textContent = error ? error.message : "";
  byId("problem").hidden = !error;
}

async function change(action) {
  try {
    await action();
    showProblem(null);
  } catch (error) {
    showProblem(error);
  }
  // Render the checkboxes again even if the faults did not change, since one may have been ticked without effect.
  delete rendered.faults;
  await refresh();
}

const signature = (rule) =>
  JSON.stringify(Object.keys(rule).filter((name) => !MATCHING.includes(name)).sort().map((name) => [name, rule[name]]));

function switchOn(settings) {
  const rule = { ...settings, path: byId("path").value.trim() || "*", probability: Number(byId("share").value) };
  if (byId("method").value) rule.method = byId("method").value;
  if (byId("times").value) rule.times = Number(byId("times").value);
  return call("POST", "/_sandbox/faults", rule);
}

async function switchOff(settings) {
  for (const fault of faults.filter((each) => signature(each.rule) === signature(settings))) {
    await call("DELETE", `/_sandbox/faults/${fault.number}`);
  }
}

function renderPresets() {
  for (const [label, settings] of PRESETS) {
    const box = element("input", { type: "checkbox" });
    box.dataset.signature = signature(settings);
    box.addEventListener("change", () => change(() => (box.checked ? switchOn(settings) : switchOff(settings))));
    byId("presets").append(element("label", {}, box, label));
  }
}

function describeMatch(rule, left) {
  const parts = [rule.method || "any method", rule.path || "*"];
  if (rule.probability !== undefined) parts.push(`${Math.round(rule.probability * 100)} %`);
  if (left !== null) parts.push(left ? `${left} left` : "used up");
  return parts.join(" · ");
}

function renderFaults(found) {
  faults = found;
  const inForce = new Set(faults.map((each) => signature(each.rule)));
  for (const box of byId("presets").querySelectorAll("input")) box.checked = inForce.has(box.dataset.signature);
  byId("clear").disabled = faults.length === 0;
  byId("rules").replaceChildren(...faults.map((each) => {
    const off = element("button", { type: "button", textContent: "Off", ariaLabel: `Turn off ${each.summary}` });
    off.addEventListener("click", () => change(() => call("DELETE", `/_sandbox/faults/${each.number}`)));
    const what = element("span", {}, element("strong", { textContent: each.summary }), ` ${describeMatch(each.rule, each.left)}`);
    return element("li", {}, what, off);
  }));
}

function renderStore(collections) {
  byId("store-empty").hidden = collections.length > 0;
  byId("store").hidden = collections.length === 0;
  byId("store").tBodies[0].replaceChildren(...collections.map(({ name, count }) => {
    const open = element("button", { type: "button", className: "plain", textContent: name });
    open.addEventListener("click", () => show(name));
    return element("tr", {}, element("td", {}, open),
      element("td", { className: "number", textContent: count.toLocaleString("en") }));
  }));
}

function outcome(status, milliseconds) {
  if (status !== null) return [String(status), status < 400 ? "good" : status < 500 ? "warning" : "bad"];
  return milliseconds === null ? ["in progress", "warning"] : ["no response", "bad"];
}

function renderRequests(requests) {
  byId("requests-empty").hidden = requests.length > 0;
  byId("requests").hidden = requests.length === 0;
  byId("requests").tBodies[0].replaceChildren(...requests.map((each) => {
    const [text, className] = outcome(each.status, each.milliseconds);
    const time = each.milliseconds === null ? "" : `${each.milliseconds} ms`;
    return element("tr", {},
      element("td", { className: "method", textContent: each.method }),
      element("td", { className: "path", textContent: each.path }),
      element("td", { className, textContent: text }),
      element("td", { textContent: each.fault || "" }),
      element("td", { className: "number", textContent: time }));
  }));
}

async function show(name) {
  const personal = byId("personal").checked;
  const found = await call("GET", `/_sandbox/objects/${encodeURIComponent(name)}?personal=${personal ? 1 : 0}`);
  byId("objects-title").textContent = `${name}: the latest ${found.length}`;
  byId("objects-list").replaceChildren(...found.map((each) =>
    element("pre", { textContent: personal ? JSON.stringify(each, null, 2) : Object.values(each).join("   ") })));
  byId("objects").showModal();
}

function render(part, value, how) {
  const text = JSON.stringify(value);
  if (rendered[part] === text) return;
  rendered[part] = text;
  how(value);
}

async function refresh() {
  if (!token()) return;
  unlock();
  try {
    const seen = await call("GET", `/_sandbox/overview?personal=${byId("personal").checked ? 1 : 0}`);
    render("store", seen.collections, renderStore);
    render("faults", seen.faults, renderFaults);
    render("requests", seen.requests, renderRequests);
    showState("running", "good");
  } catch {
    if (token()) showState("no response", "bad");
  }
}

async function poll() {
  if (!document.hidden) await refresh();
  setTimeout(poll, INTERVAL);
}

byId("address").textContent = location.origin;
byId("clear").addEventListener("click", () => change(() => call("DELETE", "/_sandbox/faults")));
byId("personal").addEventListener("change", refresh);
byId("close").addEventListener("click", () => byId("objects").close());
byId("login-form").addEventListener("submit", (event) => {
  event.preventDefault();
  logIn(byId("secret").value);
});
addEventListener("hashchange", logInByLink);
renderPresets();
if (!token()) lock();
logInByLink().then(poll);
