import { serve } from "inngest/edge";
import { afterAll, beforeAll, describe, test, vi } from "vitest";
import { createEngine } from "@/inngest/embedded/engine";
import type { Engine } from "@/inngest/embedded/engine-types";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import type { Case } from "./kit";
import { createSession } from "./session";
import { CASES } from "./suite";

// Most cases wait for time to pass: side by side they need no longer than the longest.
vi.setConfig({ maxConcurrency: 24 });

let database: TestDb;
let engine: Engine;

const session = createSession({
  cases: CASES,
  appId: "conformance",
  nonce: "1",
  fetch: (input, init) => engine.fetch(input, init),
});

beforeAll(async () => {
  database = await createTestDb();
  engine = createEngine({
    sql: database.sql,
    appId: "conformance",
    handler: serve({ client: session.client, functions: session.functions }),
    log: { info: () => undefined, warn: console.warn, error: console.error },
  });
  await engine.start();
});

afterAll(async () => {
  await engine.stop();
  await database.close();
});

function declare(one: Case) {
  test(`${one.name}: ${one.title}`, { timeout: 120_000 }, async () => {
    const kit = session.kits.get(one.name);
    if (!kit) throw new Error(`No kit for ${one.name}.`);
    await one.check(kit);
  });
}

describe.concurrent("the embedded engine", () => {
  CASES.filter(({ heavy }) => !heavy).forEach(declare);
});

describe("the embedded engine with a full queue", () => {
  CASES.filter(({ heavy }) => heavy).forEach(declare);
});
