import { getRuntime } from "@/inngest/runtime";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { snoozeAlert } from "@/lib/pipeline/answer-alert";

export const POST = respond("snoozeAlert", async ({ params, body, actor, now }) => {
  const { reason } = body;
  const { exchange } = getRuntime().deps;
  const isNextOpen = body.until === "next_open";
  const until: Date | "next_open" = isNextOpen ? "next_open" : new Date(body.until);
  const end = await withAudit(db, actor, async (tx) => {
    const snoozed = { id: params.id, actor: actor.name, until, reason };
    const endsAt = await snoozeAlert({ tx, exchange, now }, snoozed);
    const after = { until: endsAt.toISOString() };
    return {
      result: endsAt,
      change: { action: "alert.snooze", target: `alert ${params.id}`, after, reason },
    };
  });
  return { timestamp: now.toISOString(), snoozed_until: end.toISOString() };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
