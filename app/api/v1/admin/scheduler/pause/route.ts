import { futureInstant } from "@/app/api/future-instant";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { SCHEDULE_PAUSE_KEY } from "@/lib/db/queries/read/schedule-pause";
import { selectSetting, upsertSetting } from "@/lib/db/queries/settings";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const POST = respond("pauseSchedule", async ({ body, actor, now }) => {
  const until = futureInstant(body.until, now, "body.until")?.toISOString() ?? null;
  const value = { until, reason: body.reason ?? null };
  await withAudit(db, actor, async (tx) => {
    const before = await selectSetting(tx, SCHEDULE_PAUSE_KEY);
    await upsertSetting(tx, { key: SCHEDULE_PAUSE_KEY, value, now, updatedBy: actor.name });
    return {
      result: undefined,
      change: {
        action: "schedule.pause",
        target: "schedule",
        before,
        after: value,
        reason: body.reason,
      },
    };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
