/** A bounded part of the sweep; `scripts/kill-sweep.ts` does every commit. */
import { afterEach, expect, test } from "vitest";
import {
  type Arena,
  committedSteps,
  createArena,
  effectsOf,
  finalState,
  killOnce,
  startVictim,
  undisturbedRun,
} from "./harness";

const serverUrl = process.env.TEST_DATABASE_URL ?? "";
const template = process.env.TEST_DATABASE_TEMPLATE ?? "";
let arena: Arena | undefined;

afterEach(async () => {
  await arena?.close();
  arena = undefined;
});

test("a run whose engine is killed around a commit ends as if nothing had happened", {
  timeout: 120_000,
}, async () => {
  const { state, commits } = await undisturbedRun(serverUrl, template);
  const points = [Math.floor(commits / 3), Math.floor((commits * 2) / 3)];
  for (const killAt of points) {
    for (const killWhen of ["before", "after"] as const) {
      const verdict = await killOnce({ serverUrl, template, killAt, killWhen, undisturbed: state });
      expect({ killAt, killWhen, ...verdict }).toEqual({ killAt, killWhen, lost: 0, repeated: 0 });
    }
  }
});

test("of two engines on one database one may be killed: every run ends, no finished step runs again", {
  timeout: 120_000,
}, async () => {
  arena = await createArena(serverUrl, template);
  const orders = { runs: 12, stepMs: 60 };
  const first = startVictim(arena, { processName: "first", ...orders });
  const second = startVictim(arena, { processName: "second", ...orders });
  await Promise.all([first.started, second.started]);
  first.child.kill("SIGKILL");
  await first.ended;
  const committed = await committedSteps(arena);
  const before = (await effectsOf(arena, "second")).filter((effect) => committed.has(effect));
  const report = await second.ended;
  expect(report).not.toBeNull();
  const after = (await effectsOf(arena, "second")).filter((effect) => committed.has(effect));
  expect(after.toSorted()).toEqual(before.toSorted());
  const { runs } = JSON.parse(await finalState(arena)) as { runs: { status: string }[] };
  expect(runs.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => "completed"));
});

test("an engine stopped past its lease and continued changes nothing that the other has done since", {
  timeout: 120_000,
}, async () => {
  arena = await createArena(serverUrl, template);
  const { state } = await undisturbedRun(serverUrl, template);
  const orders = { leaseMs: 1_000, stepMs: 700 };
  const first = startVictim(arena, { processName: "first", ...orders });
  await first.started;
  first.child.kill("SIGSTOP");
  const second = startVictim(arena, { processName: "second", ...orders });
  await second.ended;
  first.child.kill("SIGCONT");
  const report = await first.ended;
  expect(report).not.toBeNull();
  expect(await finalState(arena)).toBe(state);
});
