/** The budget at this moment and a day of calls in figures. */
import { Spark } from "@/components/charts/spark";
import { Facts } from "@/components/settings/facts";
import { Card } from "@/components/ui/card";
import type { ResponseOf } from "@/lib/client/call";
import { formatBytes, formatCount, formatMs, formatPct, plural } from "@/lib/client/format";

export type Provider = ResponseOf<"provider">;

const ms = (value: number | null) => (value === null ? "–" : formatMs(value));

export function ProviderDay({ provider }: { provider: Provider }) {
  const { day, hours } = provider;
  return (
    <div className="grid gap-x-10 gap-y-8 desktop:grid-cols-2">
      <section aria-label="Now" className="flex flex-col gap-4">
        <div>
          <p className="verdict-text">{verdict(provider)}</p>
          <p className="mt-1 text-ink-2">{budgetText(provider.budget)}</p>
        </div>
        <Strip
          label="Calls by hour"
          values={hours.map(({ requests }) => requests)}
          text={`${plural(day.requests, "call")} in 24 h`}
        />
        <Strip
          label="Answers of 429 by hour"
          values={hours.map(({ rate_limited }) => rate_limited)}
          text={`${formatCount(day.rate_limited)}, ${formatPct(day.rate_limited_pct)}`}
        />
        <Strip
          label="p95 latency by hour"
          values={hours.map(({ p95_ms }) => p95_ms)}
          text={ms(day.p95_ms)}
        />
      </section>
      <Card title="The last 24 hours" note="every call is kept with its lineage">
        <Facts
          facts={[
            { term: "Calls", value: formatCount(day.requests) },
            {
              term: "Refused with 429",
              value: `${formatCount(day.rate_limited)} (${formatPct(day.rate_limited_pct)})`,
            },
            { term: "Failed otherwise", value: formatCount(day.failed) },
            { term: "Latency p50", value: ms(day.p50_ms) },
            { term: "Latency p95", value: ms(day.p95_ms) },
            { term: "Rows received", value: formatCount(day.rows) },
            { term: "Bytes received", value: formatBytes(day.bytes) },
            ...day.by_purpose.map(({ purpose, requests }) => ({
              term: `Spent on: ${purpose}`,
              value: formatCount(requests),
            })),
          ]}
        />
      </Card>
    </div>
  );
}

function verdict({ day }: Provider): string {
  if (day.requests === 0) return "Nothing was asked in 24 hours.";
  if (day.rate_limited + day.failed === 0) return "Every call of 24 hours was answered.";
  if (day.failed === 0)
    return `${formatPct(day.rate_limited_pct)} of the calls were refused with 429.`;
  return `${plural(day.failed, "call")} failed in 24 hours.`;
}

function budgetText(budget: Provider["budget"]): string {
  if (budget === null) return "No request limit is set.";
  const wait = budget.wait_seconds > 0 ? `; the next call waits ${budget.wait_seconds} s` : "";
  return `${formatCount(budget.left)} of ${plural(budget.per_minute, "call")} a minute left${wait}.`;
}

function Strip({
  label,
  values,
  text,
}: {
  label: string;
  values: readonly (number | null)[];
  text: string;
}) {
  const isEmpty = values.every((value) => value === null || value === 0);
  return (
    <div className="grid grid-cols-[10rem_1fr_auto] items-center gap-x-4 max-tablet:grid-cols-[1fr_auto]">
      <span className="text-ink-2 text-small max-tablet:col-span-2">{label}</span>
      {isEmpty ? (
        <span className="text-ink-3 text-small">none</span>
      ) : (
        <Spark values={values} label={`${label} over 24 hours`} />
      )}
      <span className="text-right text-small">{text}</span>
    </div>
  );
}
