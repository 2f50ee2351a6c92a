"use client";
/** Holds the place of the toaster until the first announcement. */
import { useSyncExternalStore } from "react";
import { noticesWanted } from "./notify";
import { onDemand } from "./on-demand";

const Toaster = onDemand(() => import("./toaster").then(({ Toaster }) => Toaster));

export function Notices() {
  const wanted = useSyncExternalStore(noticesWanted.subscribe, noticesWanted.get, () => false);
  return wanted ? <Toaster /> : null;
}
