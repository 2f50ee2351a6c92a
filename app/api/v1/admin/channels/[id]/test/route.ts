import { mailer } from "@/inngest/mailer";
import { noteChange } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { selectChannel } from "@/lib/db/queries/channels";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { sendTestNotice } from "@/lib/pipeline/deliver-notification";
import { unknownChannel } from "@/lib/views/channels";

export const POST = respond("testChannel", async ({ params, actor, now }) => {
  const channel = await selectChannel(db, params.id);
  if (channel === null) throw unknownChannel(params.id);
  await noteChange(db, actor, { action: "channel.test", target: `channel ${params.id}` });
  const deps = { db, now: () => new Date(), mailer: mailer() };
  const { status, error, durationMs } = await sendTestNotice(deps, channel);
  return {
    timestamp: now.toISOString(),
    delivered: error === null,
    response_status: status,
    error,
    duration_ms: durationMs,
  };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
