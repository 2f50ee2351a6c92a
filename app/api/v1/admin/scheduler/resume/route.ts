import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { SCHEDULE_PAUSE_KEY } from "@/lib/db/queries/read/schedule-pause";
import { deleteSetting, selectSetting } from "@/lib/db/queries/settings";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const POST = respond("resumeSchedule", async ({ body, actor, now }) => {
  await withAudit(db, actor, async (tx) => {
    const before = await selectSetting(tx, SCHEDULE_PAUSE_KEY);
    await deleteSetting(tx, SCHEDULE_PAUSE_KEY);
    return {
      result: undefined,
      change: { action: "schedule.resume", target: "schedule", before, reason: body.reason },
    };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
