/** Nested settings as rows to read: keys in words, durations and shares with their units. Pure. */
import { formatDuration } from "@/lib/client/format";

export type SettingRow = { key: string; text: string };

const LISTED = 12;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** "requests_per_minute" → "requests per minute", "rpo_by_tier" → "RPO by tier". */
export function settingWords(key: string): string {
  return key
    .replace(/_(seconds|pct)$/, "")
    .replaceAll("_", " ")
    .replace(/\b(rto|rpo|utc)\b/gi, (name) => name.toUpperCase());
}

export function settingRows(value: unknown, path: readonly string[] = []): SettingRow[] {
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => settingRows(inner, [...path, key]));
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isObject)) {
    return value.map((item) => ruleRow(item, path));
  }
  return [{ key: keyText(path), text: settingText(path.join("."), value) }];
}

/** One of a list of rules: what it is for beside what it says. */
function ruleRow(rule: Record<string, unknown>, path: readonly string[]): SettingRow {
  const entries = Object.entries(rule);
  const subject = entries.filter(([, value]) => !isObject(value)).map(([, value]) => String(value));
  const said = entries
    .filter(([, value]) => isObject(value))
    .flatMap(([, value]) => settingRows(value).map(({ key, text }) => `${key} ${text}`));
  return {
    key: keyText([...path, subject.join(" ")]),
    text: said.join(", ") || settingText("", Object.values(rule)),
  };
}

const keyText = (path: readonly string[]) => path.map(settingWords).join(" · ");

/** @param key dotted path, which names the unit */
export function settingText(key: string, value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return listText(key, value);
  if (typeof value === "number" && /_seconds\b/.test(key)) return formatDuration(value);
  if (typeof value === "number" && /_pct\b/.test(key)) return `${value} %`;
  if (isObject(value)) {
    return Object.values(value)
      .map((inner) => settingText(key, inner))
      .join(" ");
  }
  return typeof value === "string" ? plainText(value) : String(value);
}

function listText(key: string, values: readonly unknown[]): string {
  if (values.length === 0) return "none";
  const shown = values.slice(0, LISTED).map((value) => settingText(key, value));
  const isProse = shown.every((text) => text.endsWith("."));
  const rest = values.length > LISTED ? ` and ${values.length - LISTED} more` : "";
  return `${shown.join(isProse ? " " : ", ")}${rest}`;
}

/** An instant loses what only machines need of it. */
function plainText(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(\.\d+)?Z$/, "$1 $2 UTC");
}
