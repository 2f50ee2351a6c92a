import { expect, test } from "vitest";
import { viewEngine } from "./engine";
import { viewEngineRun, viewEngineRuns } from "./engine-runs";

const now = new Date("2026-11-20T16:00:00Z");

test.each([true, false])(
  "with an Inngest server (reachable: %s) nothing is invented that only the server knows",
  async (reachable) => {
    const unknown = { queued: null, inFlight: null, lagSeconds: null };
    const facts = async () => ({ kind: "inngest" as const, reachable, ...unknown });
    const server = "http://127.0.0.1:8288";
    expect(await viewEngine({ now, reader: null, server, facts })).toEqual({
      timestamp: "2026-11-20T16:00:00.000Z",
      kind: "inngest",
      server,
      reachable,
      note: expect.stringContaining(server),
      embedded: null,
    });
  },
);

test("runs that an Inngest server keeps are looked for there", async () => {
  const deps = { now, reader: null };
  expect(await viewEngineRuns(deps, { limit: 50 })).toMatchObject({ runs: [], next_cursor: null });
  await expect(viewEngineRun(deps, { id: "01KAY9Z5T4C8R1V6N3W7X2Q0MB" })).rejects.toThrow(
    /Inngest server keeps the runs/,
  );
});

test("an engine whose database is away is unreachable, not empty", async () => {
  const away = () => Promise.reject(new Error("ECONNREFUSED"));
  const reader = { snapshot: away, runDetail: away, listRuns: away };
  const found = await viewEngine({ now, reader, server: null, facts: away });
  expect(found).toMatchObject({ kind: "embedded", reachable: false, embedded: null });
});
