"use client";
/** What a reader chose for this browser (theme, zone, refresh), kept in a cookie so that the server's first paint obeys it. */
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useDeferredValue,
  useRef,
  useState,
} from "react";
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

type ChangePreferences = (change: Partial<Preferences>) => void;

// Apart from each other, so that a change of theme draws no time and no page anew.
const Chosen = createContext(DEFAULT_PREFERENCES);
const Change = createContext<ChangePreferences>(() => undefined);
const Zone = createContext(zoneName(DEFAULT_PREFERENCES.zone, DEFAULT_PREFERENCES.localZone));
const RefreshMs = createContext(DEFAULT_PREFERENCES.refreshMs);

export function PreferencesProvider({
  initial,
  children,
}: {
  initial: Preferences;
  children: ReactNode;
}) {
  const [preferences, setState] = useState(initial);
  const latest = useRef(initial);
  const setPreferences = useCallback((change: Partial<Preferences>) => {
    const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    latest.current = { ...latest.current, localZone, ...change };
    storePreferences(latest.current);
    setState(latest.current);
  }, []);
  // The picker answers at once; hundreds of times of day follow when there is time to draw them.
  const zone = useDeferredValue(zoneName(preferences.zone, preferences.localZone));
  return (
    <Change value={setPreferences}>
      <Chosen value={preferences}>
        <Zone value={zone}>
          <RefreshMs value={preferences.refreshMs}>{children}</RefreshMs>
        </Zone>
      </Chosen>
    </Change>
  );
}

/** All that was chosen: for the pickers. Whoever needs one of it asks for that one. */
export function usePreferences(): {
  preferences: Preferences;
  setPreferences: ChangePreferences;
} {
  return { preferences: use(Chosen), setPreferences: use(Change) };
}

/** Stays the same function for good. */
export function useSetPreferences(): ChangePreferences {
  return use(Change);
}

/** IANA name of the zone in which times are shown. */
export function useZone(): string {
  return use(Zone);
}

/** How often live answers are asked for; 0 = never. */
export function useRefreshMs(): number {
  return use(RefreshMs);
}
