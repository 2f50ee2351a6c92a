"use client";
/** The bars of one timeframe: how many, adjusted or as traded, as a chart or as a table. */
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { zoneOffset } from "@/components/charts/zone-offset";
import { Card } from "@/components/ui/card";
import { Choice } from "@/components/ui/choice";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { useNow } from "@/lib/client/clock";
import { formatCompact, formatInstant, plural } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { historicalQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { calendarFor, createCalendar } from "@/lib/domain/calendar";
import type { Timeframe } from "@/lib/domain/vocabulary";
import type { CandleMark } from "./candle-chart";
import { type Bar, prepareCandles, summarizeCandles } from "./prepare-candles";
import { BAR_COUNTS } from "./symbol-params";
import { barsQueryOf } from "./symbol-queries";

const CandleChart = dynamic(() => import("./candle-chart").then((it) => it.CandleChart), {
  ssr: false,
  loading: () => <Skeleton className="h-80 tablet:h-96" />,
});

type SymbolData = ResponseOf<"symbol">;
type BarCount = (typeof BAR_COUNTS)[number];
type Change = { bars?: BarCount; raw?: boolean };

const VIEWS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

type PanelProps = {
  data: SymbolData;
  timeframe: Timeframe;
  bars: BarCount;
  raw: boolean;
  onChange: (change: Change) => void;
};

export function CandlePanel({ data, timeframe, bars, raw, onChange }: PanelProps) {
  const [view, setView] = useState<"chart" | "table">("chart");
  const query = useLiveQuery(
    historicalQuery(data.symbol.symbol, barsQueryOf(timeframe, bars, raw)),
  );
  return (
    <Card
      title={`Bars ${timeframe}`}
      note={raw ? "as traded" : "adjusted for splits"}
      aside={
        <div className="flex flex-wrap gap-2" data-screen-only>
          <Choice
            label="Newest bars"
            value={bars}
            options={BAR_COUNTS.map((value) => ({ value, label: formatCompact(Number(value)) }))}
            onChange={(value) => onChange({ bars: value })}
          />
          {data.splits.length > 0 ? (
            <Choice
              label="Prices"
              value={raw ? "raw" : "adjusted"}
              options={[
                { value: "adjusted", label: "Adjusted" },
                { value: "raw", label: "As traded" },
              ]}
              onChange={(value) => onChange({ raw: value === "raw" })}
            />
          ) : null}
          <Choice label="Shown as" value={view} options={VIEWS} onChange={setView} />
        </div>
      }
    >
      <QueryStates query={query} skeleton={<Skeleton className="h-96" />}>
        {(answer) =>
          answer.bars.length === 0 ? (
            <Empty kind="nothing_yet" title="No bar is stored yet">
              The first backfill of this series fetches them.
            </Empty>
          ) : (
            <Candles data={data} timeframe={timeframe} bars={answer.bars} view={view} />
          )
        }
      </QueryStates>
    </Card>
  );
}

let exchange: ReturnType<typeof createCalendar> | undefined;
function calendarOf(assetClass: SymbolData["symbol"]["asset_class"]) {
  exchange ??= createCalendar();
  return calendarFor(exchange, assetClass);
}

function Candles({
  data,
  timeframe,
  bars,
  view,
}: Pick<PanelProps, "data" | "timeframe"> & {
  bars: readonly Bar[];
  view: "chart" | "table";
}) {
  const zone = useZone();
  const points = useMemo(
    () =>
      prepareCandles(bars, {
        calendar: calendarOf(data.symbol.asset_class),
        timeframe,
        offsetMsAt: zoneOffset(zone),
      }),
    [bars, data.symbol.asset_class, timeframe, zone],
  );
  const marks = useMemo(() => splitMarks(data.splits, points), [data.splits, points]);
  const nowMs = useNow(3_600_000);
  const summary = summarizeCandles(points);
  if (!summary) return null;
  const at = (bar: Bar) => formatInstant(new Date(bar.t), new Date(nowMs), zone);
  return (
    <>
      <p className="mb-2 text-ink-2 text-small">
        {plural(bars.length, "bar")} from {at(summary.first)} to {at(summary.last)}: low{" "}
        {price(summary.low)}, high {price(summary.high)}, last {price(summary.last.close)}.{" "}
        {summary.missing > 0 ? (
          <span className="font-medium text-bad-ink">
            {plural(summary.missing, "expected bar")} missing.
          </span>
        ) : (
          "None missing in regular hours."
        )}
        {summary.suspect > 0 ? ` ${plural(summary.suspect, "suspect bar")} marked.` : ""}
      </p>
      {view === "chart" ? (
        <CandleChart
          points={points}
          marks={marks}
          withClock={timeframe !== "1d" && timeframe !== "1w"}
        />
      ) : (
        <BarTable bars={bars} />
      )}
    </>
  );
}

/** A split stands on the first bar of its day. */
function splitMarks(
  splits: SymbolData["splits"],
  points: readonly { time: number }[],
): CandleMark[] {
  const firstMs = (points[0]?.time ?? 0) * 1_000;
  return splits.flatMap(({ execution_date, split_from, split_to }) => {
    const dayMs = Date.parse(`${execution_date}T00:00:00Z`);
    const point = points.find(({ time }) => time * 1_000 >= dayMs);
    if (dayMs < firstMs || !point) return [];
    return [{ time: point.time, text: `Split ${split_to}:${split_from}` }];
  });
}

const priceFormat = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 7 });
const price = (value: number) => priceFormat.format(value);

function BarTable({ bars }: { bars: readonly Bar[] }) {
  const rows = useMemo(() => bars.toReversed(), [bars]);
  return (
    <DataTable
      caption="Bars, newest first"
      rows={rows}
      rowKey={({ t }) => t}
      columns={[
        {
          key: "t",
          header: "Opens at",
          phone: "headline",
          cell: ({ t }) => <Time at={t} show="clock" />,
        },
        ...(["open", "high", "low", "close"] as const).map((key) => ({
          key,
          header: key,
          align: "right" as const,
          cell: (bar: Bar) => price(bar[key]),
        })),
        {
          key: "volume",
          header: "volume",
          align: "right",
          cell: ({ volume }) => formatCompact(volume),
        },
        {
          key: "suspect",
          header: "Note",
          phone: "hidden",
          cell: ({ suspect }) => (suspect ? <span className="text-warn-ink">suspect</span> : null),
        },
      ]}
    />
  );
}
