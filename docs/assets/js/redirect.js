// A former page: lead on to where its content stands now, and keep the fragment.
"use strict";
{
  const name = location.hash.slice(1);
  const named = name && document.getElementById(name);
  const page = document.querySelector("[data-new]");
  if (named?.href) location.replace(named.href);
  else if (page) location.replace(page.hash ? page.href : page.href + location.hash);
}
