/** A bounded part of the sweep; `npm run kill-sweep` does every commit, and restarts the database as well. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { assembleCrew } from "./crew";
import {
  jumpClock,
  killAtCommit,
  killAtRandom,
  killOneOfTwo,
  type Ring,
  silenceConnections,
  stallPastLease,
  undisturbedRun,
} from "./trials";

/** Each starts processes, and each process loads the SDK: on a busy machine that alone takes its time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const unharmed = { kills: 1, lost: 0, repeated: 0 };
const HOUR_MS = 3_600_000;
let ring: Ring;
let commits: number;

beforeAll(async () => {
  const serverUrl = process.env.TEST_DATABASE_URL ?? "";
  const template = process.env.TEST_DATABASE_TEMPLATE ?? "";
  const base = { serverUrl, template, crew: assembleCrew(2) };
  const one = await undisturbedRun(base, 1);
  const three = await undisturbedRun(base, 3);
  commits = one.commits;
  ring = {
    ...base,
    undisturbed: new Map([
      [1, one.state],
      [3, three.state],
    ]),
  };
});
afterAll(() => ring.crew.dismiss());

test.each(["before", "after"] as const)(
  "a run whose engine is killed %s a commit ends as if nothing had happened",
  async (killWhen) => {
    expect(await killAtCommit(ring, Math.floor(commits / 2), killWhen)).toEqual(unharmed);
  },
);

test("runs whose engine is killed twice at any moment end as if nothing had happened", async () => {
  expect(await killAtRandom(ring, [400, 700], 3)).toEqual({ ...unharmed, kills: 2 });
});

test("of two engines on one database one may be killed: nothing is lost, nothing done twice", async () => {
  expect(await killOneOfTwo(ring, 150, 3)).toEqual(unharmed);
});

test("an engine stopped past its lease and continued changes nothing that the other has done since", async () => {
  expect(await stallPastLease(ring, 200)).toEqual(unharmed);
});

test("an engine finds out by itself that its connections have gone silent, and goes on", async () => {
  expect(await silenceConnections(ring, 200)).toEqual(unharmed);
});

test.each([HOUR_MS, -HOUR_MS])(
  "a clock that jumps by %d ms ends no sleep early and fires none twice",
  async (jumpMs) => {
    expect(await jumpClock(ring, 200, jumpMs)).toEqual(unharmed);
  },
);
