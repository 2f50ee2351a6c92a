/** Sleeping, and waiting for events. */
import assert from "node:assert/strict";
import { defineCase } from "@/inngest/conformance/kit";

const MOST_ROUNDS = 40;

export const sleep = defineCase({
  name: "sleep",
  title: "a sleep lasts at least as long as asked, and a past sleepUntil does not sleep",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        await step.run("before", () => kit.note("before"));
        await step.sleep("a while", "1s");
        await step.run("after", () => kit.note("after"));
        await step.sleepUntil("past", new Date(0));
        const soon = await step.run("soon", () => new Date(Date.now() + 1_500).toISOString());
        await step.sleepUntil("future", soon);
        await step.run("end", () => kit.note("end"));
        return "rested";
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.result, "rested");
    const at = (what: string) => kit.notes(what)[0]?.atMs ?? 0;
    assert.ok(at("after") - at("before") >= 990);
    assert.ok(at("end") - at("after") >= 1_400);
  },
});

export const parallelSleeps = defineCase({
  name: "parallel-sleeps",
  title: "sleeps side by side with steps end in their own time and are gathered",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const [, value, more] = await Promise.all([
          step.sleep("one", "1s"),
          step.run("work", () => 1),
          step.sleep("two", "2s").then(() => step.run("later", () => 2)),
        ]);
        return [value, more];
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, [1, 2]);
  },
});

export const waitMatch = defineCase({
  name: "wait-match",
  title: "a wait ends with the first event of its name whose condition on event and async holds",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        await step.run("before", () => kit.note("before"));
        const answer = await step.waitForEvent("answer", {
          event: kit.event("answer"),
          timeout: "1m",
          if: "event.data.key == async.data.key && async.data.ok == true",
        });
        return answer?.data ?? null;
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go", { key: "k1" });
    await kit.until(() => kit.notes("before").length > 0, "the step before the wait");
    // When a server has taken up the wait cannot be seen from inside; what comes before it must be missed.
    for (let round = 1; kit.ends("fn").length === 0 && round <= MOST_ROUNDS; round++) {
      await kit.pause(1_000);
      await kit.send("answer", { key: "other", ok: true });
      await kit.send("answer", { key: "k1", ok: false });
      await kit.send("answer", { key: "k1", ok: true, n: 5 });
    }
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, { key: "k1", ok: true, n: 5 });
  },
});

export const waitTimeout = defineCase({
  name: "wait-timeout",
  title: "a wait for an event that does not come gives null after its timeout",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        await step.run("before", () => kit.note("before"));
        const answer = await step.waitForEvent("answer", {
          event: kit.event("never"),
          timeout: "2s",
        });
        kit.note("after");
        return answer === null ? "nothing came" : "something came";
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.result, "nothing came");
    const [before] = kit.notes("before");
    const [after] = kit.notes("after");
    assert.ok((after?.atMs ?? 0) - (before?.atMs ?? 0) >= 1_900);
  },
});

export const twoWaiters = defineCase({
  name: "two-waiters",
  title: "one event ends the waits of every run that waits for it",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step, event }) => {
        await step.run("before", () => kit.note("before"));
        const answer = await step.waitForEvent("answer", {
          event: kit.event("answer"),
          timeout: "1m",
          if: "event.data.round == async.data.round",
        });
        return [event.data.n, answer?.data.n];
      },
    ),
  ],
  check: async (kit) => {
    // A slow server may take up one of the waits after the event: then another two wait, and for longer.
    for (const [round, pauseMs] of [2_000, 8_000, 20_000].entries()) {
      await kit.sendMany([1, 2].map((n) => ({ name: "go", data: { n, round } })));
      const begun = 2 * (round + 1);
      await kit.until(() => kit.notes("before").length >= begun, "the steps before the waits");
      await kit.pause(pauseMs);
      await kit.send("answer", { n: 9, round });
      const endsNow = () => kit.ends("fn").filter(({ data }) => data.round === round);
      const both = kit.until(() => endsNow().length === 2, "both ends", pauseMs);
      if (!(await both.catch(() => false))) continue;
      const ends = endsNow();
      assert.deepEqual(ends.map(({ result }) => result).sort(), [
        [1, 9],
        [2, 9],
      ]);
      return;
    }
    assert.fail("one event did not end both waits");
  },
});

export const eventBeforeWait = defineCase({
  name: "event-before-wait",
  title: "an event that came before the wait began does not end it",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        await step.sleep("first", "2s");
        const answer = await step.waitForEvent("answer", {
          event: kit.event("answer"),
          timeout: "1s",
        });
        return answer === null ? "missed" : "got it";
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    await kit.send("answer");
    const [end] = await kit.ended("fn");
    assert.equal(end?.result, "missed");
  },
});
