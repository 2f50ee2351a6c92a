/** Starts the app that all journeys share, unless E2E_BASE_URL names one that runs already, and signs an admin in. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { request } from "@playwright/test";
import { type AppUnderTest, startAppUnderTest } from "./app-under-test";

export default async function globalSetup() {
  if (process.env.E2E_BASE_URL) return undefined;
  const app = await startAppUnderTest();
  process.env.E2E_BASE_URL = app.baseUrl;
  process.env.E2E_ADMIN_KEY = app.adminKey;
  process.env.E2E_DATABASE_URL = app.databaseUrl;
  process.env.E2E_VENDOR_URL = app.vendorUrl;
  process.env.E2E_SIGNED_IN = await signIn(app);
  return app.stop;
}

/** Through the one-time link, as the first admin does; returns the file with the session's cookie. */
async function signIn({ baseUrl, dataDir }: AppUnderTest): Promise<string> {
  const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "sign-in-link"], {
    env: { ...process.env, DATA_DIR: dataDir },
  });
  const token = new URLSearchParams(new URL(stdout.trim()).hash.slice(1)).get("token");
  const browser = await request.newContext({ baseURL: baseUrl });
  const answer = await browser.post("/api/auth/sign-in-link", {
    data: { token },
    headers: { origin: baseUrl },
  });
  if (!answer.ok()) throw new Error(`The sign-in link was refused: ${await answer.text()}`);
  const path = join(dataDir, "signed-in.json");
  await browser.storageState({ path });
  await browser.dispose();
  return path;
}
