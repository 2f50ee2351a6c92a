import { getRuntime } from "@/inngest/runtime";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { addSymbols, checkSymbols } from "@/lib/pipeline/manage-symbols";
import { viewSymbols } from "@/lib/views/symbols";

export const GET = respond("symbols", ({ query, now }) =>
  viewSymbols({ db, now, policy: getRuntime().deps.policy() }, query),
);

export const POST = respond("addSymbols", async ({ body, actor, now }) => {
  const asked = body.symbols.map(({ symbol, name, asset_class, criticality, timeframes }) => ({
    symbol,
    name: name ?? null,
    assetClass: asset_class,
    criticality,
    timeframes,
  }));
  const symbols = body.check ? await checkSymbols(getRuntime().deps.provider, asked) : asked;
  const { added, reactivated } = await withAudit(db, actor, async (tx) => {
    const result = await addSymbols(tx, symbols);
    const target = symbols.length === 1 ? (symbols[0]?.symbol ?? "") : `${symbols.length} symbols`;
    return { result, change: { action: "symbols.add", target, after: symbols } };
  });
  return { timestamp: now.toISOString(), added, reactivated };
});
export const { PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET", "POST");
