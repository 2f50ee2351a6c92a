import { describe, expect, test } from "vitest";
import type { Answer } from "@/inngest/embedded/protocol/answer";
import type { Op } from "@/inngest/embedded/protocol/op";
import { decide } from "./decide";
import { evolve } from "./evolve";
import type { RunItem, RunView } from "./types";

const discovery: RunItem = {
  id: 1,
  kind: "discovery",
  stepId: null,
  name: "",
  attempt: 0,
  coalesce: false,
  race: false,
  again: false,
  leased: true,
};
const item = (id: number, fields: Partial<RunItem>): RunItem => ({ ...discovery, id, ...fields });

const run = (items: RunItem[], fields: Partial<RunView> = {}): RunView => ({
  runId: "r",
  functionId: "app-fn",
  maxAttempts: 3,
  retryDelaysMs: [1_000, 2_000],
  steps: 0,
  bytes: 0,
  items,
  done: new Set(),
  ...fields,
});

const op = (name: string, id: string, fields: Partial<Op> = {}): Op => ({
  id,
  op: name,
  displayName: id,
  ...fields,
});
const ops = (...list: Op[]): Answer => ({
  type: "ops",
  ops: list,
  noRetry: false,
  retryHint: null,
});
const what = (changes: readonly { do: string }[]) => changes.map((change) => change.do);

describe("a step", () => {
  test("that ran is remembered, and the function is asked for the next", () => {
    const changes = decide(
      run([discovery]),
      discovery,
      ops(op("StepRun", "a", { data: { n: 1 } })),
    );
    expect(changes).toEqual([
      {
        do: "remember",
        stepId: "a",
        name: "a",
        op: "StepRun",
        failed: false,
        body: '{"n":1}',
        attempts: 1,
      },
      { do: "discover" },
    ]);
  });

  test("that returned nothing is remembered as null", () => {
    const [first] = decide(run([discovery]), discovery, ops(op("StepRun", "a")));
    expect(first).toMatchObject({ do: "remember", body: "null" });
  });

  test("that threw is tried again after the schedule's wait", () => {
    const changes = decide(
      run([discovery]),
      discovery,
      ops(op("StepError", "a", { error: { name: "E", message: "m" } })),
    );
    expect(changes).toMatchObject([{ do: "retry", attempt: 1, due: { afterMs: 1_000 } }]);
  });

  test("waits as long as Retry-After says instead", () => {
    const answer: Answer = {
      ...ops(op("StepError", "a", { error: {} })),
      retryHint: { afterMs: 7_000 },
    } as Answer;
    expect(decide(run([discovery]), discovery, answer)).toMatchObject([
      { due: { afterMs: 7_000 } },
    ]);
  });

  test("that threw for the last time is remembered as failed, so that the function may catch it", () => {
    const last = item(1, { attempt: 2 });
    const changes = decide(
      run([last]),
      last,
      ops(op("StepError", "a", { error: { name: "E", message: "m" } })),
    );
    expect(what(changes)).toEqual(["remember", "discover"]);
    expect(changes[0]).toMatchObject({
      failed: true,
      attempts: 3,
      body: '{"name":"E","message":"m"}',
    });
  });

  test("finished a second time changes nothing but goes on", () => {
    const view = run([discovery], { done: new Set(["a"]) });
    expect(what(decide(view, discovery, ops(op("StepRun", "a"))))).toEqual(["discover"]);
  });

  test("with more than 4 MB fails the run", () => {
    const changes = decide(
      run([discovery]),
      discovery,
      ops(op("StepRun", "a", { data: "x".repeat(4 * 1024 * 1024) })),
    );
    expect(changes).toMatchObject([
      { do: "end", status: "failed", error: { name: "StepOutputTooLargeError" } },
    ]);
  });

  test("beyond 1,000 fails the run", () => {
    const changes = decide(run([discovery], { steps: 1_000 }), discovery, ops(op("StepRun", "a")));
    expect(changes).toMatchObject([{ do: "end", error: { name: "InngestErrFunctionOverflowed" } }]);
  });

  test("that brings the run over 32 MB fails it", () => {
    const changes = decide(
      run([discovery], { bytes: 32 * 1024 * 1024 }),
      discovery,
      ops(op("StepRun", "a")),
    );
    expect(changes).toMatchObject([{ do: "end", error: { name: "InngestErrStateOverflowed" } }]);
  });

  test("of a kind the engine does not offer never reaches the state machine as a success", () => {
    const changes = decide(run([discovery]), discovery, {
      type: "error",
      error: { name: "UnsupportedStepError", message: "m" },
      retriable: false,
      retryHint: null,
    });
    expect(changes).toMatchObject([{ do: "end", status: "failed" }]);
  });
});

