/** Code that changes under a run, results that are too large, schedules. */
import assert from "node:assert/strict";
import { defineCase } from "@/inngest/conformance/kit";

export const renamedStep = defineCase({
  name: "renamed-step",
  title: "a step renamed while its run sleeps runs again under its new name, the rest is kept",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const kept = await step.run("kept", () => {
          kit.note("kept");
          return 1;
        });
        const released = kit.notes("release").length > 0;
        const renamed = await step.run(released ? "new name" : "old name", () => {
          kit.note("renamed");
          return released ? "new" : "old";
        });
        await step.sleep("pause", "3s");
        return [kept, renamed];
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    await kit.until(() => kit.notes("renamed").length >= 1, "the old step");
    await kit.pause(1_000);
    kit.note("release");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, [1, "new"]);
    assert.equal(kit.notes("kept").length, 1);
    assert.equal(kit.notes("renamed").length, 2);
  },
});

export const addedStep = defineCase({
  name: "added-step",
  title: "a step added while its run sleeps is run, and finished ones are not repeated",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const first = await step.run("first", () => {
          kit.note("first");
          return "first";
        });
        await step.sleep("pause", "2s");
        if (kit.notes("release").length === 0) return [first];
        const added = await step.run("added", () => "added");
        return [first, added];
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    await kit.until(() => kit.notes("first").length >= 1, "the first step");
    kit.note("release");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, ["first", "added"]);
    assert.equal(kit.notes("first").length, 1);
  },
});

export const tooLarge = defineCase({
  name: "too-large",
  title: "a step whose output is over 4 MB fails its run, and the engine goes on",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), retries: 0, triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        await step.run("huge", () => "x".repeat(4 * 1024 * 1024 + 10));
        return "not reached";
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.status, "Failed");
  },
});

export const malformedEvent = defineCase({
  name: "malformed-event",
  title: "an event without a name is refused",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async () => {
        kit.note("ran");
      },
    ),
  ],
  check: async (kit) => {
    await assert.rejects(kit.client.send({ name: "", data: {} }));
    await kit.pause(1_000);
    assert.equal(kit.notes("ran").length, 0);
  },
});
