"use client";
/** The rules as sentences, each with the number it is held against and how often it fired. */
import { useQuery } from "@tanstack/react-query";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/client/format";
import { alertRulesQuery } from "@/lib/client/queries";

export function AlertRules({ onShow }: { onShow: (rule: string) => void }) {
  const rules = useQuery(alertRulesQuery());
  return (
    <Card
      title="Rules"
      note="judged every minute"
      aside={
        <AppLink href="/settings/policies" className="underline-quiet">
          Change the thresholds
        </AppLink>
      }
    >
      <QueryStates query={rules} skeleton={<SkeletonRows rows={8} label="Loading rules" />}>
        {(data) => (
          <ul className="divide-y divide-rule">
            {data.rules.map((rule) => (
              <li
                key={rule.rule}
                className="grid items-center gap-x-8 gap-y-1 py-3 tablet:grid-cols-[minmax(0,1fr)_auto]"
              >
                <div>
                  <p className="font-medium">{rule.sentence}</p>
                  <p className="text-ink-2">{rule.threshold}</p>
                </div>
                <div className="flex items-center gap-4 text-ink-3 text-small">
                  <span className={rule.open > 0 ? "font-medium text-bad-ink" : undefined}>
                    {formatCount(rule.open)} open
                  </span>
                  <span>fired {formatCount(rule.fired_28d)} × in 28 days</span>
                  <Button size="small" onClick={() => onShow(rule.rule)}>
                    Show
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        )}
      </QueryStates>
    </Card>
  );
}
