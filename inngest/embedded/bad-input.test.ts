/** What functions and handlers can do wrong: each ends in an error with a name of its own, and the queue goes on. */
import { referenceFunction } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStage, type Stage } from "./testing/stage";

let stage: Stage;

beforeAll(async () => {
  stage = await createStage(
    (client) => {
      const once = { retries: 0 as const };
      const named = (id: string) => ({ ...once, id, triggers: [{ event: id }] });
      return [
        client.createFunction(named("hangs"), () => new Promise(() => undefined)),
        client.createFunction(named("gone"), async () => "never called"),
        client.createFunction(named("no-json"), async () => "never called"),
        client.createFunction(named("no-steps"), async () => "never called"),
        client.createFunction(named("huge"), async () => "never called"),
        client.createFunction(named("bad-condition"), async ({ step }) => {
          await step.waitForEvent("answer", { event: "x", timeout: "1h", if: "async.data. ==" });
        }),
        client.createFunction(named("unknown-callee"), async ({ step }) => {
          await step.invoke("call", { function: referenceFunction({ functionId: "nobody" }) });
        }),
        client.createFunction(named("fine"), async ({ step }) => step.run("a", () => "fine")),
      ];
    },
    { callTimeoutMs: 1_500 },
  );
  const real = stage.door.handler;
  stage.open((request) => {
    const called = new URL(request.url).searchParams.get("fnId");
    if (called === "stage-gone") return Promise.reject(new Error("deploy under way"));
    if (called === "stage-no-json") return Promise.resolve(new Response("<html>"));
    if (called === "stage-no-steps")
      return Promise.resolve(Response.json({ op: 5 }, { status: 206 }));
    if (called === "stage-huge") return Promise.resolve(new Response("1".repeat(9 * 1024 * 1024)));
    return real(request);
  });
  await stage.engine.start();
});
afterAll(() => stage.close());

async function endOf(name: string) {
  await stage.engine.sendEvents([{ name }]);
  return stage.until(async () => {
    const [run] = await stage.engine.listRuns({ limit: 1, functionId: `stage-${name}` });
    const detail = run ? await stage.engine.runDetail(run.runId) : null;
    return detail?.endedAt ? detail : null;
  });
}

test.each([
  ["hangs", "CallTimeoutError", /did not answer within 1\.5 s/],
  ["gone", "HandlerGoneError", /could not be called: deploy under way/],
  ["no-json", "InvalidAnswerError", /not JSON: "<html>"/],
  ["no-steps", "InvalidAnswerError", /steps that can't be read/],
  ["huge", "AnswerTooLargeError", /larger than 8 MB/],
  [
    "bad-condition",
    "InvalidWaitError",
    /Step "answer": the CEL expression "async.data. ==" is refused/,
  ],
  ["unknown-callee", "FunctionNotFoundError", /No function with the id/],
])("a function that %s fails with %s, and the next run is served", async (name, error, says) => {
  const run = await endOf(name);
  expect(run).toMatchObject({ status: "failed", error: { message: expect.stringMatching(says) } });
  expect(run.error?.name).toBe(error);
  expect((await endOf("fine")).status).toBe("completed");
});
