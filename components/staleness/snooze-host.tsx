"use client";
/** Holds the place of the snooze dialog. */
import { useSyncExternalStore } from "react";
import { onDemand } from "@/components/ui/on-demand";
import { snoozeRequest } from "./open-snooze";

const SnoozeSeriesDialog = onDemand(() =>
  import("./snooze-dialog").then((it) => it.SnoozeSeriesDialog),
);

export function SnoozeHost() {
  const series = useSyncExternalStore(snoozeRequest.subscribe, snoozeRequest.get, () => null);
  return series ? <SnoozeSeriesDialog series={series} onClose={snoozeRequest.close} /> : null;
}
