import { inngest } from "@/inngest/client";
import { gapsWanted, splitsWanted } from "@/inngest/events";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

const WANTED = { splits: splitsWanted, gaps: gapsWanted };

export const POST = respond("startCare", async ({ body, actor, now }) => {
  const { task, reason } = body;
  // Sent within: what could not be asked for is not in the log either.
  await withAudit(db, actor, async () => {
    await inngest.send({ name: WANTED[task].name, data: { requestedBy: actor.name } });
    return { result: undefined, change: { action: "care.start", target: task, reason } };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
