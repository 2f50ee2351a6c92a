/** Steps one after another and side by side. */
import assert from "node:assert/strict";
import { defineCase } from "@/inngest/conformance/kit";

export const sequential = defineCase({
  name: "sequential",
  title: "steps run once each, in order, and the function's result is what it returned",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step, event }) => {
        const a = await step.run("a", () => {
          kit.note("ran", "a");
          return event.data.n + 1;
        });
        const b = await step.run("b", () => {
          kit.note("ran", "b");
          return a * 2;
        });
        return { a, b };
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go", { n: 1 });
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, { a: 2, b: 4 });
    assert.equal(end?.status, "Completed");
    assert.deepEqual(
      kit.notes("ran").map(({ value }) => value),
      ["a", "b"],
    );
  },
});

export const values = defineCase({
  name: "values",
  title: "null, undefined, nested and large values come back from steps as JSON has them",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const nothing = await step.run("undefined", () => undefined);
        const nil = await step.run("null", () => null);
        const nested = await step.run("nested", () => ({
          a: [1, { b: "ü\u0000\n" }],
          d: new Date(0),
        }));
        const large = await step.run("large", () => "x".repeat(500_000));
        const number = await step.run("number", () => 1.5);
        const no = await step.run("false", () => false);
        return { nothing, nil, nested, length: large.length, number, no };
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, {
      nothing: null,
      nil: null,
      nested: { a: [1, { b: "ü\u0000\n" }], d: "1970-01-01T00:00:00.000Z" },
      length: 500_000,
      number: 1.5,
      no: false,
    });
  },
});

export const repeatedIds = defineCase({
  name: "repeated-ids",
  title: "a step id repeated in a loop names a new step each time",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const results: number[] = [];
        for (let i = 0; i < 5; i++) results.push(await step.run("same", () => i));
        return results;
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, [0, 1, 2, 3, 4]);
  },
});

const parallel = (count: number) =>
  defineCase({
    name: `parallel-${count}`,
    ...(count > 50 ? { heavy: true as const } : {}),
    title: `${count} parallel steps run once each and are gathered in their order`,
    functions: (kit) => [
      kit.client.createFunction(
        { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
        async ({ step }) => {
          const numbers = Array.from({ length: count }, (_, i) => i);
          const results = await Promise.all(
            numbers.map((i) =>
              step.run(`part ${i}`, () => {
                kit.note("ran", i);
                return i * 10;
              }),
            ),
          );
          const sum = await step.run("sum", () => results.reduce((total, n) => total + n, 0));
          return { results, sum };
        },
      ),
    ],
    check: async (kit) => {
      await kit.send("go");
      const [end] = await kit.ended("fn");
      const expected = Array.from({ length: count }, (_, i) => i * 10);
      assert.deepEqual(end?.result, {
        results: expected,
        sum: expected.reduce((a, b) => a + b, 0),
      });
      const ran = kit.notes("ran").map(({ value }) => value as number);
      assert.deepEqual(
        ran.sort((a, b) => a - b),
        Array.from({ length: count }, (_, i) => i),
      );
    },
  });

export const parallelThree = parallel(3);
export const parallelMany = parallel(200);

export const race = defineCase({
  name: "race",
  title: "the branch that finished first wins a race, however often the function is called again",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const winner = await Promise.race([
          step.run("slow", async () => {
            await kit.pause(3_000);
            return "slow";
          }),
          step.run("fast", () => "fast"),
        ]);
        const after = await step.run("after", () => `after ${winner}`);
        return { winner, after };
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, { winner: "fast", after: "after fast" });
  },
});

export const branches = defineCase({
  name: "branches",
  title: "parallel branches go on with steps of their own",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const branch = async (name: string, length: number) => {
          const path: string[] = [];
          for (let i = 0; i < length; i++) {
            path.push(
              await step.run(`${name} ${i}`, () => {
                kit.note("ran", `${name}${i}`);
                return `${name}${i}`;
              }),
            );
          }
          return path;
        };
        return Promise.all([branch("a", 3), branch("b", 1), branch("c", 2)]);
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, [["a0", "a1", "a2"], ["b0"], ["c0", "c1"]]);
    assert.equal(kit.notes("ran").length, 6);
  },
});

export const parallelAfterSequential = defineCase({
  name: "parallel-after-sequential",
  title: "a parallel group between sequential steps leaves all results in place",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ event: kit.event("go") }] },
      async ({ step }) => {
        const first = await step.run("first", () => 1);
        const [x, y] = await Promise.all([
          step.run("x", () => first + 1),
          Promise.all([step.run("y1", () => first + 2), step.run("y2", () => first + 3)]),
        ]);
        const last = await step.run("last", () => x + y[0] + y[1]);
        return { x, y, last };
      },
    ),
  ],
  check: async (kit) => {
    await kit.send("go");
    const [end] = await kit.ended("fn");
    assert.deepEqual(end?.result, { x: 2, y: [3, 4], last: 9 });
  },
});
