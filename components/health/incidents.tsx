/** Open incidents, one line per cause. */
import { memo } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { ALERT_WORDS, SEVERITY_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";

type Incident = ResponseOf<"overview">["incidents"][number];

export const Incidents = memo(function Incidents({
  incidents,
}: {
  incidents: readonly Incident[];
}) {
  return (
    <Card
      title="Open incidents"
      note="by cause"
      aside={
        <AppLink href="/alerts" className="underline-quiet text-ink-2">
          All alerts
        </AppLink>
      }
    >
      {incidents.length === 0 ? (
        <Empty kind="all_clear" title="No open incidents" />
      ) : (
        <ul className="divide-y divide-rule">
          {incidents.map((incident) => (
            <li key={incident.id} className="py-2.5 first:pt-0">
              <IncidentLine incident={incident} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
});

function IncidentLine({ incident }: { incident: Incident }) {
  const since = incident.firing_since ?? incident.pending_since;
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <AppLink
          href={`/alerts?alert=${incident.id}`}
          className="underline-quiet min-w-0 font-medium"
        >
          {incident.summary}
        </AppLink>
        <Status state={SEVERITY_WORDS[incident.severity]} className="text-small" />
      </div>
      <div className="mt-0.5 flex flex-wrap gap-x-3 text-ink-3 text-small">
        {incident.cause ? <span className="text-ink-2">{incident.cause}</span> : null}
        <span>{plural(incident.affected_count, "series", "series")}</span>
        <span>
          since <Time at={since} show="clock" />
        </span>
        <IncidentState incident={incident} />
      </div>
    </>
  );
}

function IncidentState({ incident }: { incident: Incident }) {
  if (incident.state === "snoozed") {
    return (
      <Status state={ALERT_WORDS.snoozed}>
        Snoozed until <Time at={incident.snoozed_until} show="clock" />
      </Status>
    );
  }
  if (incident.acknowledged_by) {
    return (
      <Status state={ALERT_WORDS.acknowledged}>
        {incident.acknowledged_by} is on it since{" "}
        <Time at={incident.acknowledged_at} show="clock" />
      </Status>
    );
  }
  return <Status state={ALERT_WORDS[incident.state]} />;
}
