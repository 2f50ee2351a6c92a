import { startWork, toScope } from "@/app/api/start-work";
import { askedSeries } from "@/app/api/v1/admin/backfill/asked-series";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const POST = respond("triggerBackfill", async ({ query, body, actor, now }) => {
  const isForced = body.force || query.force === "true";
  return startWork(
    { actor, now },
    {
      action: "backfill.trigger",
      trigger: "manual",
      scope: toScope(body, await askedSeries(db, body)),
      newestFirst: body.newest_first ?? false,
      priority: body.priority ?? 0,
      reason: body.reason ?? null,
      whenOpen: isForced ? "take_over" : "refuse",
      ...(body.token === undefined ? {} : { token: body.token }),
    },
  );
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
