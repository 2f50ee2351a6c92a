import { describe, expect, test } from "vitest";
import { type Preview, rerunBlocker, scopeBody, triggerBody } from "./rerun-body";

const choice = {
  key: "failed",
  label: "Failed",
  count: 2,
  body: { failed_of: "0199a0de-0000-7000-8000-000000000001", from: "2026-11-01T00:00:00Z" },
};
const plain = { newestFirst: false, priority: "0" as const };
const options = { ...plain, reason: "", force: false };
const aapl = { symbol: "AAPL", timeframe: "1h" as const };
const preview: Preview = {
  timestamp: "2026-11-23T12:00:00Z",
  token: "seen",
  total_symbols: 1,
  total_jobs: 1,
  requests: 2,
  estimated_seconds: 24,
  budget_per_minute: 5,
  budget_left: 5,
  conflicts: [],
  delays: [],
  jobs: [aapl],
  jobs_listed: 1,
};

describe("scopeBody", () => {
  test("an untouched choice is previewed as it was given", () => {
    expect(scopeBody(choice, null, plain)).toEqual(choice.body);
  });

  test("after rows were taken out, exactly the remaining series are named and the range stays", () => {
    expect(scopeBody(choice, [aapl], plain)).toEqual({
      from: "2026-11-01T00:00:00Z",
      series: [aapl],
    });
  });

  test("taking every row out never turns into a run of everything", () => {
    expect(scopeBody(choice, [], plain)).toBeNull();
  });

  test("options that differ from the preset are sent", () => {
    expect(scopeBody(choice, null, { newestFirst: true, priority: "5" })).toMatchObject({
      newest_first: true,
      priority: 5,
    });
  });
});

describe("triggerBody", () => {
  test("carries the preview's token, so that what was seen is what runs", () => {
    expect(triggerBody(choice.body, preview, { ...options, reason: " vendor outage " })).toEqual({
      ...choice.body,
      token: "seen",
      reason: "vendor outage",
    });
  });
});

describe("rerunBlocker", () => {
  const ready = { role: null, preview, scope: choice.body, options };

  test("a small run needs no reason", () => {
    expect(rerunBlocker(ready)).toBeNull();
  });

  test("more than fifty jobs need a reason", () => {
    const large = { ...preview, total_jobs: 51 };
    expect(rerunBlocker({ ...ready, preview: large })).toMatch(/why/);
    expect(
      rerunBlocker({ ...ready, preview: large, options: { ...options, reason: "storm" } }),
    ).toBeNull();
  });

  test("everything needs a reason however few jobs that is", () => {
    expect(rerunBlocker({ ...ready, scope: {} })).toMatch(/why/);
  });

  test("an empty preview cannot be started", () => {
    expect(rerunBlocker({ ...ready, preview: { ...preview, total_jobs: 0 } })).toMatch(/nothing/);
  });

  test("too small a role is told so first", () => {
    expect(rerunBlocker({ ...ready, role: "Needs the role operator; yours is viewer" })).toMatch(
      /viewer/,
    );
  });
});
