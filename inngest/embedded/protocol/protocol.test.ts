import { describe, expect, test } from "vitest";
import { parseAnswer } from "./answer";
import { callBody } from "./call-body";
import { durationMs, parseDue } from "./duration";
import { maxAttempts, parseFunctionConfig } from "./function-config";
import { prepareEvents } from "./incoming-event";

describe("times", () => {
  test.each([
    ["1h30m", 5_400_000],
    ["300ms", 300],
    ["1s500ms", 1_500],
    ["2d", 172_800_000],
    ["1w", 604_800_000],
    ["1000000ns", 1],
    ["", 0],
    ["soon", null],
    ["5", null],
  ])("%s is %s ms", (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  test("a date is an instant", () => {
    expect(parseDue("2026-01-02T03:04:05Z")).toEqual({ at: "2026-01-02T03:04:05.000Z" });
    expect(parseDue("whenever")).toBeNull();
  });
});

describe("parseAnswer", () => {
  const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
    parseAnswer({ status, body, headers: new Headers(headers) });

  test("reads the end of a function", () => {
    expect(answer(200, '{"a":1}')).toEqual({ type: "done", output: '{"a":1}' });
  });

  test("reads steps, and a retry hint in seconds or as a date", () => {
    const body = JSON.stringify([{ id: "a", op: "StepError", error: {} }]);
    expect(answer(206, body, { "retry-after": "30" })).toMatchObject({
      type: "ops",
      retryHint: { afterMs: 30_000 },
    });
    expect(answer(206, body, { "retry-after": "2026-01-01T00:00:00Z" })).toMatchObject({
      retryHint: { at: "2026-01-01T00:00:00.000Z" },
    });
  });

  test("tells retriable errors from final ones", () => {
    const body = '{"name":"E","message":"m"}';
    expect(answer(500, body, { "x-inngest-no-retry": "false" })).toMatchObject({ retriable: true });
    expect(answer(400, body, { "x-inngest-no-retry": "true" })).toMatchObject({ retriable: false });
  });

  test("names an answer that is no JSON", () => {
    expect(answer(502, "<html>Bad Gateway</html>")).toMatchObject({
      type: "error",
      retriable: true,
      error: { name: "InvalidAnswerError", message: expect.stringContaining("Bad Gateway") },
    });
  });

  test("refuses steps that it does not carry out, by name", () => {
    const body = JSON.stringify([{ id: "x", op: "AIGateway", displayName: "ask" }]);
    expect(answer(206, body)).toMatchObject({
      retriable: false,
      error: {
        name: "UnsupportedStepError",
        message: expect.stringContaining('"ask" uses AIGateway'),
      },
    });
  });
});

test("the call's body carries events and memo as they are, and the order of completion", () => {
  const body = JSON.parse(
    callBody({
      runId: "r",
      events: ['{"name":"e","data":{}}'],
      memo: [
        { stepId: "b", failed: false, body: "null" },
        { stepId: "a", failed: true, body: '{"name":"E","message":"m"}' },
      ],
      attempt: 1,
      maxAttempts: 4,
      parallel: true,
    }),
  );
  expect(body.event).toEqual({ name: "e", data: {} });
  expect(body.steps).toEqual({
    b: { type: "data", data: null },
    a: { type: "error", error: { name: "E", message: "m" } },
  });
  expect(body.ctx).toMatchObject({ run_id: "r", attempt: 1, disable_immediate_execution: true });
  expect(body.ctx.stack).toEqual({ stack: ["b", "a"], current: 1 });
  expect(body.ctx.fn_id).toBeUndefined();
});

describe("parseFunctionConfig", () => {
  const config = (fields: object) => ({
    id: "app-fn",
    triggers: [{ event: "go" }],
    steps: { step: { id: "step", runtime: {} } },
    ...fields,
  });

  test("refuses an option it does not know, naming function and option", () => {
    expect(() => parseFunctionConfig(config({ turbo: true }))).toThrow(
      'Function "app-fn" is refused: the engine does not offer the option turbo.',
    );
    expect(() =>
      parseFunctionConfig(config({ throttle: { limit: 1, period: "1s", jitter: 3 } })),
    ).toThrow("throttle.jitter");
  });

  test.each([
    [{ concurrency: [{ limit: 1, key: "event.data." }] }, /concurrency/],
    [{ triggers: [{ cron: "61 * * * *" }] }, /cron "61 \* \* \* \*" is refused/],
    [{ triggers: [{ cron: "TZ=Mars/Base 0 9 * * *" }] }, /is refused/],
    [{ rateLimit: { limit: 1, period: "often" } }, /"often" is no duration/],
    [{ cancel: [{ event: "stop", if: "nobody.x" }] }, /cancel/],
    [
      { batchEvents: { maxSize: 2, timeout: "1s" }, idempotency: "event.data.x" },
      /batchEvents can't be combined/,
    ],
  ])("refuses %j", (fields, message) => {
    expect(() => parseFunctionConfig(config(fields))).toThrow(message);
  });

  test("counts attempts as retries + 1, 4 by default", () => {
    expect(maxAttempts(parseFunctionConfig(config({})))).toBe(4);
    const two = config({ steps: { step: { id: "step", retries: { attempts: 1 } } } });
    expect(maxAttempts(parseFunctionConfig(two))).toBe(2);
  });

  test("takes one concurrency limit as a number, an object or a list", () => {
    expect(parseFunctionConfig(config({ concurrency: 3 })).concurrency).toEqual([{ limit: 3 }]);
    expect(parseFunctionConfig(config({ concurrency: { limit: 2 } })).concurrency).toEqual([
      { limit: 2 },
    ]);
  });
});

describe("prepareEvents", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const prepare = (raw: unknown[]) => prepareEvents(raw, (index) => `id-${index}`, now);

  test("writes the event as the function will see it", () => {
    const [event] = prepare([{ name: "go", data: { n: 1 } }]);
    expect(event?.id).toBe("id-0");
    expect(JSON.parse(event?.payload ?? "")).toEqual({
      name: "go",
      data: { n: 1 },
      id: "id-0",
      ts: now.getTime(),
    });
  });

  test.each([
    [{ name: "" }, /events\[0\]\.name/],
    [{ data: {} }, /events\[0\]\.name/],
    [{ name: "go", data: 5 }, /events\[0\]\.data/],
    [{ name: "go", ts: 12 }, /events\[0\]\.ts/],
    [{ name: "inngest/function.finished" }, /engine's own/],
  ])("refuses %j", (event, message) => {
    expect(() => prepare([event])).toThrow(message);
  });

  test("refuses an event over 512 KB", () => {
    expect(() => prepare([{ name: "go", data: { x: "y".repeat(600_000) } }])).toThrow(
      /larger than 512 KB/,
    );
  });
});
