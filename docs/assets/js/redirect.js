// A former page: lead on to where its content stands now, and keep the query and the fragment.
"use strict";
{
  const name = location.hash.slice(1);
  const named = name && document.getElementById(name);
  const link = named || document.querySelector("[data-new]");
  if (link?.href) {
    const to = new URL(link.href);
    to.search = location.search;
    if (link !== named) to.hash ||= location.hash;
    location.replace(to);
  }
}
