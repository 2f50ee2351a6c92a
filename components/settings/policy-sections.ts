/** The policy's sections as rows to read: durations and shares in words. Pure. */
import { formatDuration } from "@/lib/client/format";

export type PolicySection = { title: string; rows: { key: string; text: string }[] };

const words = (key: string) => key.replaceAll("_", " ");

export function policySections(policy: Record<string, unknown>): PolicySection[] {
  return Object.entries(policy).map(([section, values]) => ({
    title: words(section).replace(/^./, (letter) => letter.toUpperCase()),
    rows: rowsOf(values, []),
  }));
}

function rowsOf(value: unknown, path: readonly string[]): PolicySection["rows"] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, inner]) => rowsOf(inner, [...path, key]));
  }
  const isDuration = path.some((key) => key.endsWith("_seconds"));
  const isShare = path.some((key) => key.endsWith("_pct"));
  const key = path.map((part) => words(part.replace(/_(seconds|pct)$/, ""))).join(" · ");
  return [{ key, text: textOf(value, { isDuration, isShare }) }];
}

function textOf(value: unknown, unit: { isDuration: boolean; isShare: boolean }): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.map((inner) => textOf(inner, unit)).join(", ");
  }
  if (typeof value === "number" && unit.isDuration) return formatDuration(value);
  if (typeof value === "number" && unit.isShare) return `${value} %`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
