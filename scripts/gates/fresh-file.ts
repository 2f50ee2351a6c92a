/**
 * Vitest's setup for files that share a worker: each gets our own modules anew, and what they keep for the whole process
 * begins empty. Packages stay loaded, which is what sharing saves.
 */
import { vi } from "vitest";

vi.resetModules();
const kept: { [key: symbol]: unknown } = globalThis as never;
for (const key of Object.getOwnPropertySymbols(kept)) {
  if (Symbol.keyFor(key)?.startsWith("candlewatch.")) delete kept[key];
}
