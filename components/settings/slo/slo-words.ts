/** How the service levels read. Pure. */
import type { StateWords } from "@/components/ui/state-words";
import type { ResponseOf } from "@/lib/client/call";

export type RpoRow = ResponseOf<"slo">["rpo"][number];
export type RtoRow = ResponseOf<"slo">["rto"][number];

const KEPT: StateWords = { word: "Kept", glyph: "check", tone: "ok" };
const BROKEN: StateWords = { word: "Broken", glyph: "cross", tone: "bad" };
const BURNING: StateWords = { word: "Burning fast", glyph: "half", tone: "warn" };
const UNMEASURED: StateWords = { word: "Not measured yet", glyph: "question", tone: "idle" };
const UNDER_WAY: StateWords = { word: "Under way", glyph: "running", tone: "live" };

/** From here on the budget of four weeks is gone in two days. */
const FAST_BURN = 14;

export function rpoState(row: Pick<RpoRow, "budget_left_pct" | "burn_1h">): StateWords {
  if (row.budget_left_pct === null) return UNMEASURED;
  if (row.budget_left_pct <= 0) return BROKEN;
  return row.burn_1h !== null && row.burn_1h >= FAST_BURN ? BURNING : KEPT;
}

export function rtoState(row: Pick<RtoRow, "measured" | "open" | "breaches">): StateWords {
  if (row.breaches > 0) return BROKEN;
  if (row.open > 0) return UNDER_WAY;
  return row.measured === 0 ? { ...UNMEASURED, word: "Never occurred" } : KEPT;
}

export function failureWords(failureType: string): string {
  const words = failureType.replaceAll("_", " ").replace(/^api /, "API ");
  return words.replace(/^./, (letter) => letter.toUpperCase());
}

export function burnText(burn: number | null): string {
  return burn === null ? "–" : `${burn} ×`;
}
