/** Signs an admin in through the one-time link, as the first admin does. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { request } from "@playwright/test";

/** @returns the file with the session's cookie, in the data directory */
export async function signIn({
  baseUrl,
  dataDir,
}: {
  baseUrl: string;
  dataDir: string;
}): Promise<string> {
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
