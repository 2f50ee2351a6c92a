import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type AppUnderTest, startAppUnderTest } from "./app-under-test";
import { expect, test } from "./fixtures";

const PLANTED = {
  MASSIVE_API_KEY: "planted-vendor-key-5f0c2a7e91",
  AUTH_SECRET: "planted-auth-secret-5f0c2a7e91-0123456789",
  CANDLEWATCH_ADMIN_KEY: "planted-admin-key-5f0c2a7e91-0123456789",
};
const PASSWORD = "planted password of nobody";

let app: AppUnderTest;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  const vendor = process.env.E2E_VENDOR_URL ?? "";
  app = await startAppUnderTest({
    ...PLANTED,
    MASSIVE_BASE_URL: vendor,
    MASSIVE_REQUESTS_PER_MINUTE: "0",
    LOG_LEVEL: "debug",
    LOG_FORMAT: "json",
  });
});
test.afterAll(() => app.stop());

/** Text of every file below, whatever its kind. */
function filesBelow(directory: string): { path: string; text: string }[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, "latin1") }));
}

test("no planted secret is in the bundle, in a page, in an answer, or in the log of a run", async ({
  playwright,
}) => {
  test.setTimeout(180_000);
  const api = await playwright.request.newContext({
    baseURL: app.baseUrl,
    extraHTTPHeaders: { authorization: `Bearer ${PLANTED.CANDLEWATCH_ADMIN_KEY}` },
  });
  const answers: string[] = [];
  const ask = async (path: string, options: Parameters<typeof api.fetch>[1] = {}) => {
    const answer = await api.fetch(path, options);
    answers.push(JSON.stringify(answer.headers()), await answer.text());
    return answer;
  };

  const started = await ask("/api/v1/admin/backfill/trigger", {
    method: "POST",
    data: { symbols: ["SPY"], timeframes: ["1d"] },
  });
  expect(started.status()).toBe(202);
  const { execution_id: id } = await started.json();
  const execution = `/api/v1/admin/scheduler/executions/${id}`;
  await expect
    .poll(async () => (await (await api.get(execution)).json()).execution.status, {
      timeout: 90_000,
    })
    .not.toBe("running");
  for (const path of [
    "/sign-in",
    "/",
    "/docs",
    "/api/metrics",
    "/api/openapi.json",
    "/api/readyz",
  ]) {
    await ask(path);
  }
  for (const path of [execution, `${execution}/requests`, `${execution}/log`]) await ask(path);
  for (const path of ["scheduler-health", "overview", "policy", "audit-log", "api-keys"]) {
    await ask(`/api/v1/admin/${path}`);
  }
  await ask("/api/auth/sign-in", {
    method: "POST",
    data: { email: "nobody@example.com", password: PASSWORD },
  });
  await ask("/api/v1/admin/backfill/trigger?force=maybe", { method: "POST", data: "{" });
  await api.dispose();

  expect(app.output()).toContain('"level":"debug"');
  const places = [
    { path: "what was printed", text: app.output() },
    { path: "what was answered", text: answers.join("\n") },
    ...filesBelow(".next/static"),
    ...filesBelow(".next/server"),
  ];
  for (const secret of [...Object.values(PLANTED), PASSWORD]) {
    const holding = places.filter(({ text }) => text.includes(secret)).map(({ path }) => path);
    expect(holding, secret).toEqual([]);
  }
});
