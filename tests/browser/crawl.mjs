// Following links within the site.

/** The addresses of this site that a page links to from within `part`. */
export function linksOf(page, part = "body") {
  return page.locator(`${part} a[href]`).evaluateAll((all) => all
    .map((a) => new URL(a.href))
    .filter((url) => url.origin === location.origin)
    .map((url) => url.pathname + url.search));
}

