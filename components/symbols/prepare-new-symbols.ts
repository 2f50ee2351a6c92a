/** Reads pasted text as symbols to track, and a refusal as a verdict per symbol. Pure. */
import type { ApiProblem } from "@/lib/client/call";

/** As the API takes them at once. */
export const MOST_SYMBOLS = 1_000;
const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,19}$/;

export type PastedSymbols = { symbols: string[]; invalid: string[]; repeated: string[] };

/** Separated by spaces, commas, semicolons or lines; a leading `$` and quotes are dropped, letters become capitals. */
export function readPasted(text: string): PastedSymbols {
  const symbols = new Set<string>();
  const invalid = new Set<string>();
  const repeated = new Set<string>();
  for (const piece of text.split(/[\s,;]+/)) {
    const name = piece.replace(/^[$"']+|["']+$/g, "").toUpperCase();
    if (name === "") continue;
    if (!SYMBOL.test(name)) invalid.add(piece);
    else if (symbols.has(name)) repeated.add(name);
    else symbols.add(name);
  }
  return { symbols: [...symbols], invalid: [...invalid], repeated: [...repeated] };
}

/** What was wrong with each symbol that was refused, by symbol; empty when the refusal was about something else. */
export function refusalsOf(
  problem: Pick<ApiProblem, "fields">,
  sent: readonly string[],
): Map<string, string> {
  const refusals = new Map<string, string>();
  for (const { path, message } of problem.fields) {
    const index = /^body\.symbols\.(\d+)(\.|$)/.exec(path)?.[1];
    const symbol = index === undefined ? undefined : sent[Number(index)];
    if (symbol !== undefined) refusals.set(symbol, message);
  }
  return refusals;
}
