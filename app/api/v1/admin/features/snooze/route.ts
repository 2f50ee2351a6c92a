import { getRuntime } from "@/inngest/runtime";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { snoozeSeries } from "@/lib/pipeline/snooze-series";

export const POST = respond("snoozeSeries", async ({ body, actor, now }) => {
  const { series, reason } = body;
  const { exchange } = getRuntime().deps;
  const until = toEnd(body.until);
  const end = await withAudit(db, actor, async (tx) => {
    const endsAt = await snoozeSeries(
      { tx, exchange, now },
      { series, until, reason, actor: actor.name },
    );
    const names = series.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`);
    const action = endsAt === null ? "series.wake" : "series.snooze";
    const after = { until: endsAt?.toISOString() ?? null, series: names };
    return { result: endsAt, change: { action, target: targetOf(names), after, reason } };
  });
  return {
    timestamp: now.toISOString(),
    series: series.length,
    snoozed_until: end?.toISOString() ?? null,
  };
});

function toEnd(until: string | null): Date | "next_open" | null {
  return until === null || until === "next_open" ? until : new Date(until);
}

function targetOf(names: readonly string[]): string {
  const [first = ""] = names;
  return names.length === 1 ? first : `${first} and ${names.length - 1} more series`;
}
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
