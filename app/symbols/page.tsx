import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { loadSymbolsFilters } from "@/components/symbols/symbol-params";
import { symbolsQueryOf } from "@/components/symbols/symbol-queries";
import { SymbolsPage } from "@/components/symbols/symbols-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { symbolsQuery } from "@/lib/client/queries";
import { symbols } from "@/lib/contract/symbols";
import { viewSymbols } from "@/lib/views/symbols";

export const metadata: Metadata = { title: "Symbols" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePageActor();
  const query = symbolsQueryOf(await loadSymbolsFilters(searchParams));
  const deps = viewDeps(new Date());
  const read = prefetch(symbolsQuery(query), async () =>
    viewSymbols(deps, symbols.query.parse(query)),
  );
  return (
    <Prefetched reads={[read]}>
      <SymbolsPage />
    </Prefetched>
  );
}
