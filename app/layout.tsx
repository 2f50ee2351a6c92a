import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { viewDeps } from "@/app/api/view-deps";
import { EarlyPresses } from "@/components/frame/early-presses";
import { Frame } from "@/components/frame/frame";
import { pageActor } from "@/lib/auth/page-actor";
import { PREFERENCES_COOKIE, parsePreferences } from "@/lib/client/preferences-cookie";
import { frameQuery } from "@/lib/client/queries";
import { viewFrame } from "@/lib/views/frame";
import { fontClasses } from "./fonts";
import "./globals.css";
import { Prefetched, prefetch } from "./prefetched";
import { Providers } from "./providers";

export const metadata: Metadata = {
  title: { default: "Candlewatch", template: "%s · Candlewatch" },
  description: "Whether the market data can be trusted right now, and what to press when it can't.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0e13" },
  ],
};

/** The header's facts, for whoever is signed in. */
async function frameReads() {
  const { role, name } = await pageActor();
  if (role === null) return [];
  return [
    prefetch(frameQuery(), () => viewFrame(viewDeps(new Date()), { viewer: { name, role } })),
  ];
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const cookie = (await cookies()).get(PREFERENCES_COOKIE)?.value;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const preferences = parsePreferences(cookie);
  const theme = preferences.theme === "system" ? undefined : preferences.theme;
  return (
    <html lang="en" data-theme={theme} className={fontClasses}>
      <body>
        <EarlyPresses nonce={nonce} />
        <Providers nowMs={Date.now()} preferences={preferences}>
          {/* No boundary: what waits behind one is painted a third of a second after it has arrived. */}
          <Prefetched reads={await frameReads()}>
            <Frame>{children}</Frame>
          </Prefetched>
        </Providers>
      </body>
    </html>
  );
}
