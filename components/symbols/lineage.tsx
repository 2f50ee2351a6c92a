"use client";
/** Where the shown state comes from: the last vendor request, the bars it left, the features made of them. */
import type { ReactNode } from "react";
import { stateOf } from "@/components/staleness/series-words";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { answerState } from "@/components/ui/vendor-call-columns";
import { formatCount, formatMs, plural } from "@/lib/client/format";
import { BASE_OF } from "@/lib/domain/vocabulary";
import { lastRequestOf } from "./request-words";
import type { SymbolData } from "./symbol-data";

export function Lineage({
  data,
  series,
}: {
  data: SymbolData;
  series: SymbolData["series"][number];
}) {
  const base = BASE_OF[series.timeframe];
  const request = lastRequestOf(data.requests, base);
  const run = data.runs.find(({ timeframe }) => timeframe === series.timeframe);
  return (
    <Card title="Lineage" note="from the provider's answer to the state above">
      <ol className="grid gap-3 tablet:grid-cols-2 desktop:grid-cols-4">
        <Stage title="Request" first>
          {request ? (
            <>
              <Status state={answerState(request)}>{request.status ?? "No answer"}</Status>
              <span>
                {plural(request.rows, "row")} in {formatMs(request.duration_ms)},{" "}
                <Time at={request.started_at} />
              </span>
              {request.vendor_request_id ? (
                <CopyId value={request.vendor_request_id} label="request id" short={12} />
              ) : null}
            </>
          ) : (
            <span className="text-ink-3">None is kept any more</span>
          )}
        </Stage>
        <Stage title={`Bars ${base}`}>
          <span>
            {run
              ? `${formatCount(run.records_inserted)} new, ${formatCount(run.records_changed)} revised in the last run`
              : "No run yet"}
          </span>
          {run ? (
            <AppLink href={`/executions/${run.execution_id}`} className="underline-quiet">
              Run <Time at={run.started_at} plain />
            </AppLink>
          ) : null}
        </Stage>
        <Stage title={base === series.timeframe ? "Stored" : `Rolled up to ${series.timeframe}`}>
          <span>{plural(series.data_point_count, "bar")}</span>
          <span>
            newest <Time at={series.stored_through} show="clock" />
          </span>
        </Stage>
        <Stage title="Features">
          <span>
            computed <Time at={series.last_computed_at} />
          </span>
          <Status state={stateOf(series, "market")} />
        </Stage>
      </ol>
    </Card>
  );
}

function Stage({
  title,
  first = false,
  children,
}: {
  title: string;
  first?: boolean;
  children: ReactNode;
}) {
  return (
    <li className="relative flex flex-col items-start gap-0.5 border border-rule bg-raised px-3 py-2">
      {first ? null : (
        <span
          aria-hidden="true"
          className="-left-3 -translate-y-1/2 absolute top-1/2 hidden w-3 text-center text-ink-3 desktop:block"
        >
          →
        </span>
      )}
      <p className="label">{title}</p>
      {children}
    </li>
  );
}
