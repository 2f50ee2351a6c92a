import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { policyFor } from "@/lib/domain/freshness-policy";
import { ConfigError } from "./config-error";
import { parsePolicy, policyJson } from "./policy";

const shipped = readFileSync("config/rto_rpo_config.yaml", "utf8");

/** The shipped file with one piece of text replaced; the piece must exist. */
function edited(from: string, to: string): string {
  expect(shipped).toContain(from);
  return shipped.replace(from, to);
}

function problemsOf(text: string): readonly string[] {
  try {
    parsePolicy(text, "policy.yaml");
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

function lineOf(piece: string, text: string): number {
  return text.slice(0, text.indexOf(piece)).split("\n").length;
}

describe("the shipped policy", () => {
  const policy = parsePolicy(shipped);

  test("promises what the recovery objectives say", () => {
    const seconds = Object.entries(policy.rtoByFailureType).map(([type, row]) => [
      type,
      row.rtoMs / 1000,
    ]);

    expect(Object.fromEntries(seconds)).toEqual({
      scheduler_crash: 300,
      api_rate_limit: 30,
      database_connection_loss: 120,
      feature_computation_failure: 30,
    });
  });

  test("prints durations in seconds under names that say so", () => {
    expect(policyJson(policy)).toMatchObject({
      staleness_thresholds: {
        fresh_seconds: 3600,
        aging_seconds: 21_600,
        critical_beyond_seconds: 86_400,
      },
      rpo_by_symbol_criticality: {
        critical: { rpo_seconds: 3600, symbols: ["SPY", "QQQ", "BTC", "ETH"] },
      },
      monitoring_thresholds: { failure_rate: { above_pct: 20, over_seconds: 86_400 } },
      backfill_optimization: {
        storage_retry_waits_seconds: [1, 5, 30],
        history_seconds: { "1d": 63_072_000 },
      },
    });
  });

  test("grades crypto round the clock and shares by the session, with the grace of their class", () => {
    const traits = { criticality: "critical", timeframe: "1h" } as const;

    expect(
      policyFor({ ...traits, assetClass: "crypto" }, policy.stalenessThresholds.rules),
    ).toEqual({
      kind: "continuous",
      graceMs: 1_800_000,
    });
    expect(policyFor({ ...traits, assetClass: "etf" }, policy.stalenessThresholds.rules)).toEqual({
      kind: "session",
      graceMs: 1_800_000,
    });
  });
});

describe("a mistake in the policy is named with its line, its key and what is allowed", () => {
  test.each([
    {
      mistake: "an unknown key",
      from: "fresh_below:",
      to: "fresh_bellow:",
      says: /unknown key staleness_thresholds\.fresh_bellow; allowed: fresh_below, aging_below/,
    },
    {
      mistake: "a wrong unit",
      from: "stagger: 5s",
      to: "stagger: 5 parsecs",
      says: /backfill_optimization\.stagger is "5 parsecs"; allowed: a number with a unit/,
    },
    {
      mistake: "a number without a unit",
      from: "group_pause: 10s",
      to: "group_pause: 10",
      says: /group_pause is 10; allowed: a number with a unit/,
    },
    {
      mistake: "a negative count",
      from: "max_concurrent_symbols: 3",
      to: "max_concurrent_symbols: -3",
      says: /max_concurrent_symbols is -3; allowed: a whole number from 1 to 100/,
    },
    {
      mistake: "a negative duration",
      from: "aging_below: 6h",
      to: "aging_below: -6h",
      says: /aging_below is "-6h"; allowed: a positive number with a unit/,
    },
    {
      mistake: "a negative grace",
      from: "low_priority: 26h",
      to: "low_priority: -26h",
      says: /market_time\.grace\.low_priority is "-26h"; allowed: a number with a unit/,
    },
    {
      mistake: "a negative delay of the vendor",
      from: "delay: 15m",
      to: "delay: -15m",
      says: /vendor\.delay is "-15m"; allowed: a number with a unit/,
    },
    {
      mistake: "thresholds out of order",
      from: "aging_below: 6h",
      to: "aging_below: 30m",
      says: /staleness_thresholds\.aging_below is "30m"; allowed: longer than fresh_below/,
    },
    {
      mistake: "a symbol in two classes",
      from: "symbols: [AAPL, ",
      to: "symbols: [SPY, AAPL, ",
      says: /rpo_by_symbol_criticality\.standard\.symbols\.0 is "SPY"; critical has it already/,
    },
    {
      mistake: "a share above the whole",
      from: "above: 20%",
      to: "above: 120%",
      says: /failure_rate\.above is "120%"; allowed: a percentage from 0% to 100%/,
    },
    {
      mistake: "a cron pattern that is none",
      from: 'daily_schedule: "30 1 * * *"',
      to: 'daily_schedule: "30 25 * * *"',
      says: /daily_schedule is "30 25 \* \* \*"; allowed: a cron pattern/,
    },
    {
      mistake: "a severity nobody knows",
      from: "severity: critical",
      to: "severity: loud",
      says: /severity is "loud"; allowed: info, warning, critical/,
    },
  ])("$mistake", ({ from, to, says }) => {
    const text = edited(from, to);

    const [problem, ...others] = problemsOf(text).filter((line) => says.test(line));

    expect(problem).toMatch(says);
    expect(problem).toContain(`policy.yaml:${lineOf(to, text)}: `);
    expect(others).toEqual([]);
  });

  test("a missing section", () => {
    const text = shipped.replace(/cache_policy:[\s\S]*?\n\n/, "");

    expect(problemsOf(text)).toEqual([expect.stringMatching(/cache_policy is missing/)]);
  });

  test("a file that is no YAML", () => {
    expect(problemsOf("staleness_thresholds: [")).toEqual([
      expect.stringMatching(/^policy\.yaml:1: .+/),
    ]);
  });

  test("every mistake of a file is reported at once", () => {
    const text = edited("batch_size: 500", "batch_size: 0").replace("stagger: 5s", "stagger: soon");

    expect(problemsOf(text)).toHaveLength(2);
  });
});
