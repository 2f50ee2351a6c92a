/** The rule behind the states in few words, read from the policy in force. Pure. */
import { formatDuration } from "@/lib/client/format";
import { CRITICALITIES } from "@/lib/domain/vocabulary";
import { TIER_WORDS } from "./series-words";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** "Grace: critical 30 m, standard 1 h 30 m, low priority 1 d 2 h"; null where the policy does not say it so. */
export function graceText(policy: Readonly<Record<string, unknown>>): string | null {
  const thresholds = policy.staleness_thresholds;
  const grace = isRecord(thresholds) ? thresholds.grace_seconds : undefined;
  if (!isRecord(grace)) return null;
  const parts = CRITICALITIES.flatMap((tier) => {
    const seconds = grace[tier];
    return typeof seconds === "number"
      ? [`${TIER_WORDS[tier].toLowerCase()} ${formatDuration(seconds)}`]
      : [];
  });
  return parts.length === 0 ? null : `Grace: ${parts.join(", ")}`;
}
