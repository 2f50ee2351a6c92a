import { startWork, toScope } from "@/app/api/start-work";
import { db } from "@/lib/db/client";
import { selectTrackedSymbol } from "@/lib/db/queries/symbols";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { unknownSymbol } from "@/lib/views/not-found";

export const POST = respond("rerunSymbol", async ({ params, body, actor, now }) => {
  if ((await selectTrackedSymbol(db, params.symbol)) === null) throw unknownSymbol(params.symbol);
  return startWork(
    { actor, now },
    {
      action: "symbol.rerun",
      trigger: "rerun",
      scope: toScope({ ...body, symbols: [params.symbol] }, null),
      reason: body.reason ?? null,
      ...(body.token === undefined ? {} : { token: body.token }),
    },
  );
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
