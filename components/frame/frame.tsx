"use client";
/** The frame around every page: who and where, the market, the budget, and how old the page is. */
import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useCallback, useState } from "react";
import { RerunHost } from "@/components/rerun/rerun-host";
import { SnoozeHost } from "@/components/staleness/snooze-host";
import { Kbd } from "@/components/ui/kbd";
import { onDemand } from "@/components/ui/on-demand";
import { frameQuery } from "@/lib/client/queries";
import { offeredShortcuts } from "@/lib/client/shortcuts";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { AccountMenu } from "./account-menu";
import { AsOfPill } from "./as-of-pill";
import { MainNav } from "./main-nav";
import { StatusLine } from "./status-line";
import { TabBar } from "./tab-bar";
import { useFrameShortcuts } from "./use-frame-shortcuts";
import { useTabBadge } from "./use-tab-badge";
import { cycleSeconds } from "./wall-views";
import { Wordmark } from "./wordmark";

const CommandPalette = onDemand(() => import("./command-palette").then((it) => it.CommandPalette));
const KeyboardHelp = onDemand(() => import("./keyboard-help").then((it) => it.KeyboardHelp));

const AlertNotices = dynamic(() => import("./alert-notices").then((it) => it.AlertNotices), {
  ssr: false,
});

const Wall = dynamic(() => import("./wall").then((it) => it.Wall));

const BARE_PATHS = ["/sign-in", "/docs"];

export function Frame({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const search = useSearchParams();
  if (BARE_PATHS.some((path) => pathname.startsWith(path))) return children;
  if (search.get("kiosk") === "1") {
    return <Wall seconds={cycleSeconds(search.get("cycle"))}>{children}</Wall>;
  }
  return <FramedPage>{children}</FramedPage>;
}

function FramedPage({ children }: { children: ReactNode }) {
  const [layer, setLayer] = useState<"palette" | "help" | null>(null);
  const frame = useLiveQuery(frameQuery());
  const palette = useCallback(() => setLayer("palette"), []);
  const help = useCallback(() => setLayer("help"), []);
  const close = useCallback(() => setLayer(null), []);
  useFrameShortcuts({ palette, help });
  useTabBadge(frame.data?.open_alerts ?? 0);

  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 bg-ink px-4 py-2 text-inverse focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <header className="sticky top-0 z-20 bg-paper" data-screen-only>
        <div className="mx-auto flex h-12 max-w-[100rem] items-center gap-6 border-rule border-b px-4 max-desktop:gap-3 tablet:px-6">
          <Wordmark />
          <MainNav openAlerts={frame.data?.open_alerts ?? 0} />
          <div className="ml-auto flex min-w-0 items-center gap-1">
            <div className="min-w-0 text-small tablet:hidden">
              <AsOfPill />
            </div>
            <button
              type="button"
              onClick={palette}
              className="flex items-center gap-2 rounded-md border border-rule px-2 py-1 text-ink-3 text-small hover:border-rule-strong hover:text-ink max-tablet:border-0 pointer-coarse:p-3"
            >
              <Search className="size-3.5" aria-hidden="true" />
              <span className="max-wide:sr-only">Search</span>
              <span className="max-desktop:hidden">
                <Kbd>⌘K</Kbd>
              </span>
            </button>
            <AccountMenu viewer={frame.data?.viewer} onHelp={help} />
          </div>
        </div>
        <StatusLine frame={frame} />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-[100rem] grow px-4 pt-6 pb-24 outline-none tablet:px-6 tablet:pb-12"
      >
        {children}
      </main>
      <TabBar />
      <RerunHost />
      <SnoozeHost />
      <AlertNotices />
      {layer === "palette" ? (
        <CommandPalette
          actions={offeredShortcuts().filter(
            ({ keys, hint }) =>
              !hint && (!keys.startsWith("g ") || keys === "g w" || keys === "g c"),
          )}
          onClose={close}
        />
      ) : null}
      {layer === "help" ? <KeyboardHelp shortcuts={offeredShortcuts()} onClose={close} /> : null}
    </div>
  );
}
