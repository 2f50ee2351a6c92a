/** Where the next page is: the vendor's `next_url` is trusted for its path and query only, and only within the same question. */

export type NextPage = { path: string } | { refused: string } | null;

const VENDOR_HOSTS = ["api.massive.com", "api.polygon.io"];

/**
 * @param seen paths already fetched in this call; a repeated one would never end
 * @returns null when there is no next page
 */
export function nextPage(input: {
  nextUrl: string | null | undefined;
  baseUrl: string;
  /** The path of the first page up to and including its timespan; a cursor may change the rest. */
  pathPrefix: string;
  seen: ReadonlySet<string>;
}): NextPage {
  const { nextUrl, baseUrl, pathPrefix, seen } = input;
  if (nextUrl === null || nextUrl === undefined || nextUrl === "") return null;

  const base = new URL(baseUrl);
  if (!URL.canParse(nextUrl, base)) return { refused: "it is not an address" };
  const url = new URL(nextUrl, base);
  if (!sameVendor(url, base)) return { refused: `it leads to another host, ${url.host}` };
  if (!url.pathname.startsWith(pathPrefix))
    return { refused: `it leads to another resource, ${url.pathname}` };

  url.searchParams.delete("apiKey");
  const path = `${url.pathname}${url.search}`;
  return seen.has(path) ? { refused: "it repeats a cursor that was already followed" } : { path };
}

function sameVendor(url: URL, base: URL): boolean {
  if (url.host === base.host) return true;
  return VENDOR_HOSTS.includes(base.host) && VENDOR_HOSTS.includes(url.host);
}
