import { describe, expect, test } from "vitest";
import { executionAnswer } from "@/components/executions/testing/rows";
import { actionReasons } from "./action-reasons";

const running = executionAnswer({ status: "running", completed_at: null });
const withFailures = executionAnswer(
  { failed_jobs: 4 },
  { progress: { ...executionAnswer().progress, failed: 4 } },
);

describe("actionReasons", () => {
  test("a finished execution with failures can be re-run, but neither cancelled nor paused", () => {
    expect(actionReasons(withFailures, null)).toEqual({
      rerunFailed: null,
      rerunAll: null,
      cancel: "It is over: completed",
      pause: "It is over: completed",
    });
  });

  test("without failures there is nothing to re-run, and it says so", () => {
    expect(actionReasons(executionAnswer(), null).rerunFailed).toBe(
      "No failed jobs – nothing to re-run",
    );
  });

  test("a running execution can be cancelled and paused once", () => {
    expect(actionReasons(running, null)).toMatchObject({ cancel: null, pause: null });
    const asked = executionAnswer({
      status: "running",
      cancel_requested_at: "2026-11-23T12:01:00.000Z",
    });
    expect(actionReasons(asked, null).cancel).toBe("It is being cancelled already");
  });

  test("too small a role blocks everything and is named", () => {
    const reasons = Object.values(
      actionReasons(running, "Needs the role operator; yours is viewer"),
    );
    expect(new Set(reasons)).toEqual(new Set(["Needs the role operator; yours is viewer"]));
  });
});
