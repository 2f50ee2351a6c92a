/** What the plan gives, and what this vendor's door can do. */
import { Facts } from "@/components/settings/facts";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { formatCount, formatDuration, plural } from "@/lib/client/format";
import { CheckProvider } from "./check-provider";
import type { Provider } from "./provider-day";

export function PlanCard({ provider }: { provider: Provider }) {
  const { plan, budget, simulated, name } = provider;
  const spans = Object.entries(plan.longest_span_days)
    .map(([timeframe, days]) => `${timeframe}: ${plural(Math.round(days), "day")}`)
    .join(", ");
  return (
    <Card
      title="Plan and capabilities"
      note={simulated ? "the built-in market simulator plays the vendor" : undefined}
      aside={
        <AppLink href="/settings/schedule" className="underline-quiet">
          What if the budget were another?
        </AppLink>
      }
    >
      {plan.checks_symbols ? <CheckProvider /> : null}
      <div className="grid gap-x-10 desktop:grid-cols-2">
        <Facts
          facts={[
            { term: "Vendor", value: name },
            {
              term: "Request limit",
              value: budget ? `${formatCount(budget.per_minute)} a minute` : "unlimited",
            },
            {
              term: "Delay of its bars",
              value: plan.delay_seconds === 0 ? "none" : formatDuration(plan.delay_seconds),
            },
            {
              term: "History from",
              value: plan.history_from ? (
                <Time at={plan.history_from} show="clock" />
              ) : (
                "as far as the policy asks"
              ),
            },
          ]}
        />
        <Facts
          facts={[
            { term: "Fetched timeframes", value: plan.timeframes.join(", ") },
            { term: "Prices", value: plan.adjustment.replaceAll("_", " ") },
            { term: "Longest range of one call", value: spans },
            { term: "Gives splits", value: plan.gives_splits ? "yes" : "no" },
            { term: "Knows whether a symbol exists", value: plan.checks_symbols ? "yes" : "no" },
          ]}
        />
      </div>
    </Card>
  );
}
