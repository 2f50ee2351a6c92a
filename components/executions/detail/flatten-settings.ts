/** Nested settings as lines of "a.b.c" and text. Pure. */

export type SettingLine = { key: string; text: string };

const LISTED = 12;

export function settingText(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) {
    if (value.length === 0) return "none";
    const shown = value.slice(0, LISTED).map(settingText).join(", ");
    return value.length > LISTED ? `${shown} and ${value.length - LISTED} more` : shown;
  }
  if (typeof value === "object") return Object.values(value).map(settingText).join(" ");
  return String(value);
}

export function flattenSettings(values: Record<string, unknown>, prefix = ""): SettingLine[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    return isGroup(value)
      ? flattenSettings(value, path)
      : [{ key: path, text: settingText(value) }];
  });
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
