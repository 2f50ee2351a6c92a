/** Words about alerts. Pure. */
import { REASON_WORDS } from "@/components/staleness/series-words";
import type { ResponseOf } from "@/lib/client/call";
import { REASON_CODES } from "@/lib/domain/vocabulary";

export type Alert = ResponseOf<"alerts">["alerts"][number];

/** "stale_share" → "Stale share". */
export function ruleName(rule: string): string {
  const words = rule.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A reason code as the boards name it; a cause that is none of them keeps its name. */
export function alertCauseWords(cause: string): string {
  const code = REASON_CODES.find((known) => known === cause);
  return code ? REASON_WORDS[code] : cause.replaceAll("_", " ");
}

/** The series the alert is about, as they are now; null when it is about none. */
export function affectedHref(
  alert: Pick<Alert, "rule" | "cause" | "affected_count">,
): string | null {
  if (alert.affected_count === 0) return null;
  switch (alert.rule) {
    case "failure_rate":
      return "/failures";
    case "missing_share":
      return "/staleness?data_status=missing";
    case "no_successful_backfill":
      return "/staleness";
    default:
      return alert.cause === null
        ? "/staleness?data_status=behind"
        : `/staleness?data_status=behind&reason=${alert.cause}`;
  }
}
