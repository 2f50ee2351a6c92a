/** The Inngest server that runs the functions when the embedded engine does not, and whether it answers. */
import { env } from "@/lib/env";

/** Where `INNGEST_DEV=1` looks for the dev server. */
const DEV_SERVER = "http://localhost:8288";
/** Where both keys alone lead. */
const CLOUD = "https://api.inngest.com";
const TIMEOUT_MS = 1_000;
/** Pages ask often; a server is not asked more than this. */
const KEPT_MS = 5_000;

let last: { at: number; answer: Promise<boolean> } | null = null;

/** Null when the functions run on the embedded engine. */
export function serverAddress(): string | null {
  if (env.isEngineEmbedded) return null;
  const { inngestBaseUrl, inngestDev } = env;
  if (inngestBaseUrl !== undefined) return inngestBaseUrl;
  if (inngestDev?.startsWith("http")) return inngestDev;
  return inngestDev === "1" || inngestDev === "true" ? DEV_SERVER : CLOUD;
}

/** Whether anything answers there, whatever it says. */
export function isServerReachable(): Promise<boolean> {
  const address = serverAddress();
  if (address === null) return Promise.resolve(false);
  if (last === null || Date.now() - last.at > KEPT_MS) {
    last = { at: Date.now(), answer: ask(new URL("/health", address)) };
  }
  return last.answer;
}

async function ask(url: URL): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
