// What the theme leaves out for keyboards and screen readers: a block that scrolls can be focused,
// and the headings of the menu say their level.
document.addEventListener("DOMContentLoaded", () => {
  for (const block of document.querySelectorAll("pre, table.docutils")) {
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  }
  for (const caption of document.querySelectorAll("p.caption[role=heading]")) {
    caption.setAttribute("aria-level", "2");
  }
});
