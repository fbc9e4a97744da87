// Searches a built site as a page that was opened from a disk does: without a server and without fetch. Node has no
// documents and frames, so this file has what docs/javascripts/iframe-worker.js uses of them.
const fs = require("node:fs");
const path = require("node:path");
const { fileURLToPath, pathToFileURL } = require("node:url");
const vm = require("node:vm");

const [site, worker, ...queries] = process.argv.slice(2);

function newWindow() {
  const target = new EventTarget();
  const inner = vm.createContext({
    addEventListener: (...given) => target.addEventListener(...given),
    dispatchEvent: (event) => target.dispatchEvent(event),
    console, Event, EventTarget, MessageEvent, URL,
    postMessage: () => { throw new Error("a message of the worker is lost"); },
  });
  inner.self = inner.window = inner;
  return inner;
}

function newFrame() {
  const inner = newWindow();
  let html = "";
  inner.document = {
    open: () => { html = ""; },
    write: (text) => { html += text; },
    close: () => setTimeout(() => {
      const [, address] = html.match(/<script src="([^"]*)"><\/script>$/);
      vm.runInContext(fs.readFileSync(fileURLToPath(address), "utf8"), inner);
      inner.dispatchEvent(new Event("load"));
    }),
  };
  return { contentWindow: inner, remove() {} };
}

const page = newWindow();
page.location = new URL(pathToFileURL(path.join(site, "index.html")));
page.document = { createElement: newFrame, body: { append() {} } };
page.Worker = class { constructor() { throw new Error("SecurityError: no worker for file://"); } };
for (const name of ["javascripts/iframe-worker.js", "search/search_index.js"]) {
  vm.runInContext(fs.readFileSync(path.join(site, name), "utf8"), page);
}
page.address = pathToFileURL(path.join(site, worker)).href;
const running = vm.runInContext("new Worker(new URL(address))", page);
const found = {};
running.addEventListener("message", ({ data }) => {
  if (data.type === 3) found[queries.shift()] = data.data.items.map((item) => item[0].location);
  if (queries.length) running.postMessage({ type: 2, data: queries[0] });
  else console.log(JSON.stringify(found));
});
running.postMessage({ type: 0, data: { ...vm.runInContext("__index", page), options: { suggest: true } } });
