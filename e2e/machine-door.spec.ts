import { request as httpRequest } from "node:http";
import { gunzipSync } from "node:zlib";
import { expect, test } from "./fixtures";

/** Past fetch, which would undo the encoding and hide the header. */
function getRaw(url: string, headers: Record<string, string>) {
  return new Promise<{ encoding: string | undefined; body: Buffer }>((done, failed) => {
    httpRequest(url, { headers }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      done({ encoding: response.headers["content-encoding"], body });
    })
      .once("error", failed)
      .end();
  });
}

test("large answers are compressed for those who take it", async ({ baseURL }) => {
  const url = `${baseURL}/api/openapi.json`;
  const packed = await getRaw(url, { "accept-encoding": "gzip" });
  const plain = await getRaw(url, { "accept-encoding": "identity" });

  expect(packed.encoding).toBe("gzip");
  expect(packed.body.length).toBeLessThan(plain.body.length / 4);
  expect(gunzipSync(packed.body).toString()).toBe(plain.body.toString());
});

test("the router's own refusals are problems as well", async ({ api }) => {
  const nowhere = await api.get("/api/v1/admin/nowhere");
  const method = await api.fetch("/api/v1/admin/scheduler-health", { method: "DELETE" });

  expect([nowhere.status(), method.status()]).toEqual([404, 405]);
  expect(method.headers().allow).toBe("GET, HEAD, OPTIONS");
  for (const answer of [nowhere, method]) {
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
  }
});

test("what is not meant to be served is not", async ({ api, baseURL }) => {
  for (const path of ["/.git/config", "/.env", "/package.json", "/.data/secrets"]) {
    expect((await api.get(path)).status(), path).toBe(404);
  }
  const traced = await new Promise<number | undefined>((done, failed) => {
    httpRequest(`${baseURL}/api/healthz`, { method: "TRACE" }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .once("error", failed)
      .end();
  });
  expect(traced).toBeGreaterThanOrEqual(400);
});

test("the reference is open to everybody, asks nobody else, and a problem's type leads to its place", async ({
  browser,
  baseURL,
  api,
}) => {
  const problem = await (await api.get("/api/v1/admin/failures?limit=0")).json();
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(`${baseURL}/`)) foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  const answer = await page.goto(`${baseURL}${problem.type}`);

  await expect(page.getByRole("heading", { name: "API reference" })).toBeAttached();
  await expect(page.locator("#error-invalid_input")).toBeInViewport();
  await expect(page.locator("article#staleness")).toContainText("/api/v1/admin/features/staleness");
  expect(answer?.headers()["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+'/);
  expect([foreign, errors]).toEqual([[], []]);
  await context.close();
});
