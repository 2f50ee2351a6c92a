/** Counts what the test runners report; a runner that broke off counts as a failure whatever its report says. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Outcome } from "./run-command";

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

export function countVitest(run: Outcome, path: string): Outcome {
  const report = readReport(path, vitestReport);
  if (report === null) return broken("vitest");
  // A file that could not even be loaded has no tests to count.
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return settle(run, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** A test that passed only when tried again has failed: it is not to be relied on. */
export function countPlaywright(run: Outcome, path: string): Outcome {
  const report = readReport(path, playwrightReport);
  if (report === null) return broken("playwright");
  const { expected, unexpected, flaky, skipped } = report.stats;
  return settle(run, { passed: expected, failed: unexpected + flaky, skipped });
}

type Counts = { passed: number; failed: number; skipped: number };

function settle(run: Outcome, counts: Counts): Outcome {
  const isIncomplete = run.failed > 0 && counts.failed === 0;
  const hasNothing = counts.passed + counts.failed === 0;
  if (isIncomplete || hasNothing) return { ...counts, failed: counts.failed + 1, output: "" };
  return { ...counts, output: "" };
}

function broken(name: string): Outcome {
  return { passed: 0, failed: 1, output: `${name} ended without a report; its words are above.` };
}

function readReport<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}
