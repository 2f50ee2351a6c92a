/** Weak tags from the change counter: an unchanged answer costs no query at all. */
import { createHash } from "node:crypto";
import type { Actor } from "@/lib/auth/actor-type";

type Tagged = {
  url: URL;
  mediaType: string;
  actor: Actor;
  nowMs: number;
  /** Null = as long as nothing stored changes. */
  reuseSeconds: number | null;
  /** State of everything stored; null while changes cannot be heard. */
  changes: string | null;
};

/** Null when the answer may not be reused. */
export function entityTag(tagged: Tagged): string | null {
  const { url, mediaType, actor, nowMs, reuseSeconds, changes } = tagged;
  if (changes === null || reuseSeconds === 0) return null;
  const slice = reuseSeconds === null ? "" : Math.floor(nowMs / (reuseSeconds * 1000));
  const parts = [changes, slice, url.pathname, url.search, mediaType, actor.role, actor.id];
  return `W/"${createHash("sha1").update(parts.join("\n")).digest("base64url")}"`;
}

/** Whether `If-None-Match` already names this tag. */
export function isKnown(request: Request, tag: string): boolean {
  const known = request.headers.get("if-none-match");
  if (known === null) return false;
  return known.split(",").some((candidate) => candidate.trim().replace(/^(?:W\/)?/, "W/") === tag);
}
