import { startWork } from "@/app/api/start-work";
import { db } from "@/lib/db/client";
import { selectUnresolvedSeries } from "@/lib/db/queries/failures";
import { AppError } from "@/lib/errors";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const POST = respond("rerunFailures", async ({ body, actor, now }) => {
  const series = await selectUnresolvedSeries(db, {
    ...(body.ids === undefined ? {} : { ids: body.ids }),
    ...(body.fingerprint === undefined ? {} : { fingerprint: body.fingerprint }),
  });
  if (series.length === 0) throw new AppError("conflict", "No unresolved failure matches.");
  return startWork(
    { actor, now },
    {
      action: "failures.rerun",
      trigger: "rerun",
      scope: { series },
      reason: body.reason ?? null,
      ...(body.token === undefined ? {} : { token: body.token }),
    },
  );
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
