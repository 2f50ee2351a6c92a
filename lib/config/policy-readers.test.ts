/** Every value of the operating policy is obeyed: this walks the policy and looks for the code that reads each one. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadPolicy } from "./policy";

const ROOMS = ["app", "inngest", "lib", "scripts"];
/** What carries a value to and fro without acting on it. */
const CARRIERS = /^lib\/(contract|client)\/|^lib\/config\/policy|^lib\/views\/|\.test\.tsx?$/;
/** Names under which whole sections are handed to the rules. */
const ALIASES: Record<string, string> = {
  noSuccessfulBackfill: "noSuccess",
  missingSeries: "missing",
  staleSeries: "stale",
  stalenessThresholds: "(?:FreshnessThresholds|FreshnessPolicy|thresholds)",
};

const sources = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|tsx)$/.test(name))
    .map((name) => join(room, name).replaceAll("\\", "/")),
)
  .filter((path) => !CARRIERS.test(path))
  .map((path) => readFileSync(path, "utf8"));

function leavesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

const word = (name: string) => new RegExp(`\\b${name}\\b`);
/** As an access, in a pattern, or by way of an index. */
const reads = (source: string, name: string) =>
  new RegExp(
    `[.{,]\\s*${name}\\b(?!\\s*:\\s*(?:number|string|boolean|readonly))|\\["${name}"\\]`,
  ).test(source);

function isRead(path: string[]): boolean {
  const leaf = path.at(-1) ?? "";
  const parents = path.slice(0, -1).flatMap((name) => [name, ALIASES[name] ?? name]);
  return sources.some(
    (source) => reads(source, leaf) && parents.some((parent) => word(parent).test(source)),
  );
}

test("no key of the policy is there for show", () => {
  const keys = leavesOf(loadPolicy("config/rto_rpo_config.yaml"));

  const unread = keys
    // Keyed by criticality or timeframe: read by index, all or none.
    .map((path) => path.filter((name) => !/^(critical|standard|low_priority|1m|1d)$/.test(name)))
    .filter((path) => !isRead(path))
    .map((path) => path.join("."));

  expect(keys.length).toBeGreaterThan(60);
  expect([...new Set(unread)]).toEqual([]);
});

test("a key that nobody reads is found out", () => {
  expect(isRead(["cachePolicy", "inventedForMs"])).toBe(false);
});
