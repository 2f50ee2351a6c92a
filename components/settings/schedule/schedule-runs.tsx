"use client";
/** What runs when: each schedule in words, with its next fire times in three zones. */
import { useSyncExternalStore } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { useNow } from "@/lib/client/clock";
import { formatInstant, plural, zoneName } from "@/lib/client/format";
import { usePreferences } from "@/lib/client/preferences";

type Run = ResponseOf<"schedule">["runs"][number];

export function ScheduleRuns({ runs }: { runs: readonly Run[] }) {
  return (
    <Card
      title="What runs when"
      note="crons are UTC, whatever the season"
      aside={
        <AppLink href="/settings/policies" className="underline-quiet">
          Change in the policy
        </AppLink>
      }
    >
      <div className="grid gap-x-10 gap-y-6 wide:grid-cols-2">
        {runs.map((run) => (
          <section key={run.key} aria-label={run.label}>
            <h3 className="flex flex-wrap items-baseline gap-x-3 font-medium">
              {run.label}
              <code className="font-mono font-normal text-ink-3 text-small">{run.cron}</code>
            </h3>
            <p className="text-ink-2">
              {run.words}.{" "}
              <AppLink
                href={
                  run.criticality
                    ? `/symbols?criticality=${run.criticality}&active=true`
                    : "/symbols?active=true"
                }
                className="underline-quiet"
              >
                {plural(run.symbols, "symbol")}
              </AppLink>
            </p>
            <FireTimes label={run.label} times={run.next} />
          </section>
        ))}
      </div>
    </Card>
  );
}

function FireTimes({ label, times }: { label: string; times: readonly string[] }) {
  const localZone = useLocalZone();
  const now = new Date(useNow(60_000));
  if (times.length === 0) return <p className="mt-2 text-ink-3">Fires never while switched off.</p>;
  const zones = [
    { key: "utc", head: "UTC", zone: "UTC" },
    { key: "local", head: "Local", zone: localZone },
    { key: "exchange", head: "Exchange", zone: zoneName("exchange", "UTC") },
  ];
  return (
    <table className="mt-2 w-full text-small">
      <caption className="sr-only">{label}: next fire times in three zones</caption>
      <thead>
        <tr className="border-rule-strong border-b text-left">
          {zones.map(({ key, head, zone }) => (
            <th key={key} scope="col" className="label py-1 pr-3" data-tip={zone}>
              {head}
            </th>
          ))}
          <th scope="col" className="label py-1 text-right max-tablet:hidden">
            From now
          </th>
        </tr>
      </thead>
      <tbody>
        {times.map((at) => (
          <tr key={at} className="border-rule border-b last:border-0">
            {zones.map(({ key, zone }) => (
              <td key={key} className="whitespace-nowrap py-1 pr-3">
                {formatInstant(new Date(at), now, zone)}
              </td>
            ))}
            <td className="py-1 text-right text-ink-2 max-tablet:hidden">
              <Time at={at} plain />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const never = () => () => undefined;

/** The browser's own zone; on the server the one it last told. */
function useLocalZone(): string {
  const { preferences } = usePreferences();
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => preferences.localZone,
  );
}
