// The search runs in a worker, and browsers create none for a page that was opened from a disk. There it runs in a
// hidden frame instead. The theme's plugin `offline` would load such a script from another host if this one were
// missing from `polyfills` in mkdocs.yml.
(() => {
  if (location.protocol !== "file:") return;

  class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      const inner = this.frame.contentWindow;
      inner.document.open();
      inner.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      const address = String(url).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
      inner.document.write(`<!doctype html><title>Search</title><body><script src="${address}"><\/script>`);
      inner.document.close();
      this.ready = new Promise((resolve) => inner.addEventListener("load", resolve));
    }

    postMessage(data) {
      const inner = this.frame.contentWindow;
      this.ready.then(() => inner.dispatchEvent(new inner.MessageEvent("message", { data })));
    }

    terminate() {
      this.frame.remove();
    }
  }

  // The theme's worker looks for this name, too.
  window.IFrameWorker = window.Worker = IFrameWorker;
})();
