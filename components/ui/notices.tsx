"use client";
/** Holds the place of the toaster until the first announcement. */
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { noticesWanted } from "./notify";

const Toaster = dynamic(() => import("./toaster").then(({ Toaster }) => Toaster), { ssr: false });

export function Notices() {
  const wanted = useSyncExternalStore(noticesWanted.subscribe, noticesWanted.get, () => false);
  return wanted ? <Toaster /> : null;
}