describe("parallel steps", () => {
  const planned = ops(
    op("StepPlanned", "a"),
    op("StepPlanned", "b"),
    op("Sleep", "s", { name: "1s" }),
  );

  test("are opened together, and the discovery is over", () => {
    const changes = decide(run([discovery]), discovery, planned);
    expect(what(changes)).toEqual(["open", "open", "open", "close"]);
    expect(changes[0]).toMatchObject({ kind: "step", stepId: "a", coalesce: true });
    expect(changes[2]).toMatchObject({ kind: "sleep", due: { afterMs: 1_000 } });
  });

  test("lead to one discovery, after the last of them", () => {
    const a = item(2, { kind: "step", stepId: "a", coalesce: true });
    const b = item(3, { kind: "step", stepId: "b", coalesce: true });
    const view = run([a, b]);
    const first = decide(view, a, ops(op("StepRun", "a")));
    expect(what(first)).toEqual(["remember", "close"]);
    const second = decide(evolve(view, a, first), b, ops(op("StepRun", "b")));
    expect(what(second)).toEqual(["remember", "discover"]);
  });

  test("asked for as a race lead to a discovery after each", () => {
    const a = item(2, { kind: "step", stepId: "a", coalesce: true, race: true });
    const b = item(3, { kind: "step", stepId: "b", coalesce: true, race: true });
    expect(what(decide(run([a, b]), a, ops(op("StepRun", "a"))))).toEqual(["remember", "discover"]);
  });

  test("already open or finished are not opened again", () => {
    const a = item(2, { kind: "step", stepId: "a" });
    const view = run([discovery, a], { done: new Set(["s"]) });
    const changes = decide(view, discovery, planned);
    expect(changes).toEqual([{ do: "run-step", stepId: "b", name: "b", race: false }]);
  });

  test("that finish during a discovery make it look once more", () => {
    const wait = item(2, { kind: "wait", stepId: "w" });
    const changes = decide(run([discovery, wait]), wait, {
      type: "resolved",
      failed: false,
      body: "null",
    });
    expect(changes.slice(1)).toEqual([{ do: "again", itemId: 1 }, { do: "close" }]);
    const later = item(1, { again: true });
    expect(what(decide(run([later]), later, ops(op("Sleep", "x", { name: "1s" }))))).toEqual([
      "open",
      "discover",
    ]);
  });

  test("that finish before a waiting discovery was called leave it as it is", () => {
    const waiting = item(1, { leased: false });
    const wait = item(2, { kind: "wait", stepId: "w" });
    const changes = decide(run([waiting, wait]), wait, {
      type: "resolved",
      failed: false,
      body: "null",
    });
    expect(what(changes)).toEqual(["remember", "close"]);
  });
});

describe("the function", () => {
  test("that returned ends the run, by a bare answer or by RunComplete", () => {
    const end = { do: "end", status: "completed", output: '{"x":1}' };
    expect(decide(run([discovery]), discovery, { type: "done", output: '{"x":1}' })).toEqual([end]);
    expect(
      decide(run([discovery]), discovery, ops(op("RunComplete", "c", { data: { x: 1 } }))),
    ).toEqual([end]);
  });

  test("that threw is called again until its attempts are spent", () => {
    const error: Answer = {
      type: "error",
      error: { name: "E", message: "m" },
      retriable: true,
      retryHint: null,
    };
    expect(what(decide(run([discovery]), discovery, error))).toEqual(["retry"]);
    const last = item(1, { attempt: 2 });
    expect(decide(run([last]), last, error)).toMatchObject([{ do: "end", status: "failed" }]);
  });

  test("that names nothing new waits for what is open, and fails when nothing is", () => {
    const wait = item(2, { kind: "wait", stepId: "w" });
    const again = ops(op("WaitForEvent", "w", { name: "e", opts: { timeout: "1m" } }));
    expect(what(decide(run([discovery, wait]), discovery, again))).toEqual(["close"]);
    const alone = run([discovery], { done: new Set(["w"]) });
    expect(decide(alone, discovery, again)).toMatchObject([
      { do: "retry", error: { name: "NothingToDoError" } },
    ]);
  });

  test("whose sleep or wait can't be read fails with the step's name", () => {
    expect(
      decide(run([discovery]), discovery, ops(op("Sleep", "s", { name: "soon" }))),
    ).toMatchObject([{ do: "end", error: { name: "InvalidSleepError" } }]);
    expect(
      decide(run([discovery]), discovery, ops(op("WaitForEvent", "w", { name: "e" }))),
    ).toMatchObject([{ do: "end", error: { name: "InvalidWaitError" } }]);
  });

  test("may wait with a condition, and invoke with a timeout", () => {
    const [wait] = decide(
      run([discovery]),
      discovery,
      ops(op("WaitForEvent", "w", { name: "e", opts: { timeout: "1m", if: "async.data.ok" } })),
    );
    expect(wait).toMatchObject({ kind: "wait", wait: { event: "e", condition: "async.data.ok" } });
    const [invoke] = decide(
      run([discovery]),
      discovery,
      ops(
        op("InvokeFunction", "i", {
          opts: { function_id: "app-x", payload: { data: { n: 1 } }, timeout: "2s" },
        }),
      ),
    );
    expect(invoke).toMatchObject({
      kind: "invoke",
      due: { afterMs: 2_000 },
      invoke: { functionId: "app-x", data: { n: 1 } },
    });
  });

  test("that no longer has a planned step is asked again, then fails", () => {
    const step = item(2, { kind: "step", stepId: "a", name: "a", attempt: 2 });
    expect(decide(run([step]), step, ops(op("StepNotFound", "a")))).toMatchObject([
      { do: "end", error: { name: "StepNotFoundError" } },
    ]);
  });
});
