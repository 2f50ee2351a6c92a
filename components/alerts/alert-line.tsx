"use client";
/** One alert: what, how bad, since when, who is on it; opened, its series and its timeline. */
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { NumberLink } from "@/components/ui/number-link";
import { ALERT_WORDS, SEVERITY_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/client/format";
import { useRoleReason } from "@/lib/client/use-role";
import { AcknowledgeDialog } from "./acknowledge-dialog";
import { AlertTimeline } from "./alert-timeline";
import { type Alert, affectedHref, alertCauseWords, ruleName } from "./alert-words";
import { SnoozeDialog } from "./snooze-dialog";

export function AlertLine({
  alert,
  open,
  onToggle,
}: {
  alert: Alert;
  open: boolean;
  onToggle: () => void;
}) {
  const over = alert.state === "resolved";
  return (
    <li
      id={`alert-${alert.id}`}
      aria-label={alert.summary}
      className={cx("py-3 first:pt-0", over && "text-ink-2")}
    >
      <div className="grid gap-x-6 gap-y-2 tablet:grid-cols-[minmax(0,1fr)_auto]">
        <div className="min-w-0">
          <button
            type="button"
            aria-expanded={open}
            onClick={onToggle}
            className="group flex max-w-full items-baseline gap-2 text-left font-medium"
          >
            <ChevronRight
              aria-hidden="true"
              className={cx(
                "size-3.5 shrink-0 self-center text-ink-3 transition-transform duration-100 group-hover:text-ink",
                open && "rotate-90",
              )}
            />
            <span className="min-w-0">{alert.summary}</span>
          </button>
          <Facts alert={alert} />
        </div>
        {over ? null : <Actions alert={alert} />}
      </div>
      {open ? <Details alert={alert} /> : null}
    </li>
  );
}

function Facts({ alert }: { alert: Alert }) {
  const href = affectedHref(alert);
  return (
    <div className="mt-0.5 flex flex-wrap items-baseline gap-x-4 gap-y-0.5 pl-5.5 text-ink-3 text-small">
      <Status state={SEVERITY_WORDS[alert.severity]} />
      <StateText alert={alert} />
      <span>{ruleName(alert.rule)}</span>
      {alert.cause ? <span className="text-ink-2">{alertCauseWords(alert.cause)}</span> : null}
      {href ? (
        <span>
          <NumberLink
            value={alert.affected_count}
            href={href}
            label={alert.rule === "failure_rate" ? "failed jobs" : "series, as they are now"}
          />{" "}
          {alert.rule === "failure_rate"
            ? "jobs"
            : plural(alert.affected_count, "series", "series").replace(/^\S+ /, "")}
        </span>
      ) : null}
      <span>
        since <Time at={alert.firing_since ?? alert.pending_since} show="clock" />
      </span>
      {alert.resolved_at ? (
        <span>
          until <Time at={alert.resolved_at} show="clock" />
        </span>
      ) : null}
      {alert.flap_count > 0 ? <span>came back {plural(alert.flap_count, "time")}</span> : null}
    </div>
  );
}

function StateText({ alert }: { alert: Alert }) {
  if (alert.state === "snoozed") {
    return (
      <Status state={ALERT_WORDS.snoozed}>
        Snoozed until <Time at={alert.snoozed_until} show="clock" />
      </Status>
    );
  }
  if (alert.state === "acknowledged" && alert.acknowledged_by) {
    return (
      <Status state={ALERT_WORDS.acknowledged}>
        {alert.acknowledged_by} is on it since <Time at={alert.acknowledged_at} show="clock" />
        {alert.acknowledge_reason ? `: ${alert.acknowledge_reason}` : ""}
      </Status>
    );
  }
  return <Status state={ALERT_WORDS[alert.state]} />;
}

function Actions({ alert }: { alert: Alert }) {
  const operator = useRoleReason("operator");
  const [dialog, setDialog] = useState<"acknowledge" | "snooze" | null>(null);
  const taken =
    alert.state === "acknowledged" ? `${alert.acknowledged_by ?? "Somebody"} is on it` : null;
  const close = () => setDialog(null);
  return (
    <div className="flex items-start gap-2 max-tablet:pl-5.5" data-screen-only>
      <Button
        size="small"
        disabledReason={operator ?? taken}
        onClick={() => setDialog("acknowledge")}
      >
        Acknowledge…
      </Button>
      <Button size="small" disabledReason={operator} onClick={() => setDialog("snooze")}>
        Snooze…
      </Button>
      {dialog === "acknowledge" ? <AcknowledgeDialog alert={alert} onClose={close} /> : null}
      {dialog === "snooze" ? <SnoozeDialog alert={alert} onClose={close} /> : null}
    </div>
  );
}

function Details({ alert }: { alert: Alert }) {
  return (
    <div className="mt-3 grid gap-x-10 gap-y-4 border-rule border-l-2 pl-5 tablet:grid-cols-2">
      <section aria-label="Timeline">
        <h3 className="label mb-1">Timeline</h3>
        <AlertTimeline alert={alert} />
      </section>
      {alert.affected.length > 0 ? (
        <section aria-label="Affected series">
          <h3 className="label mb-1">
            Series, worst first
            {alert.affected_count > alert.affected.length
              ? ` (${alert.affected.length} listed)`
              : ""}
          </h3>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {alert.affected.map((name) => (
              <li key={name}>
                <AppLink
                  href={`/symbols/${encodeURIComponent(name.split(" ")[0] ?? name)}`}
                  className="underline-quiet"
                >
                  {name}
                </AppLink>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
