// Following links within the site.

/** The addresses of this site that a page links to from within `part`. */
export function linksOf(page, part = "body") {
  return page.locator(`${part} a[href]`).evaluateAll((all) => all
    .map((a) => new URL(a.getAttribute("href"), location.href)) // also those in a drawing
    .filter((url) => url.origin === location.origin)
    .map((url) => url.pathname + url.search));
}


/** The shape of an address: alike are those that differ only in their values. */
export function shape(path) {
  const { pathname, searchParams } = new URL(path, "http://x");
  return [pathname, ...new Set(searchParams.keys())].sort().join(" ");
}
