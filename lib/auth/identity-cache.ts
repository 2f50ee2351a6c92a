/**
 * Remembers for a moment whom a key or cookie belongs to, so that a poll answered from its tag asks the database
 * nothing. Forgets everything when access changes anywhere, and remembers nothing while changes cannot be heard.
 */
import { currentChangeCounter } from "@/lib/db/change-counter";
import type { Role } from "@/lib/domain/vocabulary";

export type Identity = {
  kind: "user" | "api_key";
  id: string;
  name: string;
  role: Role;
  requestsPerMinute: number;
  /** Of the key or session; null = never. */
  expiresAt: Date | null;
};

type Remembered = { identity: Identity; untilMs: number };

const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 5_000;

type Cache = { known: Map<string, Remembered>; heardFrom: unknown };
const holder: { [key: symbol]: Cache | undefined } = globalThis as never;
const CACHE = Symbol.for("candlewatch.identities");
holder[CACHE] ??= { known: new Map(), heardFrom: null };
const cache: Cache = holder[CACHE];

/** @param proof hash of what the caller presented */
export function recallIdentity(proof: string, nowMs: number): Identity | null {
  if (!isListening()) return null;
  const remembered = cache.known.get(proof);
  if (remembered === undefined || remembered.untilMs <= nowMs) return null;
  return remembered.identity;
}

export function rememberIdentity(proof: string, identity: Identity, nowMs: number): void {
  if (!isListening()) return;
  if (cache.known.size >= MOST_REMEMBERED) cache.known.clear();
  const endsMs = identity.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  cache.known.set(proof, { identity, untilMs: Math.min(nowMs + REMEMBERED_MS, endsMs) });
}

/** At once in this process; the others hear it from the database. */
export function forgetIdentities(): void {
  cache.known.clear();
}

function isListening(): boolean {
  const counter = currentChangeCounter();
  if (counter === null || counter.read() === null) {
    cache.known.clear();
    return false;
  }
  if (cache.heardFrom !== counter) {
    cache.heardFrom = counter;
    counter.subscribe((topic) => {
      if (topic === null || topic === "access") cache.known.clear();
    });
  }
  return true;
}
