// The menu of versions in the header. scripts/build_docs.py writes the list beside the folders of the versions, as a
// script, because a page that was opened from a disk may load scripts but no JSON.
(() => {
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const here = new URL(`${base}/`, location.href);
  const list = document.createElement("script");
  list.src = new URL("../versions.js", here);
  list.addEventListener("load", () => {
    const name = decodeURIComponent(here.pathname.split("/").at(-2));
    const page = decodeURIComponent(location.pathname.slice(here.pathname.length)) || "index.html";
    const menu = document.createElement("select");
    menu.className = "versions";
    menu.setAttribute("aria-label", "Version");
    for (const version of window.documentationVersions) {
      const option = new Option(version.name, version.name, false, version.name === name);
      // A page that the other version lacks leads to its first page.
      option.dataset.page = version.pages.includes(page) ? page : "index.html";
      menu.add(option);
    }
    menu.addEventListener("change", () => {
      const { value, dataset } = menu.selectedOptions[0];
      location.href = new URL(`../${encodeURIComponent(value)}/${dataset.page}`, here);
    });
    document.querySelector(".md-header__title").after(menu);
  });
  document.head.append(list);
})();
