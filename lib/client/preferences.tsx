"use client";
/** What a reader chose for this browser (theme, zone, refresh), kept in a cookie so that the server's first paint obeys it. */
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { ZONE_CHOICES, type ZoneChoice, zoneName } from "./format";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** 0 = off. */
export const REFRESH_CHOICES_MS = [5_000, 15_000, 60_000, 0] as const;

export type Preferences = {
  theme: Theme;
  zone: ZoneChoice;
  /** The reader's own IANA zone, as the browser last told. */
  localZone: string;
  refreshMs: number;
};

export const PREFERENCES_COOKIE = "candlewatch_preferences";
const DEFAULTS: Preferences = {
  theme: "system",
  zone: "exchange",
  localZone: "UTC",
  refreshMs: 15_000,
};

/** Reads the cookie's text; anything unknown falls back to its default. */
export function parsePreferences(text: string | undefined): Preferences {
  const fields = new URLSearchParams(text ?? "");
  const refreshMs = Number(fields.get("refresh") ?? DEFAULTS.refreshMs);
  const localZone = fields.get("local") ?? DEFAULTS.localZone;
  return {
    theme: THEMES.find((theme) => theme === fields.get("theme")) ?? DEFAULTS.theme,
    zone: ZONE_CHOICES.find((zone) => zone === fields.get("zone")) ?? DEFAULTS.zone,
    localZone: isZone(localZone) ? localZone : DEFAULTS.localZone,
    refreshMs: REFRESH_CHOICES_MS.find((choice) => choice === refreshMs) ?? DEFAULTS.refreshMs,
  };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function storePreferences({ theme, zone, localZone, refreshMs }: Preferences): void {
  const text = new URLSearchParams({ theme, zone, local: localZone, refresh: String(refreshMs) });
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
  document.cookie = `${PREFERENCES_COOKIE}=${encodeURIComponent(text.toString())}; path=/; max-age=31536000; samesite=lax`;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

type PreferencesContext = {
  preferences: Preferences;
  setPreferences: (change: Partial<Preferences>) => void;
};

const Context = createContext<PreferencesContext>({
  preferences: DEFAULTS,
  setPreferences: () => undefined,
});

export function PreferencesProvider({
  initial,
  children,
}: {
  initial: Preferences;
  children: ReactNode;
}) {
  const [preferences, setState] = useState(initial);
  const setPreferences = useCallback((change: Partial<Preferences>) => {
    setState((before) => {
      const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const after = { ...before, localZone, ...change };
      storePreferences(after);
      return after;
    });
  }, []);
  const value = useMemo(() => ({ preferences, setPreferences }), [preferences, setPreferences]);
  return <Context value={value}>{children}</Context>;
}

export function usePreferences(): PreferencesContext {
  return use(Context);
}

/** IANA name of the zone in which times are shown. */
export function useZone(): string {
  const { preferences } = use(Context);
  return zoneName(preferences.zone, preferences.localZone);
}
