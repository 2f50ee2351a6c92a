/** Steps and functions that throw. Waits are short because the errors say how long to wait. */
import assert from "node:assert/strict";
import { NonRetriableError, RetryAfterError } from "inngest";
import { defineCase } from "@/inngest/conformance/kit";

export const retried = defineCase({
  name: "retried",
  title:
    "a step that throws is tried again, sees its attempt number, and the next step starts at 0",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), retries: 3, triggers: [{ event: kit.event("go") }] },
      async ({ step, attempt }) => {
        const value = await step.run("flaky", () => {
          kit.note("flaky", attempt);
          if (attempt < 2) throw new RetryAfterError(`attempt ${attempt}`, 1_000);
          return "done";
        });
        const next = await step.run("next", () => {
          kit.note("next", attempt);
          return attempt;
        });
        return { value, next };
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, { value: "done", next: 0 });
    const attempts = kit.notes("flaky");
    assert.deepEqual(
      attempts.map(({ value }) => value),
      [0, 1, 2],
    );
    for (const [index, entry] of attempts.slice(1).entries()) {
      assert.ok(entry.atMs - (attempts[index]?.atMs ?? 0) >= 900, "Retry-After is waited for");
    }
  },
});

export const caught = defineCase({
  name: "caught",
  title: "when a step's attempts are spent the function may catch its error and go on",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), retries: 1, triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        try {
          await step.run("broken", () => {
            kit.note("ran");
            throw new RetryAfterError("out of luck", 1_000);
          });
        } catch (error) {
          const message = error instanceof Error ? error.message : "?";
          return step.run("mend", () => `mended: ${message}`);
        }
        return "not reached";
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.result, "mended: out of luck");
    assert.equal(kit.notes("ran").length, 2);
  },
});

export const uncaught = defineCase({
  name: "uncaught",
  title: "an uncaught error fails the run and calls onFailure once with the original event",
  functions: (kit) => [
    kit.client.createFunction(
      {
        id: kit.id("fn"),
        retries: 0,
        triggers: [{ event: kit.event("go") }],
        onFailure: async ({ event, error }) => {
          kit.note("failure", { data: event.data.event.data, message: error.message });
        },
      },
      async ({ step }) => {
        await step.run("broken", () => {
          throw new Error("no way");
        });
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go", { n: 7 });
    const [end] = await kit.ended("fn");
    assert.equal(end?.status, "Failed");
    assert.equal(end?.error?.message, "no way");
    await kit.until(() => kit.notes("failure").length > 0, "onFailure");
    await kit.pause(500);
    assert.deepEqual(
      kit.notes("failure").map(({ value }) => value),
      [{ data: { n: 7 }, message: "no way" }],
    );
  },
});

export const finalInStep = defineCase({
  name: "final-in-step",
  title: "a NonRetriableError in a step is not tried again",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), retries: 5, triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        await step.run("final", () => {
          kit.note("ran");
          throw new NonRetriableError("never");
        });
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.status, "Failed");
    assert.equal(end?.error?.message, "never");
    assert.equal(kit.notes("ran").length, 1);
  },
});

export const finalInFunction = defineCase({
  name: "final-in-function",
  title: "a NonRetriableError between steps fails the run at once",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), retries: 5, triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        await step.run("fine", () => 1);
        kit.note("thrown");
        throw new NonRetriableError("give up");
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.error?.message, "give up");
    assert.equal(kit.notes("thrown").length, 1);
  },
});

export const retryAfterDate = defineCase({
  name: "retry-after-date",
  title: "RetryAfterError waits until the date it names",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), retries: 1, triggers: [{ event: kit.event("go") }] },
      async ({ step, attempt }) =>
        step.run("dated", () => {
          kit.note("ran");
          if (attempt === 0) throw new RetryAfterError("later", new Date(Date.now() + 2_000));
          return attempt;
        }),
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.result, 1);
    const [first, second] = kit.notes("ran");
    // HTTP dates have whole seconds.
    assert.ok((second?.atMs ?? 0) - (first?.atMs ?? 0) >= 900);
  },
});

export const betweenSteps = defineCase({
  name: "between-steps",
  title: "an error between steps calls the function again without repeating finished steps",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), retries: 2, triggers: [{ event: kit.event("go") }] },
      async ({ step, attempt }) => {
        await step.run("once", () => kit.note("ran"));
        kit.note("between", attempt);
        if (attempt === 0) throw new RetryAfterError("not yet", 1_000);
        return attempt;
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.result, 1);
    assert.equal(kit.notes("ran").length, 1);
    assert.deepEqual(
      kit.notes("between").map(({ value }) => value),
      [0, 1],
    );
  },
});

export const notAnError = defineCase({
  name: "not-an-error",
  title: "something thrown that is no Error fails the run with its text",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), retries: 0, triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        await step.run("throws text", () => {
          // biome-ignore lint/style/useThrowOnlyError: the very thing under test
          throw "just text";
        });
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.equal(end?.status, "Failed");
    assert.match(String(end?.error?.message), /just text/);
  },
});
