// On the 404 page: leads on from an address with a tail, such as 「、原資料: …」 behind a link in a mail.
"use strict";
{
  const root = new URL(/** @type {HTMLMetaElement} */ (document.querySelector("meta[name='site-root']")).content, location.href).pathname;
  // Paths of the site have only these characters; others are escaped with %.
  const [, path] = /^(\w[\w./-]*)[^\w./-]/.exec(location.pathname.slice(root.length)) ?? [];
  if (path) location.replace(root + path);
}
