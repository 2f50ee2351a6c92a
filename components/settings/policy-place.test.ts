import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CRITICALITIES } from "@/lib/domain/vocabulary";
import { gracePlace, placeInYaml } from "./policy-place";

const YAML = [
  "# critical: said in a comment",
  "staleness_thresholds:",
  "  market_time:",
  "    grace:",
  "      critical: 30m",
  "      standard: 90m",
  "rpo_by_symbol_criticality:",
  "  critical:",
  "    rpo: 1h",
].join("\n");

const lineAt = (yaml: string, path: string) => {
  const place = placeInYaml(yaml, path);
  return place && yaml.slice(place.from, place.to).trim();
};

test("the line is that of the whole path, not of the same word elsewhere", () => {
  expect(lineAt(YAML, "staleness_thresholds.market_time.grace.standard")).toBe("standard: 90m");
  expect(lineAt(YAML, "rpo_by_symbol_criticality.critical")).toBe("critical:");
});

test("a key that is not written down leads to what it would stand in", () => {
  expect(lineAt(YAML, gracePlace("low_priority"))).toBe("grace:");
  expect(lineAt(YAML, "rpo_by_symbol_criticality.standard")).toBe("rpo_by_symbol_criticality:");
  expect(placeInYaml(YAML, "cache_policy.hot_symbols_for")).toBeNull();
});

test("the project's own policy has a place for every tier", () => {
  const yaml = readFileSync("config/rto_rpo_config.yaml", "utf8");
  for (const tier of CRITICALITIES) expect(lineAt(yaml, gracePlace(tier))).toMatch(`${tier}: `);
});
