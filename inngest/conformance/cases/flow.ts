/** Flow control: who may run when, and who not at all. */
import assert from "node:assert/strict";
import { defineCase, type Kit } from "@/inngest/conformance/kit";

/** Never more than this many of the calls noted as begin/end at once, per key. */
function mostAtOnce(kit: Kit, key: unknown): number {
  const entries = kit
    .notes()
    .filter(({ value }) => key === undefined || value === key)
    .toSorted((a, b) => a.atMs - b.atMs);
  let now = 0;
  let most = 0;
  for (const { what } of entries) {
    if (what === "begin") now += 1;
    if (what === "end") now -= 1;
    most = Math.max(most, now);
  }
  return most;
}

export const concurrencyKey = defineCase({
  name: "concurrency-key",
  heavy: true,
  title: "concurrency 1 with a key never runs two steps of one key at once, over 50 runs",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        concurrency: { limit: 1, key: "event.data.key" },
      },
      async ({ step, event }) => {
        await step.run("work", async () => {
          kit.note("begin", event.data.key);
          await kit.pause(20);
          kit.note("end", event.data.key);
        });
      },
    ),
  ],
  check: async (kit) => {
    const keys = Array.from({ length: 50 }, (_, n) => `k${n % 10}`);
    await kit.sendMany(keys.map((key) => ({ name: "go", data: { key } })));
    await kit.ended("fn", 50, 110_000);
    for (const key of new Set(keys)) assert.equal(mostAtOnce(kit, key), 1);
    assert.equal(kit.notes("begin").length, 50);
    assert.ok(mostAtOnce(kit, undefined) > 1, "different keys run side by side");
  },
});

export const concurrencyTwoLimits = defineCase({
  name: "concurrency-two-limits",
  title: "a keyed limit and a limit shared over the environment hold together",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        concurrency: [
          { limit: 1, key: "event.data.key" },
          { limit: 3, scope: "env", key: `"${kit.event("shared")}"` },
        ],
      },
      async ({ step, event }) => {
        await step.run("work", async () => {
          kit.note("begin", event.data.key);
          await kit.pause(50);
          kit.note("end", event.data.key);
        });
      },
    ),
  ],
  check: async (kit) => {
    const keys = Array.from({ length: 24 }, (_, n) => `k${n % 6}`);
    await kit.sendMany(keys.map((key) => ({ name: "go", data: { key } })));
    await kit.ended("fn", 24, 110_000);
    for (const key of new Set(keys)) assert.equal(mostAtOnce(kit, key), 1);
    assert.ok(mostAtOnce(kit, undefined) <= 3);
    assert.equal(kit.notes("begin").length, 24);
  },
});

export const throttle = defineCase({
  name: "throttle",
  title: "a throttle lets limit + burst start at once, delays the others evenly and drops none",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        throttle: { limit: 5, period: "5s", burst: 2 },
      },
      async ({ event }) => {
        kit.note("start", event.data.n);
      },
    ),
  ],
  check: async (kit) => {
    // The first may start late on a busy machine, but never before it is sent.
    const sentMs = performance.now();
    await kit.sendMany(Array.from({ length: 10 }, (_, n) => ({ name: "go", data: { n } })));
    await kit.until(() => kit.notes("start").length >= 10, "10 starts");
    const starts = kit.notes("start").map(({ atMs }) => atMs - sentMs);
    // 7 at once, then one a second.
    assert.ok((starts[7] ?? 0) >= 900, "the eighth is delayed");
    assert.ok((starts[9] ?? 0) >= 2_700, "the tenth is delayed by three");
    assert.equal(starts.length, 10);
  },
});

export const rateLimit = defineCase({
  name: "rate-limit",
  title: "a rate limit drops what comes too soon, per key",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        rateLimit: { limit: 1, period: "1m", key: "event.data.key" },
      },
      async ({ event }) => {
        kit.note("ran", event.data.key);
      },
    ),
  ],
  check: async (kit) => {
    for (const key of ["a", "a", "b", "a"]) await kit.send("go", { key });
    await kit.until(() => kit.notes("ran").length >= 2, "2 runs");
    await kit.pause(1_500);
    assert.deepEqual(
      kit
        .notes("ran")
        .map(({ value }) => value)
        .sort(),
      ["a", "b"],
    );
  },
});

export const debounce = defineCase({
  name: "debounce",
  title: "a debounced function runs once, with the last event",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        debounce: { period: "4s", key: "event.data.key" },
      },
      async ({ event }) => {
        kit.note("ran", event.data.n);
      },
    ),
  ],
  check: async (kit) => {
    const begunMs = performance.now();
    for (const n of [1, 2, 3]) {
      await kit.send("go", { key: "k", n });
      await kit.pause(300);
    }
    await kit.until(() => kit.notes("ran").length >= 1, "the run");
    await kit.pause(1_500);
    assert.deepEqual(
      kit.notes("ran").map(({ value }) => value),
      [3],
    );
    assert.ok((kit.notes("ran")[0]?.atMs ?? 0) - begunMs >= 4_000);
  },
});

