// A former page: goes on to where its content is now, with the query and the fragment.
"use strict";
{
  const id = location.hash.slice(1);
  const movedAnchor = id && document.getElementById(id);
  const link = /** @type {HTMLAnchorElement | null} */ (movedAnchor || document.querySelector("[data-new]"));
  if (link?.href) {
    const to = new URL(link.href);
    to.search = location.search;
    if (link !== movedAnchor) to.hash ||= location.hash;
    location.replace(to);
  }
}
