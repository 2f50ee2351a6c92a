/** Functions that call each other, send events, or are stopped by one. */
import assert from "node:assert/strict";
import { NonRetriableError, referenceFunction } from "inngest";
import { defineCase } from "@/inngest/conformance/kit";

export const invoke = defineCase({
  name: "invoke",
  title: "invoke gives what the other function returned, even when that one sleeps",
  functions: (kit) => {
    const child = kit.client.createFunction(
      { id: kit.id("child"), triggers: [{ event: kit.event("child") }] },
      async ({ step, event }) => {
        await step.sleep("nap", "1s");
        return step.run("double", () => event.data.n * 2);
      },
    );
    const parent = kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const doubled = await step.invoke("call", { function: child, data: { n: 21 } });
        return step.run("after", () => ({ doubled }));
      },
    );
    return [child, parent];
  },
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, { doubled: 42 });
  },
});

export const invokeFailure = defineCase({
  name: "invoke-failure",
  title: "the failure of an invoked function can be caught by its caller",
  functions: (kit) => {
    const child = kit.client.createFunction(
      { id: kit.id("child"), retries: 0, triggers: [{ event: kit.event("child") }] },
      async () => {
        throw new NonRetriableError("child gave up");
      },
    );
    const parent = kit.client.createFunction(
      { id: kit.id("fn"), retries: 0, triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        try {
          await step.invoke("call", { function: child, data: {} });
          return "no error";
        } catch (error) {
          return error instanceof Error ? error.message : "?";
        }
      },
    );
    return [child, parent];
  },
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.match(String(end?.result), /child gave up/);
  },
});

export const invokeTimeout = defineCase({
  name: "invoke-timeout",
  title: "an invoke that lasts longer than its timeout fails for the caller",
  functions: (kit) => {
    const child = kit.client.createFunction(
      { id: kit.id("child"), triggers: [{ event: kit.event("child") }] },
      async ({ step }) => {
        await step.sleep("long", "20s");
      },
    );
    const parent = kit.client.createFunction(
      { id: kit.id("fn"), retries: 0, triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        try {
          await step.invoke("call", { function: child, data: {}, timeout: "2s" });
          return "no error";
        } catch {
          return "timed out";
        }
      },
    );
    return [child, parent];
  },
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.result, "timed out");
  },
});

export const invokeUnknown = defineCase({
  name: "invoke-unknown",
  title: "invoking a function that does not exist fails for the caller",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), retries: 0, triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        try {
          const nobody = referenceFunction({ functionId: "nobody" });
          await step.invoke("call", { function: nobody, data: {} });
          return "no error";
        } catch (error) {
          return error instanceof Error ? error.message : "?";
        }
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.match(String(end?.result ?? end?.error?.message), /nobody|not found|could not find/i);
  },
});

export const sendEvent = defineCase({
  name: "send-event",
  title: "sendEvent sends one or many events once, and gives their ids",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("listener"), triggers: [{ event: kit.event("sent") }] },
      async ({ event }) => {
        kit.note("heard", event.data.n);
      },
    ),
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const one = await step.sendEvent("one", { name: kit.event("sent"), data: { n: 1 } });
        const many = await step.sendEvent("many", [
          { name: kit.event("sent"), data: { n: 2 } },
          { name: kit.event("sent"), data: { n: 3 } },
        ]);
        return one.ids.length + many.ids.length;
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.result, 3);
    await kit.ended("listener", 3);
    assert.deepEqual(
      kit
        .notes("heard")
        .map(({ value }) => value)
        .sort(),
      [1, 2, 3],
    );
  },
});

export const duplicateEvent = defineCase({
  name: "duplicate-event",
  title: "an event whose id was seen is accepted and runs nothing",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ event }) => {
        kit.note("ran", event.data.n);
      },
    ),
  ],
  check: async (kit) => {
    const id = kit.event("same-id");
    await kit.send("go", { n: 1 }, { id });
    await kit.ended("fn", 1);
    await kit.send("go", { n: 2 }, { id });
    await kit.pause(1_500);
    assert.deepEqual(
      kit.notes("ran").map(({ value }) => value),
      [1],
    );
  },
});

export const fanOut = defineCase({
  name: "fan-out",
  heavy: true,
  title: "1,000 events sent at once each run their function once",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("part") }] },
      async ({ event }) => {
        kit.note("ran", event.data.n);
        return event.data.n;
      },
    ),
  ],
  check: async (kit) => {
    const parts = Array.from({ length: 1_000 }, (_, n) => ({ name: "part", data: { n } }));
    await kit.sendMany(parts);
    await kit.until(() => kit.notes("ran").length >= 1_000, "1,000 runs", 300_000);
    const seen = new Set(kit.notes("ran").map(({ value }) => value));
    assert.equal(seen.size, 1_000);
    assert.equal(kit.notes("ran").length, 1_000);
  },
});

export const cancelDuringSleep = defineCase({
  name: "cancel-during-sleep",
  title: "cancelOn ends a sleeping run whose condition holds, and no other",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        cancelOn: [{ event: kit.event("stop"), if: "event.data.n == async.data.n" }],
      },
      async ({ step, event }) => {
        await step.sleep("long", "4s");
        await step.run("after", () => kit.note("after", event.data.n));
        return event.data.n;
      },
    ),
  ],
  check: async (kit) => {
    await kit.sendMany([
      { name: "go", data: { n: 1 } },
      { name: "go", data: { n: 2 } },
    ]);
    await kit.pause(1_500);
    await kit.send("stop", { n: 1 });
    const ends = await kit.ended("fn", 2);
    const statusOf = (n: number) => ends.find(({ data }) => data.n === n)?.status;
    assert.equal(statusOf(1), "Cancelled");
    assert.equal(statusOf(2), "Completed");
    assert.deepEqual(
      kit.notes("after").map(({ value }) => value),
      [2],
    );
  },
});

export const cancelDuringCall = defineCase({
  name: "cancel-during-call",
  title: "a call under way when its run is cancelled may finish, and its answer changes nothing",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        cancelOn: [{ event: kit.event("stop") }],
      },
      async ({ step }) => {
        await step.run("long", async () => {
          kit.note("begun");
          await kit.pause(2_500);
          kit.note("finished");
        });
        await step.run("next", () => kit.note("next"));
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    await kit.until(() => kit.notes("begun").length > 0, "the call");
    await kit.send("stop");
    const [end] = await kit.ended("fn");
    assert.equal(end?.status, "Cancelled");
    await kit.until(() => kit.notes("finished").length > 0, "the end of the call");
    await kit.pause(700);
    assert.equal(kit.notes("next").length, 0);
  },
});
