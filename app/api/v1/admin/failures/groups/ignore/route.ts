import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { ignoreErrorGroup } from "@/lib/pipeline/ignore-error-group";

export const POST = respond("ignoreFailureGroup", async ({ body, actor, now }) => {
  const { fingerprint, until, reason } = body;
  await withAudit(db, actor, async (tx) => {
    await ignoreErrorGroup(
      { tx, now },
      { fingerprint, until: toEnd(until), reason, actor: actor.name },
    );
    const action = until === null ? "failures.show" : "failures.ignore";
    return {
      result: undefined,
      change: { action, target: fingerprint, after: { until }, reason },
    };
  });
  return { timestamp: now.toISOString(), ok: true };
});

type Until = string | { more_than: number; per: "hour" | "total" } | null;

function toEnd(until: Until) {
  if (until === null) return null;
  if (typeof until === "string") return new Date(until);
  return { moreThan: until.more_than, per: until.per };
}
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