export const batch = defineCase({
  name: "batch",
  title: "a batch runs when it is full, and what is left when its time is over",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        batchEvents: { maxSize: 3, timeout: "3s" },
      },
      async ({ events }) => {
        kit.note(
          "ran",
          events.map(({ data }: { data: { n: number } }) => data.n),
        );
      },
    ),
  ],
  check: async (kit) => {
    for (const n of [1, 2, 3, 4, 5]) await kit.send("go", { n });
    await kit.until(() => kit.notes("ran").length >= 2, "2 batches");
    const batches = kit.notes("ran").map(({ value }) => value as number[]);
    assert.deepEqual(
      batches.map(({ length }) => length),
      [3, 2],
    );
    assert.deepEqual(batches.flat().sort(), [1, 2, 3, 4, 5]);
  },
});

export const singletonSkip = defineCase({
  name: "singleton-skip",
  title: "a singleton in skip mode starts no second run of its key while one is open",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        singleton: { mode: "skip", key: "event.data.key" },
      },
      async ({ step, event }) => {
        await step.run("note", () => kit.note("ran", event.data.n));
        await step.sleep("hold", "2s");
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go", { key: "a", n: 1 });
    await kit.until(() => kit.notes("ran").length >= 1, "the first run");
    await kit.send("go", { key: "a", n: 2 });
    await kit.send("go", { key: "b", n: 3 });
    await kit.ended("fn", 2);
    assert.deepEqual(
      kit
        .notes("ran")
        .map(({ value }) => value)
        .sort(),
      [1, 3],
    );
  },
});

export const singletonCancel = defineCase({
  name: "singleton-cancel",
  title: "a singleton in cancel mode ends the open run of its key for the new one",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        singleton: { mode: "cancel", key: "event.data.key" },
      },
      async ({ step, event }) => {
        await step.run("note", () => kit.note("ran", event.data.n));
        await step.sleep("hold", "2s");
        return event.data.n;
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go", { key: "a", n: 1 });
    await kit.until(() => kit.notes("ran").length >= 1, "the first run");
    await kit.send("go", { key: "a", n: 2 });
    const ends = await kit.ended("fn", 2);
    const statusOf = (n: number) => ends.find(({ data }) => data.n === n)?.status;
    assert.equal(statusOf(1), "Cancelled");
    assert.equal(statusOf(2), "Completed");
  },
});

export const priority = defineCase({
  name: "priority",
  title: "of runs that wait for a slot, the one with the higher priority goes first",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        concurrency: 1,
        priority: { run: "event.data.urgent == true ? 100 : 0" },
      },
      async ({ event }) => {
        kit.note("ran", event.data.n);
        if (event.data.n === 0)
          await kit.until(() => kit.notes("release").length > 0, "the release");
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go", { n: 0, urgent: false });
    await kit.until(() => kit.notes("ran").length >= 1, "the first run");
    await kit.send("go", { n: 1, urgent: false });
    await kit.send("go", { n: 2, urgent: false });
    await kit.send("go", { n: 3, urgent: true });
    await kit.pause(1_000);
    kit.note("release");
    await kit.until(() => kit.notes("ran").length >= 4, "4 runs");
    assert.equal(kit.notes("ran")[1]?.value, 3);
  },
});

export const idempotency = defineCase({
  name: "idempotency",
  title: "an idempotency key runs its function once",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        idempotency: "event.data.order",
      },
      async ({ event }) => {
        kit.note("ran", event.data.order);
      },
    ),
  ],
  check: async (kit) => {
    const [x, y] = [kit.event("x"), kit.event("y")];
    for (const order of [x, x, y, x]) await kit.send("go", { order });
    await kit.until(() => kit.notes("ran").length >= 2, "2 runs");
    await kit.pause(1_500);
    assert.deepEqual(
      kit
        .notes("ran")
        .map(({ value }) => value)
        .sort(),
      [x, y],
    );
  },
});

export const startTimeout = defineCase({
  name: "start-timeout",
  title: "a run that does not start within timeouts.start is cancelled without a call",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        concurrency: 1,
        timeouts: { start: "2s" },
      },
      async ({ event }) => {
        kit.note("ran", event.data.n);
        await kit.pause(4_000);
        return event.data.n;
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go", { n: 1 });
    await kit.until(() => kit.notes("ran").length >= 1, "the first run");
    await kit.send("go", { n: 2 });
    const ends = await kit.ended("fn", 2);
    const statusOf = (n: number) => ends.find(({ data }) => data.n === n)?.status;
    assert.equal(statusOf(1), "Completed");
    assert.equal(statusOf(2), "Cancelled");
    assert.equal(kit.notes("ran").length, 1);
  },
});

export const finishTimeout = defineCase({
  name: "finish-timeout",
  title: "a run that does not end within timeouts.finish is cancelled",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        triggers: [{ event: kit.event("go") }],
        timeouts: { finish: "2s" },
      },
      async ({ step }) => {
        await step.run("begin", () => kit.note("begin"));
        await step.sleep("long", "6s");
        await step.run("after", () => kit.note("after"));
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.status, "Cancelled");
    await kit.pause(500);
    assert.equal(kit.notes("after").length, 0);
  },
});
