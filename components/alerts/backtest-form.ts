/** The fields of the back-test, what they allow, and the question made from them. Pure. */
import type { BodyOf } from "@/lib/client/call";

export const BACKTEST_DAYS = ["7", "30", "90"] as const;

export type BacktestForm = {
  days: (typeof BACKTEST_DAYS)[number];
  /** As typed; empty = the threshold in force. */
  stalePct: string;
  missingPct: string;
  staleHours: string;
};

export const EMPTY_FORM: BacktestForm = {
  days: "30",
  stalePct: "",
  missingPct: "",
  staleHours: "",
};

const numberOf = (text: string) => (text.trim() === "" ? undefined : Number(text));

/** By field, what it allows instead. */
export function backtestErrors(
  form: BacktestForm,
): Partial<Record<Exclude<keyof BacktestForm, "days">, string>> {
  const percent = (text: string) => {
    const value = numberOf(text);
    return value === undefined || (value >= 0 && value <= 100);
  };
  const hours = numberOf(form.staleHours);
  return {
    ...(percent(form.stalePct) ? {} : { stalePct: "A number from 0 to 100" }),
    ...(percent(form.missingPct) ? {} : { missingPct: "A number from 0 to 100" }),
    ...(hours === undefined || (hours > 0 && hours <= 1_000)
      ? {}
      : { staleHours: "A number of hours up to 1,000" }),
  };
}

export function backtestBody(form: BacktestForm): BodyOf<"backtestAlerts"> {
  const stalePct = numberOf(form.stalePct);
  const missingPct = numberOf(form.missingPct);
  const staleHours = numberOf(form.staleHours);
  return {
    days: Number(form.days),
    ...(stalePct === undefined ? {} : { stale_pct: stalePct }),
    ...(missingPct === undefined ? {} : { missing_pct: missingPct }),
    ...(staleHours === undefined ? {} : { stale_warning_hours: staleHours }),
  };
}
