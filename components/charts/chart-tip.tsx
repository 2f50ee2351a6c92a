/** The hover card of the executions charts: one slice in words. */
import { formatCount, formatDuration, formatInstant, formatPct } from "@/lib/client/format";
import { executionsIn, type StatsPoint } from "./prepare-execution-stats";

type ChartTipProps = {
  zone: string;
  active?: boolean;
  /** Handed in by the chart library. */
  payload?: readonly { payload?: unknown }[];
};

export function ChartTip({ zone, active, payload }: ChartTipProps) {
  const point = payload?.[0]?.payload as StatsPoint | undefined;
  if (!active || !point) return null;
  const at = new Date(point.fromMs);
  const results = (["completed", "partial", "failed", "cancelled", "running"] as const).filter(
    (key) => point[key] > 0,
  );
  return (
    <div className="rounded-md bg-ink px-2.5 py-1.5 text-inverse text-small shadow-lift">
      <p className="font-medium">{formatInstant(at, new Date(), zone)}</p>
      {executionsIn(point) === 0 ? <p>No executions</p> : null}
      {results.map((key) => (
        <p key={key}>
          {formatCount(point[key])} {key}
        </p>
      ))}
      {point.successPct === null ? null : <p>Success {formatPct(point.successPct)}</p>}
      {point.band ? (
        <p>
          Median {formatDuration(Math.round(point.band[0]))}, p95{" "}
          {formatDuration(Math.round(point.band[1]))}
        </p>
      ) : null}
      {point.answered + point.refused > 0 ? (
        <p>
          {formatCount(point.answered + point.refused)} calls, {formatCount(point.refused)} refused
        </p>
      ) : null}
    </div>
  );
}
