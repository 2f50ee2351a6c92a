"use client";
/** Shows alerts that begin to fire as notices of the browser, if this browser was asked to. Asks on while the tab is hidden. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useNoticeState } from "@/lib/client/notice-choice";
import { alertsQuery } from "@/lib/client/queries";
import { newAlerts } from "./new-alerts";

/** Browsers wake a hidden tab no more often. */
const ASK_MS = 60_000;

export function AlertNotices(): null {
  const { choice, permission } = useNoticeState();
  const on = choice !== "off" && permission === "granted";
  const { data } = useQuery({
    ...alertsQuery({ state: "firing", limit: 20 }),
    enabled: on,
    refetchInterval: on ? ASK_MS : false,
    refetchIntervalInBackground: true,
  });
  const told = useRef<ReadonlySet<string> | null>(null);
  // External system: the browser's notices.
  useEffect(() => {
    if (!on || !data) return;
    const { fresh, told: after } = newAlerts(told.current, data.alerts);
    told.current = after;
    if (choice === "hidden" && !document.hidden) return;
    for (const { id, summary, severity } of fresh) {
      const notice = new Notification(severity === "critical" ? "Critical alert" : "Alert", {
        body: summary,
        tag: `candlewatch alert ${id}`,
      });
      notice.onclick = () => {
        window.focus();
        window.location.assign(`/alerts?alert=${id}`);
      };
    }
  }, [on, choice, data]);
  return null;
}
