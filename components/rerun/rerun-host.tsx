"use client";
/** Holds the place of the re-run dialog. */
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { rerunRequest } from "./open-rerun";

const RerunDialog = dynamic(() => import("./rerun-dialog").then((it) => it.RerunDialog), {
  ssr: false,
});

export function RerunHost() {
  const request = useSyncExternalStore(rerunRequest.subscribe, rerunRequest.get, () => null);
  return request ? <RerunDialog request={request} onClose={rerunRequest.close} /> : null;
}
