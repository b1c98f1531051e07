
"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  // The choice of a theme outlives the page where the browser lets it.
  const themes = { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };
  const order = Object.keys(themes);
  const key = "newsclean-report-theme";
  let theme = "auto";
  try {
    theme = localStorage.getItem(key) || "auto";
  } catch { /* a page of a file may have no storage */ }
  const show = (name) => {
    theme = order.includes(name) ? name : "auto";
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    byId("theme").textContent = themes[theme];
  };
  show(theme);
  byId("theme").addEventListener("click", () => {
    show(order[(order.indexOf(theme) + 1) % order.length]);
    try {
      localStorage.setItem(key, theme);
    } catch { /* as above */ }
  });
  byId("print").addEventListener("click", () => window.print());
  byId("tools").hidden = false;

  // A link to a document opens it.
  const open = () => {
    const target = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
    if (target && target.tagName === "DETAILS") {
      target.hidden = false;
      target.open = true;
      target.querySelector("summary").focus({ preventScroll: true });
      target.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", open);
  open();

  const finder = byId("finder");
  if (!finder) return;
  const docs = Array.from(document.querySelectorAll("details.doc"));
  const told = (doc) => ["summary", "dl"].map((name) => doc.querySelector(name)?.textContent ?? "");
  const names = docs.map((doc) => told(doc).join(" ").toLowerCase());
  const shown = () => docs.filter((doc) => !doc.hidden);
  const find = () => {
    const words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean);
    const tag = byId("tag").value;
    docs.forEach((doc, n) => {
      const has = words.every((word) => names[n].includes(word));
      doc.hidden = !has || (tag !== "" && !doc.dataset.tags.split(",").includes(tag));
    });
    byId("found").textContent = `${shown().length} of ${docs.length} shown`;
  };
  byId("words").addEventListener("input", find);
  byId("tag").addEventListener("change", find);
  byId("open").addEventListener("click", () => shown().forEach((doc) => { doc.open = true; }));
  byId("close").addEventListener("click", () => docs.forEach((doc) => { doc.open = false; }));
  finder.hidden = false;
  find();

  // Only while the name of a document has the focus, so that no other key is taken from anybody.
  byId("documents").addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.tagName !== "SUMMARY") return;
    const there = shown();
    const next = there[there.indexOf(event.target.parentElement) + step];
    if (next) {
      next.querySelector("summary").focus();
      event.preventDefault();
    }
  });
})();
