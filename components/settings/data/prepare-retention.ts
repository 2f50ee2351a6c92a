/** The form of what is kept how long: texts in, days out. Pure. */
import type { ResponseOf } from "@/lib/client/call";

export type Retention = ResponseOf<"storage">["retention"];
export type RetentionKey = keyof Retention;

export const RETENTION_WORDS: Record<RetentionKey, string> = {
  bars: "Candles and features",
  provider_requests: "Vendor calls",
  execution_log_lines: "Logs of executions",
  freshness_history: "Changes of state",
  notification_deliveries: "Deliveries of notices",
  idempotency_keys: "Answers to repeated requests",
  scheduler_heartbeats: "Heartbeats of the scheduler",
};
export const RETENTION_KEYS = Object.keys(RETENTION_WORDS) as RetentionKey[];

/** Bars are what everything else is made of: a slip of the key must not cost years. */
const FEWEST: Partial<Record<RetentionKey, number>> = { bars: 30 };
const MOST = 36_500;

export type RetentionTexts = Record<RetentionKey, string>;

export function textsOf(retention: Retention): RetentionTexts {
  const entries = RETENTION_KEYS.map((key) => [key, retention[key]?.toString() ?? ""]);
  return Object.fromEntries(entries) as RetentionTexts;
}

/** What is wrong with a text; null when it is fine. Empty keeps for ever. */
export function retentionMistake(key: RetentionKey, text: string): string | null {
  if (text.trim() === "") return null;
  const days = Number(text);
  const fewest = FEWEST[key] ?? 1;
  if (Number.isInteger(days) && days >= fewest && days <= MOST) return null;
  return `A whole number of days from ${fewest} to ${MOST.toLocaleString("en-US")}, or nothing`;
}

/** Null while a text is wrong. */
export function retentionOf(texts: RetentionTexts): Retention | null {
  if (RETENTION_KEYS.some((key) => retentionMistake(key, texts[key]) !== null)) return null;
  const entries = RETENTION_KEYS.map((key) => {
    const text = texts[key].trim();
    return [key, text === "" ? null : Number(text)];
  });
  return Object.fromEntries(entries) as Retention;
}
