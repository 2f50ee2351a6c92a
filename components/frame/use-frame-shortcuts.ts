"use client";
/** The shortcuts that hold on every page. */
import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useSetPreferences } from "@/lib/client/preferences";
import { type Shortcut, useShortcuts } from "@/lib/client/shortcuts";
import { copyLink } from "./copy-link";
import { NAV_ITEMS } from "./nav-items";
import { CYCLE_SECONDS } from "./wall-views";

/** A page's own search field, when it has one. */
const PAGE_SEARCH = "[data-page-search]";

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
}

export function useFrameShortcuts(open: { palette: () => void; help: () => void }): void {
  const router = useRouter();
  const client = useQueryClient();
  const setPreferences = useSetPreferences();
  const { palette, help } = open;
  const shortcuts = useMemo<Shortcut[]>(() => {
    const search = () => {
      const field = document.querySelector<HTMLElement>(PAGE_SEARCH);
      if (field) field.focus();
      else palette();
    };
    return [
      { keys: "mod+k", label: "Search and commands", run: palette },
      { keys: "/", label: "Search on this page", run: search },
      { keys: "?", label: "Keyboard", run: help },
      ...NAV_ITEMS.map(({ href, label, key }) => ({
        keys: `g ${key}`,
        label: `Go to ${label}`,
        run: () => router.push(href as Route),
      })),
      { keys: "g w", label: "Wall display", run: () => router.push("/?kiosk=1" as Route) },
      {
        keys: "g c",
        label: "Wall display, views in turn",
        run: () => router.push(`/?kiosk=1&cycle=${CYCLE_SECONDS}` as Route),
      },
      { keys: ".", label: "Refresh now", run: () => void client.invalidateQueries() },
      {
        keys: "t",
        label: "Light or dark",
        run: () => setPreferences({ theme: isDark() ? "light" : "dark" }),
      },
      { keys: "y", label: "Copy a link to this view", run: () => void copyLink() },
    ];
  }, [router, client, setPreferences, palette, help]);
  useShortcuts(shortcuts);
}
