/** Starts the app that all journeys share, unless E2E_BASE_URL names one that runs already, and signs an admin in. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAppUnderTest } from "./app-under-test";
import { signIn } from "./sign-in";

export default async function globalSetup() {
  if (process.env.E2E_BASE_URL) return undefined;
  const dir = await mkdtemp(join(tmpdir(), "candlewatch-journeys-"));
  const app = await startAppUnderTest({ RTO_RPO_CONFIG: await shortHistory(dir) });
  process.env.E2E_BASE_URL = app.baseUrl;
  process.env.E2E_ADMIN_KEY = app.adminKey;
  process.env.E2E_DATABASE_URL = app.databaseUrl;
  process.env.E2E_VENDOR_URL = app.vendorUrl;
  process.env.E2E_DATA_DIR = app.dataDir;
  process.env.E2E_LAUNCHER_PID = String(app.pid);
  process.env.E2E_SIGNED_IN = await signIn(app);
  return async () => {
    await app.stop();
    await rm(dir, { recursive: true, force: true });
  };
}

/** The project's own policy but for the history: a quarter of the bars shows the same pages. */
async function shortHistory(dir: string): Promise<string> {
  const policy = await readFile("config/rto_rpo_config.yaml", "utf8");
  const shorter = policy.replace("history: { 1m: 30d, 1d: 730d }", "history: { 1m: 8d, 1d: 365d }");
  if (shorter === policy)
    throw new Error("config/rto_rpo_config.yaml states its history otherwise.");
  const path = join(dir, "policy.yaml");
  await writeFile(path, shorter);
  return path;
}
