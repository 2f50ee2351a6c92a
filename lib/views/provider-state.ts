/** The provider as the header, health and overview show it: counted calls, and what this process may still spend. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { ProviderFigures } from "@/lib/db/queries/read/provider-figures";
import type { ViewDeps } from "./deps";
import { flooredPct } from "./wire";

export type ProviderState = z.output<(typeof ENDPOINTS.frame)["response"]>["provider"];

export function toProviderState(
  { provider, budget }: Pick<ViewDeps, "provider" | "budget">,
  figures: ProviderFigures,
): ProviderState {
  const limits = budget();
  const perMinute = limits?.requestsPerMinute ?? provider.requestsPerMinute;
  const isLimited = perMinute > 0;
  return {
    name: provider.name,
    simulated: provider.isSimulated,
    requests: figures.requests,
    rate_limited: figures.rateLimited,
    rate_limited_pct: flooredPct(figures.rateLimited, figures.requests),
    budget_per_minute: isLimited ? perMinute : null,
    budget_left: isLimited && limits ? Math.max(0, Math.floor(limits.available)) : null,
    budget_resets_in_seconds: isLimited && limits ? Math.ceil(limits.waitMs / 1000) : null,
    p95_ms: figures.p95Ms,
    by_purpose: figures.byPurpose,
  };
}

export const NO_FIGURES: ProviderFigures = {
  requests: 0,
  rateLimited: 0,
  p95Ms: null,
  byPurpose: {},
};
