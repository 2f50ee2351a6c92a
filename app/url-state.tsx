"use client";
/** For the sections whose filters live in the URL. Health has none, so its first visit does not pay for it. */
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";

export function UrlState({ children }: { children: ReactNode }) {
  return <NuqsAdapter>{children}</NuqsAdapter>;
}
