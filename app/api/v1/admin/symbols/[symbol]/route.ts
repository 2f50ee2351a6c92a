import { viewDeps } from "@/app/api/view-deps";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { selectSymbol } from "@/lib/db/queries/read/symbols";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { withoutUndefined } from "@/lib/http/without-undefined";
import { changeSymbol } from "@/lib/pipeline/manage-symbols";
import { unknownSymbol } from "@/lib/views/not-found";
import { viewSymbol } from "@/lib/views/symbol";
import { toSymbolRow } from "@/lib/views/symbols";

export const GET = respond("symbol", ({ params, now }) => viewSymbol(viewDeps(now), params));

export const PUT = respond("updateSymbol", async ({ params, body, actor, now }) => {
  const { name, criticality, timeframes, active, paused_until, paused_reason } = body;
  const change = withoutUndefined({
    name,
    criticality,
    timeframes,
    active,
    pausedUntil: typeof paused_until === "string" ? new Date(paused_until) : paused_until,
    pausedReason: paused_reason,
  });
  await withAudit(db, actor, async (tx) => {
    const { before, after } = await changeSymbol(tx, params.symbol, change);
    const action = "symbol.change";
    return { result: undefined, change: { action, target: params.symbol, before, after } };
  });
  const row = await selectSymbol(db, params.symbol);
  if (row === null) throw unknownSymbol(params.symbol);
  return { timestamp: now.toISOString(), symbol: toSymbolRow(row) };
});

export const DELETE = respond("deactivateSymbol", async ({ params, actor, now }) => {
  await withAudit(db, actor, async (tx) => {
    const { before, after } = await changeSymbol(tx, params.symbol, { active: false });
    const action = "symbol.deactivate";
    return { result: undefined, change: { action, target: params.symbol, before, after } };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { POST, PATCH, OPTIONS } = allowOnly("GET", "PUT", "DELETE");
