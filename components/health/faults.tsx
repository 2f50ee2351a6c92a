"use client";
/** What is behind or missing now, a line per cause with what to do about it; nothing where nothing is at fault. */
import { memo } from "react";
import { openSeriesRerun } from "@/components/staleness/open-series-rerun";
import { REASON_WORDS } from "@/components/staleness/series-words";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import { useRoleReason } from "@/lib/client/use-role";

type Fault = ResponseOf<"overview">["faults"][number];

export const Faults = memo(function Faults({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <Card title="At fault now" note="by cause, the commonest first">
      <ul className="divide-y divide-rule">
        {faults.map((fault) => (
          <li key={fault.reason} className="py-2.5 first:pt-0">
            <FaultLine fault={fault} />
          </li>
        ))}
      </ul>
    </Card>
  );
});

function FaultLine({ fault }: { fault: Fault }) {
  const { reason, count, series } = fault;
  const operator = useRoleReason("operator");
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <AppLink
          href={`/staleness?data_status=behind,missing&reason=${reason}`}
          className="underline-quiet min-w-0 font-medium"
        >
          {REASON_WORDS[reason]}: {plural(count, "series", "series")}
        </AppLink>
        {series.length > 0 ? (
          <Button
            size="small"
            data-screen-only
            disabledReason={operator}
            aria-label={`Re-run ${count} (${REASON_WORDS[reason].toLowerCase()})…`}
            onClick={() => openSeriesRerun(series)}
          >
            Re-run {count}…
          </Button>
        ) : null}
      </div>
      <p className="text-ink-2 text-small">{fault.sentence}</p>
      <p className="mt-0.5 flex flex-wrap gap-x-2 text-small">
        <SymbolLinks fault={fault} />
      </p>
      {fault.next_step ? (
        <p className="mt-0.5 text-ink-3 text-small">To do: {fault.next_step}</p>
      ) : null}
    </>
  );
}

function SymbolLinks({ fault: { symbols, symbol_count: all } }: { fault: Fault }) {
  return (
    <>
      {symbols.map((symbol) => (
        <AppLink key={symbol} href={`/symbols/${symbol}`} className="underline-quiet">
          {symbol}
        </AppLink>
      ))}
      {all > symbols.length ? (
        <span className="text-ink-3">and {all - symbols.length} more</span>
      ) : null}
    </>
  );
}
