import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { requeueDelivery } from "@/lib/db/queries/channels";
import { AppError } from "@/lib/errors";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const POST = respond("retryDelivery", async ({ params, actor, now }) => {
  await withAudit(db, actor, async (tx) => {
    const queued = await requeueDelivery(tx, params.id, now);
    if (queued === null) throw new AppError("not_found", `There is no delivery ${params.id}.`);
    const target = `delivery ${params.id}`;
    return { result: undefined, change: { action: "delivery.retry", target, after: queued } };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
