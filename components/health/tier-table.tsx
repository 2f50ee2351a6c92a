/** By criticality: what share is fresh, how the worst lag stands against the objective, how fast the budget burns. */
import { memo } from "react";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { NumberLink } from "@/components/ui/number-link";
import { StackedBar } from "@/components/ui/stacked-bar";
import { DATA_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, formatDuration, formatPct } from "@/lib/client/format";
import type { Criticality } from "@/lib/domain/vocabulary";
import { prepareRpo } from "./prepare-rpo";

type Tier = ResponseOf<"overview">["tiers"][number];

const TIER_WORDS: Record<Criticality, string> = {
  critical: "Critical",
  standard: "Standard",
  low_priority: "Low priority",
};

/** In market time, as the verdict counts: by age a false-fresh series would pass for a good one. */
const SHARES = [
  { key: "current", status: "current" },
  { key: "behind", status: "behind" },
  { key: "data_missing", status: "missing" },
  { key: "not_due", status: "not_due" },
] as const;

export const TierTable = memo(function TierTable({ tiers }: { tiers: readonly Tier[] }) {
  return (
    <Card
      title="By criticality"
      className="@container"
      note="now; lag in market time; budget over 28 days"
    >
      <ul className="divide-y divide-rule">
        {tiers.map((tier) => (
          <li
            key={tier.criticality}
            className="grid gap-x-8 gap-y-2 py-3 first:pt-0 @xl:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,3fr)]"
          >
            <Shares tier={tier} />
            <Objective tier={tier} />
            <Budget tier={tier} />
          </li>
        ))}
      </ul>
    </Card>
  );
});

function Shares({ tier }: { tier: Tier }) {
  const word = TIER_WORDS[tier.criticality];
  const href = (query: string) => `/staleness?criticality=${tier.criticality}${query}`;
  return (
    <div className="min-w-0">
      <p className="mb-1.5 flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{word}</span>
        <span className="text-ink-3 text-small">
          <NumberLink value={tier.total} href={href("")} label={`${word} series`} /> series
        </span>
      </p>
      <StackedBar
        label={word}
        parts={SHARES.map(({ key, status }) => ({
          key,
          state: DATA_WORDS[status],
          count: tier[key],
        }))}
      />
      <p className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-small">
        {SHARES.filter(({ key }) => tier[key] > 0).map(({ key, status }) => (
          <Status key={key} state={DATA_WORDS[status]}>
            <NumberLink
              value={tier[key]}
              href={href(`&data_status=${status}`)}
              label={`${word} series ${DATA_WORDS[status].word.toLowerCase()}`}
            />{" "}
            {DATA_WORDS[status].word.toLowerCase()}
          </Status>
        ))}
      </p>
    </div>
  );
}

function Objective({ tier }: { tier: Tier }) {
  const bullet = prepareRpo(tier.worst_lag_seconds, tier.rpo_target_seconds);
  return (
    <div className="min-w-0 text-small">
      <p className="label">Worst lag and objective</p>
      <p className={cx("text-base", bullet?.over && "font-medium text-bad-ink")}>
        {formatDuration(tier.worst_lag_seconds)}
        <span className="font-normal text-ink-3">
          {" "}
          of {formatDuration(tier.rpo_target_seconds)}
        </span>
        {bullet?.over ? <span className="sr-only"> (over)</span> : null}
      </p>
      {bullet ? (
        <div aria-hidden="true" className="relative mt-1.5 h-2 bg-hover">
          <div
            className={cx("h-full", bullet.over ? "bg-bad" : "bg-ink-3")}
            style={{ width: `${bullet.actualPct}%` }}
          />
          <div
            className="absolute -inset-y-1 w-0.5 bg-ink"
            style={{ left: `${bullet.targetPct}%` }}
          />
        </div>
      ) : null}
    </div>
  );
}

/** What lasts longer than the window it is counted in is not running out. */
const WINDOW_SECONDS = 28 * 86_400;

function Budget({ tier }: { tier: Tier }) {
  const {
    budget_left_pct: left,
    burn_1h: hour,
    burn_24h: day,
    exhausted_in_seconds: exhausted,
  } = tier;
  if (left === null) {
    return (
      <div className="text-small">
        <p className="label">Error budget</p>
        <p className="text-ink-3">Not enough history yet</p>
      </div>
    );
  }
  return (
    <div className="text-small">
      <p className="label">Error budget left</p>
      <p className={cx("text-base", left <= 0 && "font-medium text-bad-ink")}>
        {left < 0 ? `Overspent by ${formatPct(-left)}` : formatPct(left)}
        {exhausted === null || exhausted > WINDOW_SECONDS ? null : (
          <span className="font-normal text-ink-3"> · gone in {formatDuration(exhausted)}</span>
        )}
      </p>
      <p
        className="text-ink-2"
        data-tip="1 × = burning exactly as fast as the budget allows over 28 days."
      >
        Burn {burnText(hour)} in 1 h, {burnText(day)} in 24 h
      </p>
    </div>
  );
}

const burnText = (burn: number | null) =>
  burn === null ? "–" : `${formatCount(Math.round(burn * 10) / 10)} ×`;
