/**
 * Answers kept in memory, sized and timed by the policy's `cache_policy`. An answer's tag contains the change counter,
 * so what a finished job has changed is asked for anew; callers that ask at the same moment share one computation.
 */
import { policyInForce } from "@/lib/config/policy-in-force";

type Kept = { status: number; headers: [string, string][]; body: ArrayBuffer };
/** Null: an answer that can't be kept, such as a stream; every caller makes its own. */
type Entry = { answer: Promise<Kept | null>; untilMs: number; bytes: number };

/** `symbol`: one symbol's bars and features, the hot symbols. `query`: everything else. */
export type CacheShelf = "symbol" | "query";

type Shelf = {
  /** Least recently used first. */
  entries: Map<string, Entry>;
  bytes: number;
  hits: number;
  misses: number;
};

/** Larger answers are rare and would push out hundreds of small ones. */
const LARGEST_BYTES = 1_000_000;
/** Whatever number of answers the policy allows. */
const MOST_BYTES_A_SHELF = 32_000_000;
const JSON_TYPE = "application/json";

const SHELVES = Symbol.for("candlewatch.answers");
const shared: { [key: symbol]: Record<CacheShelf, Shelf> | undefined } = globalThis as never;

function shelfOf(name: CacheShelf): Shelf {
  shared[SHELVES] ??= { symbol: emptyShelf(), query: emptyShelf() };
  return shared[SHELVES][name];
}

function emptyShelf(): Shelf {
  return { entries: new Map(), bytes: 0, hits: 0, misses: 0 };
}

function limits(name: CacheShelf): { keepMs: number; max: number } {
  const { cachePolicy } = policyInForce();
  return name === "symbol"
    ? { keepMs: cachePolicy.hotSymbolsForMs, max: cachePolicy.hotSymbolsMax }
    : { keepMs: cachePolicy.queryCacheForMs, max: cachePolicy.queryCacheMax };
}

/** Runs `compute` unless an answer with this tag is kept or under way. Only good JSON answers are kept. */
export async function answerFromCache(
  { shelf: name, tag, nowMs }: { shelf: CacheShelf; tag: string; nowMs: number },
  compute: () => Promise<Response>,
): Promise<Response> {
  const { keepMs, max } = limits(name);
  if (keepMs === 0 || max === 0) return compute();
  const shelf = shelfOf(name);
  const found = shelf.entries.get(tag);
  if (found !== undefined && found.untilMs > nowMs) {
    touch(shelf, tag, found);
    const kept = await found.answer;
    if (kept === null) return compute();
    shelf.hits += 1;
    return toResponse(kept);
  }
  shelf.misses += 1;
  remove(shelf, tag);
  return computeAndKeep(shelf, { tag, untilMs: nowMs + keepMs, max }, compute);
}

async function computeAndKeep(
  shelf: Shelf,
  { tag, untilMs, max }: { tag: string; untilMs: number; max: number },
  compute: () => Promise<Response>,
): Promise<Response> {
  const computed = compute();
  const entry: Entry = { answer: computed.then(readWhole), untilMs, bytes: 0 };
  // Every caller awaits the answer itself; this keeps a failure from being reported as unhandled as well.
  entry.answer.catch(() => undefined);
  shelf.entries.set(tag, entry);
  makeRoom(shelf, max);
  try {
    const kept = await entry.answer;
    if (kept === null) {
      forget(shelf, tag, entry);
      return await computed;
    }
    const isWorthIt = kept.status < 300 && kept.body.byteLength <= LARGEST_BYTES;
    if (isWorthIt) weigh(shelf, { tag, entry, max }, kept.body.byteLength);
    else forget(shelf, tag, entry);
    return toResponse(kept);
  } catch (error) {
    forget(shelf, tag, entry);
    throw error;
  }
}

function touch({ entries }: Shelf, tag: string, entry: Entry): void {
  entries.delete(tag);
  entries.set(tag, entry);
}

/** What was pushed out while it was computed is not counted any more. */
function weigh(
  shelf: Shelf,
  { tag, entry, max }: { tag: string; entry: Entry; max: number },
  bytes: number,
): void {
  if (shelf.entries.get(tag) !== entry) return;
  entry.bytes = bytes;
  shelf.bytes += bytes;
  makeRoom(shelf, max);
}

function forget(shelf: Shelf, tag: string, entry: Entry): void {
  if (shelf.entries.get(tag) === entry) remove(shelf, tag);
}

function remove(shelf: Shelf, tag: string): void {
  shelf.bytes -= shelf.entries.get(tag)?.bytes ?? 0;
  shelf.entries.delete(tag);
}

/** Tags carry the change counter: those nobody can ask for any more are the least recently used. */
function makeRoom(shelf: Shelf, max: number): void {
  for (const oldest of shelf.entries.keys()) {
    if (shelf.entries.size <= max && shelf.bytes <= MOST_BYTES_A_SHELF) return;
    remove(shelf, oldest);
  }
}

async function readWhole(response: Response): Promise<Kept | null> {
  if (!response.headers.get("content-type")?.startsWith(JSON_TYPE)) return null;
  const body = await response.arrayBuffer();
  return { status: response.status, headers: [...response.headers], body };
}

function toResponse({ status, headers, body }: Kept): Response {
  const response = new Response(body, { status, headers });
  response.headers.set("content-length", String(body.byteLength));
  return response;
}

/** What the metrics show; the hit ratio is hits ÷ (hits + misses). */
export function cacheCounts(name: CacheShelf) {
  const { hits, misses, entries, bytes } = shelfOf(name);
  return { hits, misses, bytes, entries: entries.size };
}
