/** Changes proven by a cookie must come from our own pages: a foreign page can send the cookie, but not forge its origin. */
import { AppError } from "@/lib/errors";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** @throws AppError `forbidden` */
export function checkSameOrigin(request: Request, publicUrl: string): void {
  if (SAFE.has(request.method)) return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const isOurs = origin === null ? site === "same-origin" : isOwnOrigin(origin, request, publicUrl);
  if (isOurs && (site === null || site === "same-origin")) return;
  throw new AppError(
    "forbidden",
    "Changes signed in by cookie are accepted from this site's own pages only. Programs use an API key.",
  );
}

function isOwnOrigin(origin: string, request: Request, publicUrl: string): boolean {
  if (origin === new URL(publicUrl).origin) return true;
  const host = request.headers.get("host");
  if (host === null || !URL.canParse(origin)) return false;
  const { host: originHost, protocol } = new URL(origin);
  // Whoever can change an http page on the way must not speak for the https site.
  return originHost === host && (protocol === "https:" || !publicUrl.startsWith("https:"));
}
