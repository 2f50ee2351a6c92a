"use client";
/** Holds the place of the re-run dialog. */
import { useSyncExternalStore } from "react";
import { onDemand } from "@/components/ui/on-demand";
import { rerunRequest } from "./open-rerun";

const RerunDialog = onDemand(() => import("./rerun-dialog").then((it) => it.RerunDialog));

export function RerunHost() {
  const request = useSyncExternalStore(rerunRequest.subscribe, rerunRequest.get, () => null);
  return request ? <RerunDialog request={request} onClose={rerunRequest.close} /> : null;
}
