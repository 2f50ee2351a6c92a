import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { resolveFailure } from "@/lib/db/queries/failures";
import { AppError } from "@/lib/errors";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const POST = respond("resolveFailure", async ({ params, body, actor, now }) => {
  await withAudit(db, actor, async (tx) => {
    const isDone = await resolveFailure(tx, { id: params.id, now, resolvedBy: actor.name });
    if (!isDone) throw new AppError("not_found", `There is no unresolved failure ${params.id}.`);
    return {
      result: undefined,
      change: {
        action: "failure.resolve",
        target: `failure ${params.id}`,
        reason: body.reason,
      },
    };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
