import { viewDeps } from "@/app/api/view-deps";
import { seriesFilters } from "@/lib/contract/staleness";
import { selectTierCounts } from "@/lib/db/queries/read/staleness";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { type BadgeMessage, badgeJson, badgeSvg } from "@/lib/views/badge";
import { toGradingContext, toSeriesFilters } from "@/lib/views/series-query";

export const GET = respond("badge", async ({ query, request, now }) => {
  const message = await measure(now);
  const wantsJson =
    query.format === "json" ||
    (query.format === undefined && request.headers.get("accept") === "application/json");
  if (wantsJson) return badgeJson(message);
  return new Response(badgeSvg(message), {
    headers: { "content-type": "image/svg+xml; charset=utf-8", "cache-control": "no-cache" },
  });
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");

/** As the health endpoint says it; a failure to measure is a badge too, and never green. */
async function measure(now: Date): Promise<BadgeMessage> {
  try {
    const deps = viewDeps(now);
    const filters = toSeriesFilters(seriesFilters.parse({}));
    const tiers = await selectTierCounts(deps.db, toGradingContext(deps), filters);
    return tiers.some(({ stale }) => stale > 0) ? "degraded" : "healthy";
  } catch {
    return "unknown";
  }
}
