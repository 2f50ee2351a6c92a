import { beforeEach, expect, test } from "vitest";
import { loadPolicy } from "@/lib/config/policy";
import { putPolicyInForce } from "@/lib/config/policy-in-force";
import type { Policy } from "@/lib/config/policy-schema";
import { answerFromCache, cacheCounts } from "./answer-cache";

const policy = loadPolicy("config/rto_rpo_config.yaml");
let computed = 0;
let run = 0;

function setCache(change: Partial<Policy["cachePolicy"]>) {
  putPolicyInForce({ ...policy, cachePolicy: { ...policy.cachePolicy, ...change } });
}

beforeEach(() => {
  setCache({});
  computed = 0;
  run += 1;
});

async function ask(tag: string, { nowMs = 0, status = 200 } = {}) {
  const response = await answerFromCache(
    { shelf: "query", tag: `${run} ${tag}`, nowMs },
    async () => {
      computed += 1;
      return Response.json({ computed }, { status, headers: { "x-kept": "yes" } });
    },
  );
  return { body: await response.json(), kept: response.headers.get("x-kept") };
}

test("the same tag is computed once and answered with its headers", async () => {
  const before = cacheCounts("query");

  const answers = [await ask("a"), await ask("a")];

  expect(answers).toEqual(Array(2).fill({ body: { computed: 1 }, kept: "yes" }));
  expect(cacheCounts("query")).toMatchObject({ hits: before.hits + 1, misses: before.misses + 1 });
});

test("a hundred callers at the same moment share one computation", async () => {
  await Promise.all(Array.from({ length: 100 }, () => ask("crowd")));

  expect(computed).toBe(1);
});

test("an answer is kept for the policy's time and no longer", async () => {
  setCache({ queryCacheForMs: 1_000 });

  await ask("t", { nowMs: 0 });
  await ask("t", { nowMs: 999 });
  await ask("t", { nowMs: 1_000 });

  expect(computed).toBe(2);
});

test("never more answers are kept than the policy allows, the oldest go first", async () => {
  setCache({ queryCacheMax: 2 });

  for (const tag of ["1", "2", "3"]) await ask(tag);
  await ask("3");
  expect(computed).toBe(3);
  await ask("1");

  expect(computed).toBe(4);
  expect(cacheCounts("query").entries).toBeLessThanOrEqual(2);
});

test("a refusal is not kept", async () => {
  await ask("bad", { status: 503 });
  await ask("bad", { status: 503 });

  expect(computed).toBe(2);
});

test("a failure reaches every waiting caller and is not kept", async () => {
  const fail = () =>
    answerFromCache({ shelf: "query", tag: `${run} boom`, nowMs: 0 }, () =>
      Promise.reject(new Error("boom")),
    );

  await expect(fail()).rejects.toThrow("boom");
  expect((await ask("boom")).body).toEqual({ computed: 1 });
});

test("switched off by the policy, every call is computed", async () => {
  setCache({ queryCacheForMs: 0 });

  await ask("off");
  await ask("off");

  expect(computed).toBe(2);
});

test("a stream is passed on untouched, to each caller its own", async () => {
  let opened = 0;
  const stream = () =>
    answerFromCache({ shelf: "query", tag: `${run} stream`, nowMs: 0 }, async () => {
      opened += 1;
      return new Response(`data: ${opened}`, { headers: { "content-type": "text/event-stream" } });
    });

  const answers = await Promise.all([stream(), stream()]);

  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(["data: 1", "data: 2"]);
});

test("what is asked for again and again outlives what was asked for once", async () => {
  setCache({ queryCacheMax: 2 });

  for (const tag of ["hot", "once", "hot", "other", "hot"]) await ask(tag);

  expect(computed).toBe(3);
});

test("large answers push out others before memory runs short", async () => {
  const body = JSON.stringify("x".repeat(900_000));
  for (let index = 0; index < 60; index += 1) {
    await answerFromCache({ shelf: "symbol", tag: `${run} large ${index}`, nowMs: 0 }, async () =>
      Promise.resolve(new Response(body, { headers: { "content-type": "application/json" } })),
    );
  }

  expect(cacheCounts("symbol").bytes).toBeLessThanOrEqual(32_000_000);
  expect(cacheCounts("symbol").entries).toBe(35);
});
