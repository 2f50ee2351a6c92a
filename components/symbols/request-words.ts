/** How a vendor's answer looks, and which request a series' bars came from. Pure. */
import type { StateWords } from "@/components/ui/state-words";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import type { SymbolData } from "./symbol-data";

export type VendorRequest = SymbolData["requests"][number];

const ANSWERED: StateWords = { word: "OK", glyph: "check", tone: "ok" };
const REFUSED: StateWords = { word: "Refused", glyph: "half", tone: "warn" };
const BROKEN: StateWords = { word: "Failed", glyph: "cross", tone: "bad" };

export function answerState({ status, error_message }: VendorRequest): StateWords {
  if (status === 429) return REFUSED;
  return status !== null && status < 400 && error_message === null ? ANSWERED : BROKEN;
}

/** The vendor's path names the unit of the bars: `…/range/1/minute/…`. */
export function lastRequestOf(
  requests: readonly VendorRequest[],
  base: BaseTimeframe,
): VendorRequest | undefined {
  const unit = base === "1m" ? "/minute/" : "/day/";
  return requests.find(({ path }) => path.includes(unit));
}
