/** Why a series is in its state: one stable code, and the questions that led to it, for the why panel and for scripts. */
import type { ReasonFacts, ReasonStep } from "./reason-facts";
import { NEXT_STEPS, REASON_SENTENCES } from "./reason-sentences";
import { REASON_STEPS } from "./reason-steps";
import type { ReasonCode } from "./vocabulary";

export type Reason = {
  code: ReasonCode;
  path: ReasonStep[];
  /** The code in a sentence. */
  verdict: string;
  /** What to do about it; null when there is nothing to do. */
  nextStep: string | null;
};

/** The code alone: cheap enough for a board of thousands of series. */
export function reasonCodeOf(facts: ReasonFacts): ReasonCode {
  for (const step of REASON_STEPS) {
    const code = step.decide(facts);
    if (code) return code;
  }
  return "unknown";
}

/** The same walk with every question answered up to the one that decided. */
export function explainReason(facts: ReasonFacts): Reason {
  const path: ReasonStep[] = [];
  let code: ReasonCode | null = null;
  for (const { key, question, decide, answer } of REASON_STEPS) {
    if (code !== null) {
      path.push({ key, question, answer: "Not reached", ok: null, detail: null });
      continue;
    }
    code = decide(facts);
    const settled = code !== null && HARMLESS.has(code);
    path.push({ key, question, ok: code === null || settled, ...answer(facts, code) });
  }
  const verdict = code ?? "unknown";
  return { code: verdict, path, verdict: REASON_SENTENCES[verdict], nextStep: NEXT_STEPS[verdict] };
}

/** Codes that end the walk without anything being wrong. */
const HARMLESS: ReadonlySet<ReasonCode> = new Set([
  "up_to_date",
  "not_due_market_closed",
  "within_grace",
  "provider_delay",
]);
