// What the theme leaves out for keyboards and screen readers: a block that scrolls can be focused,
// the headings of the menu say their level, and the two columns beside the text have names.
document.addEventListener("DOMContentLoaded", () => {
  for (const block of document.querySelectorAll("pre, table.docutils")) {
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  }
  for (const caption of document.querySelectorAll("p.caption[role=heading]")) {
    caption.setAttribute("aria-level", "2");
  }
  const names = { ".sidebar-drawer": "All pages", ".toc-drawer": "Contents of this page" };
  for (const [column, name] of Object.entries(names)) {
    document.querySelector(`aside${column}`)?.setAttribute("aria-label", name);
  }
});
