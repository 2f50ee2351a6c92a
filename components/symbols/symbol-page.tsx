"use client";
/** One symbol: what state each timeframe is in, why, its bars, its past, and what can be done. */
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { openRerun } from "@/components/rerun/open-rerun";
import { AppLink } from "@/components/ui/app-link";
import { buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/client/call";
import { symbolQuery } from "@/lib/client/queries";
import { useShortcuts } from "@/lib/client/shortcuts";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { useRoleReason } from "@/lib/client/use-role";
import { CandlePanel } from "./candle-panel";
import { Lineage } from "./lineage";
import { RpoMonth } from "./rpo-month";
import type { SymbolData } from "./symbol-data";
import { SymbolHead } from "./symbol-head";
import { SymbolHistory } from "./symbol-history";
import { symbolParsers } from "./symbol-params";
import { SymbolStates } from "./symbol-states";
import { TimeframeCards } from "./timeframe-cards";
import { WhyPanel } from "./why-panel";
import { worstSeries } from "./worst-series";

export function SymbolPage({ symbol }: { symbol: string }) {
  const query = useLiveQuery(symbolQuery(symbol));
  if (query.error instanceof ApiProblem && query.error.status === 404) {
    return (
      <>
        <h1 className="mb-4 font-serif text-title">{symbol}</h1>
        <Empty
          kind="no_match"
          title={`${symbol} is not tracked`}
          action={
            <AppLink href="/symbols" className={buttonClass("plain", "small")}>
              Tracked symbols
            </AppLink>
          }
        >
          {query.error.message}
        </Empty>
      </>
    );
  }
  return (
    <QueryStates query={query} skeleton={<SymbolSkeleton />}>
      {(data) => <SymbolBody data={data} />}
    </QueryStates>
  );
}

function SymbolBody({ data }: { data: SymbolData }) {
  const [params, setParams] = useQueryStates(symbolParsers, { history: "replace" });
  const operator = useRoleReason("operator");
  const { series, symbol } = data;
  const shown = series.find(({ timeframe }) => timeframe === params.tf) ?? worstSeries(series);
  const shortcuts = useMemo(() => {
    const run = () => openSymbolRerun(data);
    return operator === null ? [{ keys: "r", label: `Re-run ${symbol.symbol}`, run }] : [];
  }, [data, operator, symbol.symbol]);
  useShortcuts(shortcuts);
  return (
    <div className="flex flex-col gap-8">
      <SymbolHead data={data} onRerun={() => openSymbolRerun(data)} />
      {shown ? (
        <>
          <TimeframeCards
            series={series}
            shown={shown.timeframe}
            onShow={(tf) => void setParams({ tf })}
          />
          <div className="grid gap-x-10 gap-y-8 desktop:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
            <WhyPanel key={shown.timeframe} series={shown} />
            <CandlePanel
              data={data}
              timeframe={shown.timeframe}
              bars={params.bars}
              raw={params.raw}
              onChange={(change) => void setParams(change)}
            />
          </div>
          <Lineage data={data} series={shown} />
        </>
      ) : (
        <Empty kind="nothing_yet" title="No timeframe of this symbol is tracked" />
      )}
      <SymbolStates
        symbol={symbol.symbol}
        days={params.days}
        onDays={(days) => void setParams({ days })}
      />
      <RpoMonth month={data.rpo_month} />
      <SymbolHistory data={data} tab={params.tab} onTab={(tab) => void setParams({ tab })} />
    </div>
  );
}

/** The preset is what is wrong; where nothing is, everything. */
function openSymbolRerun({ symbol, series }: SymbolData): void {
  const wrong = series
    .filter(({ data_status }) => data_status === "behind" || data_status === "missing")
    .map(({ timeframe }) => ({ symbol: symbol.symbol, timeframe }));
  const all = {
    key: "all",
    label: "Every timeframe",
    count: series.length,
    body: { symbols: [symbol.symbol] },
  };
  const behind = {
    key: "behind",
    label: "Behind and missing",
    count: wrong.length,
    body: { series: wrong },
  };
  openRerun({
    title: `Re-run ${symbol.symbol}`,
    choices: wrong.length === 0 ? [all] : [behind, all],
  });
}

function SymbolSkeleton() {
  return (
    <div role="status" aria-label="Loading the symbol" className="flex flex-col gap-8">
      <Skeleton className="h-16 w-72" />
      <div className="grid gap-4 border-ink border-t pt-3 tablet:grid-cols-3 desktop:grid-cols-5">
        {["a", "b", "c", "d", "e"].map((key) => (
          <Skeleton key={key} className="h-36" />
        ))}
      </div>
      <div className="grid gap-10 desktop:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
