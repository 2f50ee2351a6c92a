"use client";
/** How much of the vendor's budget is left this minute. */
import { AppLink } from "@/components/ui/app-link";
import type { StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, formatDuration, formatPct } from "@/lib/client/format";

type Provider = ResponseOf<"frame">["provider"];

const CALM: StateWords = { word: "Budget", glyph: "disc", tone: "ok" };
const SPENT: StateWords = { word: "Budget spent", glyph: "half", tone: "warn" };

function budgetText(provider: Provider): { state: StateWords; text: string } {
  const { budget_per_minute: perMinute, budget_left: left } = provider;
  if (perMinute === null) return { state: CALM, text: "No request limit" };
  if (left === null) return { state: CALM, text: `${formatCount(perMinute)} a minute` };
  return {
    state: left === 0 ? SPENT : CALM,
    text: `${formatCount(left)} of ${formatCount(perMinute)} left`,
  };
}

export function BudgetPill({ provider }: { provider: Provider }) {
  const { state, text } = budgetText(provider);
  const resets = provider.budget_resets_in_seconds;
  const tip = [
    `${formatCount(provider.requests)} requests in 24 h, ${formatCount(provider.rate_limited)} refused with 429 (${formatPct(provider.rate_limited_pct)})`,
    resets === null || resets <= 0 ? null : `More in ${formatDuration(Math.ceil(resets))}`,
  ];
  return (
    <AppLink
      href="/settings/provider"
      data-tip={tip.filter(Boolean).join("\n")}
      className="inline-flex items-center gap-1.5 whitespace-nowrap text-ink-2 hover:text-ink"
    >
      <Status state={state} quiet />
      <span>
        {provider.budget_left === null ? null : <span className="text-ink-3">Budget </span>}
        {text}
      </span>
    </AppLink>
  );
}
