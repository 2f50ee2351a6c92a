/** The preferences cookie: what it may hold and how it is read and written, on the server and in the browser alike. */
import { ZONE_CHOICES, type ZoneChoice } from "./format";

export const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

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
export const DEFAULT_PREFERENCES: Preferences = {
  theme: "system",
  zone: "exchange",
  localZone: "UTC",
  refreshMs: 15_000,
};

/** Reads the cookie's text; anything unknown falls back to its default. */
export function parsePreferences(text: string | undefined): Preferences {
  const fields = new URLSearchParams(text ?? "");
  const refreshMs = Number(fields.get("refresh") ?? DEFAULT_PREFERENCES.refreshMs);
  const localZone = fields.get("local") ?? DEFAULT_PREFERENCES.localZone;
  return {
    theme: THEMES.find((theme) => theme === fields.get("theme")) ?? DEFAULT_PREFERENCES.theme,
    zone: ZONE_CHOICES.find((zone) => zone === fields.get("zone")) ?? DEFAULT_PREFERENCES.zone,
    localZone: isZone(localZone) ? localZone : DEFAULT_PREFERENCES.localZone,
    refreshMs:
      REFRESH_CHOICES_MS.find((choice) => choice === refreshMs) ?? DEFAULT_PREFERENCES.refreshMs,
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

export function preferencesText({ theme, zone, localZone, refreshMs }: Preferences): string {
  const fields = { theme, zone, local: localZone, refresh: String(refreshMs) };
  return new URLSearchParams(fields).toString();
}
