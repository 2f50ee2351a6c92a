/** What happened to an alert, oldest first: states with their times, who acted and why. */
import { ALERT_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { Alert } from "./alert-words";

export function AlertTimeline({ alert }: { alert: Alert }) {
  if (alert.events.length === 0) return <p className="text-ink-3">Nothing was recorded.</p>;
  return (
    <ol className="flex flex-col gap-1">
      {alert.events.map((event) => (
        <li
          key={`${event.at} ${event.state} ${event.note}`}
          className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3"
        >
          <Time at={event.at} show="clock" className="text-ink-3 text-small" />
          <span>
            <Status state={ALERT_WORDS[event.state]} />
            {event.actor ? <span className="text-ink-2"> by {event.actor}</span> : null}
            {event.note ? <span className="text-ink-2">: {event.note}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
