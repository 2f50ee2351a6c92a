/** Leaves a known cause of failures alone, for a while and for a reason; or ends that. */
import type { Db } from "@/lib/db/connect";
import { deleteIgnore, hasFailures, upsertIgnore } from "@/lib/db/queries/error-group-ignores";
import type { Recurrence } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";

/** What is ignored for longer is a rule, not a decision about one cause. */
const LONGEST_DAYS = 365;
const DAY_MS = 86_400_000;

export type IgnoreUntil = Date | { moreThan: number; per: Recurrence };

/**
 * A second decision about the same cause replaces the first. Null shows it again now.
 *
 * @throws AppError `not_found` for a cause that no failure has, `invalid_input` for an end that is past or too far
 */
export async function ignoreErrorGroup(
  { tx, now }: { tx: Db; now: Date },
  input: { fingerprint: string; until: IgnoreUntil | null; reason: string; actor: string },
): Promise<void> {
  const { fingerprint, until, reason, actor } = input;
  if (!(await hasFailures(tx, fingerprint))) {
    throw new AppError("not_found", `No failure has the cause ${JSON.stringify(fingerprint)}.`);
  }
  if (until === null) return deleteIgnore(tx, fingerprint);
  if (until instanceof Date) requireSensible(until, now);
  const end =
    until instanceof Date ? { until, moreThan: null, per: null } : { until: null, ...until };
  await upsertIgnore(tx, { fingerprint, ...end, reason, ignoredBy: actor, ignoredAt: now });
}

function requireSensible(until: Date, now: Date): void {
  const aheadMs = until.getTime() - now.getTime();
  if (aheadMs > 0 && aheadMs <= LONGEST_DAYS * DAY_MS) return;
  const message = `must be after ${now.toISOString()} and at most ${LONGEST_DAYS} days ahead`;
  throw new AppError("invalid_input", `What ends an ignored error ${message}.`, {
    errors: [{ path: "body.until", message }],
  });
}
