import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countPlaywright, countVitest } from "./reports";

const passedRun = { passed: 1, failed: 0, output: "" };
const failedRun = { passed: 0, failed: 1, output: "" };

function report(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), "report-")), "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function vitest(passed: number, failed: number, unloaded = 0) {
  const testResults = Array.from({ length: unloaded }, () => ({
    status: "failed",
    assertionResults: [],
  }));
  return report({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults,
  });
}

test("passed, failed and skipped tests are counted apart", () => {
  expect(countVitest(failedRun, vitest(5, 3))).toMatchObject({ passed: 5, failed: 3, skipped: 2 });
});

test("a file that could not be loaded is a failure", () => {
  expect(countVitest(failedRun, vitest(5, 0, 1))).toMatchObject({ passed: 5, failed: 1 });
});

test("a runner that ends badly although every test passed is a failure", () => {
  expect(countVitest(failedRun, vitest(5, 0))).toMatchObject({ passed: 5, failed: 1 });
});

test("a run without a single test is a failure", () => {
  expect(countVitest(passedRun, vitest(0, 0))).toMatchObject({ failed: 1 });
});

test("a missing report is a failure", () => {
  expect(countPlaywright(passedRun, "/nowhere/report.json")).toMatchObject({
    passed: 0,
    failed: 1,
  });
});

test("a journey that passed only at the second try is a failure", () => {
  const path = report({ stats: { expected: 7, unexpected: 0, flaky: 1, skipped: 0 } });

  expect(countPlaywright(passedRun, path)).toMatchObject({ passed: 7, failed: 1 });
});
