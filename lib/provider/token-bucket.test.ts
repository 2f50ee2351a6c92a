import { expect, test } from "vitest";
import { createTokenBucket } from "./token-bucket";

/** A clock that jumps ahead instead of waiting. */
function bucketOf(requestsPerMinute: number, burst: number) {
  let nowMs = 1_000_000;
  const bucket = createTokenBucket({
    requestsPerMinute,
    burst,
    now: () => nowMs,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      nowMs += ms;
    },
  });
  return {
    bucket,
    pass: (ms: number) => {
      nowMs += ms;
    },
    takeMany: async (count: number) => {
      const waits: number[] = [];
      for (let index = 0; index < count; index += 1) waits.push(await bucket.take());
      return waits;
    },
  };
}

test("a burst goes at once, the rest one interval apart", async () => {
  const { takeMany } = bucketOf(60, 3);

  expect(await takeMany(6)).toEqual([0, 0, 0, 1_000, 1_000, 1_000]);
});

test("a pause refills the burst and no more", async () => {
  const { takeMany, pass } = bucketOf(60, 3);
  await takeMany(5);
  pass(3_600_000);

  expect(await takeMany(5)).toEqual([0, 0, 0, 1_000, 1_000]);
});

test.each([1, 2, 5, 10])(
  "5 a minute are never more in any minute, with a burst of %i",
  async (burst) => {
    const { takeMany } = bucketOf(5, burst);
    const waits = await takeMany(30);
    let atMs = 0;
    const sentAt = waits.map((wait) => {
      atMs += wait;
      return atMs;
    });

    for (const from of sentAt) {
      expect(sentAt.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(5);
    }
    // Nor fewer than can be: six minutes' worth in five minutes and what the burst leaves of the sixth.
    expect(sentAt.at(-1)).toBe(5 * 60_250 + Math.max(0, 5 - burst) * 12_000);
  },
);

test("an aborted wait gives its place in the minute back as well", async () => {
  let nowMs = 0;
  let isCancelled = true;
  const bucket = createTokenBucket({
    requestsPerMinute: 2,
    burst: 2,
    now: () => nowMs,
    sleep: async (ms) => {
      if (isCancelled) throw new Error("cancelled");
      nowMs += ms;
    },
  });
  await bucket.take();
  await bucket.take();
  await expect(bucket.take()).rejects.toThrow("cancelled");
  expect(bucket.budget()).toEqual({ requestsPerMinute: 2, available: 0, waitMs: 60_250 });
  isCancelled = false;
  expect([await bucket.take(), await bucket.take()]).toEqual([60_250, 0]);
});

test("0 is unlimited", async () => {
  const { takeMany, bucket } = bucketOf(0, 1);

  expect(new Set(await takeMany(1_000))).toEqual(new Set([0]));
  expect(bucket.budget()).toEqual({
    requestsPerMinute: 0,
    available: Number.POSITIVE_INFINITY,
    waitMs: 0,
  });
});

test("what the vendor told one caller to wait holds for all", async () => {
  const { bucket, takeMany } = bucketOf(0, 1);
  bucket.holdUntil(1_002_000);

  expect(bucket.budget().waitMs).toBe(2_000);
  expect(await takeMany(2)).toEqual([2_000, 0]);
});

test("the budget counts what may be sent at once", async () => {
  const { bucket, takeMany, pass } = bucketOf(60, 3);
  expect(bucket.budget()).toEqual({ requestsPerMinute: 60, available: 3, waitMs: 0 });
  await takeMany(3);
  expect(bucket.budget()).toEqual({ requestsPerMinute: 60, available: 0, waitMs: 1_000 });
  pass(1_000);
  expect(bucket.budget()).toEqual({ requestsPerMinute: 60, available: 1, waitMs: 0 });
});

test("an aborted wait gives its place back", async () => {
  let rejectSleep: (reason: Error) => void = () => {};
  const bucket = createTokenBucket({
    requestsPerMinute: 60,
    burst: 1,
    now: () => 0,
    sleep: () =>
      new Promise((_, reject) => {
        rejectSleep = reject;
      }),
  });
  await bucket.take();
  const waiting = bucket.take();
  rejectSleep(new Error("cancelled"));

  await expect(waiting).rejects.toThrow("cancelled");
  expect(bucket.budget().waitMs).toBe(1_000);
});
