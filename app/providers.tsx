"use client";
/** What every page stands on: the query client, the reader's preferences, the clock. */
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Notices } from "@/components/ui/notices";
import { TipLayer } from "@/components/ui/tip-layer";
import { ClockProvider } from "@/lib/client/clock";
import { PreferencesProvider } from "@/lib/client/preferences";
import type { Preferences } from "@/lib/client/preferences-cookie";
import { createQueryClient } from "@/lib/client/query-client";

export function Providers({
  nowMs,
  preferences,
  children,
}: {
  /** The server's clock when it rendered. */
  nowMs: number;
  preferences: Preferences;
  children: ReactNode;
}) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <PreferencesProvider initial={preferences}>
        <ClockProvider nowMs={nowMs}>
          {children}
          <TipLayer />
          <Notices />
        </ClockProvider>
      </PreferencesProvider>
    </QueryClientProvider>
  );
}
