"use client";
/** What a reader chose for this browser (theme, zone, refresh), kept in a cookie so that the server's first paint obeys it. */
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { zoneName } from "./format";
import {
  DEFAULT_PREFERENCES,
  PREFERENCES_COOKIE,
  type Preferences,
  preferencesText,
} from "./preferences-cookie";

function storePreferences(preferences: Preferences): void {
  const text = encodeURIComponent(preferencesText(preferences));
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
  document.cookie = `${PREFERENCES_COOKIE}=${text}; path=/; max-age=31536000; samesite=lax`;
  const { theme } = preferences;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

type PreferencesContext = {
  preferences: Preferences;
  setPreferences: (change: Partial<Preferences>) => void;
};

const Context = createContext<PreferencesContext>({
  preferences: DEFAULT_PREFERENCES,
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
  const setPreferences = useCallback(
    (change: Partial<Preferences>) => {
      const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const after = { ...preferences, localZone, ...change };
      storePreferences(after);
      setState(after);
    },
    [preferences],
  );
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
