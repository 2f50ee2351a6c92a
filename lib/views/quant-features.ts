/** Stored features of a symbol, newest first. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectNewestFeatures, selectSymbolBasics } from "@/lib/db/queries/read/bars";
import type { ViewDeps } from "./deps";
import { toSeriesRange } from "./historical";
import { unknownSymbol } from "./not-found";
import { cutPage } from "./page";

type Endpoint = typeof ENDPOINTS.quantFeatures;

const KIND = "features";

export async function viewQuantFeatures(
  { db, now }: Pick<ViewDeps, "db" | "now">,
  input: z.output<Endpoint["params"]> & z.output<Endpoint["query"]>,
): Promise<z.output<Endpoint["response"]>> {
  const { symbol, timeframe, limit } = input;
  const [basics, newest] = await Promise.all([
    selectSymbolBasics(db, symbol),
    selectNewestFeatures(db, toSeriesRange(KIND, input)),
  ]);
  if (!basics) throw unknownSymbol(symbol);
  const page = cutPage(newest, limit, { kind: KIND, keysOf: ({ t }) => [t] });
  return {
    timestamp: now.toISOString(),
    symbol,
    timeframe,
    count: page.rows.length,
    features: page.rows.map((row) => ({ ...row, t: new Date(row.t).toISOString() })),
    next_cursor: page.nextCursor,
  };
}
