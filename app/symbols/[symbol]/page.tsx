import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { SymbolPage } from "@/components/symbols/symbol-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { symbolQuery } from "@/lib/client/queries";
import { symbol as endpoint } from "@/lib/contract/symbols";
import { viewSymbol } from "@/lib/views/symbol";

type PageProps = { params: Promise<{ symbol: string }> };

async function symbolOf({ params }: PageProps): Promise<string | null> {
  const asked = endpoint.params.safeParse(await params);
  return asked.success ? asked.data.symbol : null;
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await symbolOf(props)) ?? "No such symbol" };
}

export default async function Page(props: PageProps) {
  await requirePageActor();
  const symbol = await symbolOf(props);
  if (symbol === null) notFound();
  const deps = viewDeps(new Date());
  return (
    <Prefetched reads={[prefetch(symbolQuery(symbol), () => viewSymbol(deps, { symbol }))]}>
      <SymbolPage key={symbol} symbol={symbol} />
    </Prefetched>
  );
}
