"use client";
/** Holds the place of the snooze dialog. */
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { snoozeRequest } from "./open-snooze";

const SnoozeSeriesDialog = dynamic(
  () => import("./snooze-dialog").then((it) => it.SnoozeSeriesDialog),
  { ssr: false },
);

export function SnoozeHost() {
  const series = useSyncExternalStore(snoozeRequest.subscribe, snoozeRequest.get, () => null);
  return series ? <SnoozeSeriesDialog series={series} onClose={snoozeRequest.close} /> : null;
}
