/** Asks the handler for its functions: the SDK's in-band sync. */
import { z } from "zod";
import { AppError } from "@/lib/errors";

/** Never connected to: only its path and query reach the SDK. */
export const HANDLER_URL = "http://embedded.localhost/api/inngest";
/** Some of the SDK's handlers build their address from the host header. */
export const HANDLER_HEADERS = { "content-type": "application/json", host: "embedded.localhost" };

const syncBody = z.looseObject({ app_id: z.string(), functions: z.array(z.unknown()) });

/** @throws AppError `unavailable` when the handler does not answer as the SDK does */
export async function askForFunctions(
  handler: (request: Request) => Promise<Response>,
): Promise<{ appId: string; functions: unknown[] }> {
  const request = new Request(HANDLER_URL, {
    method: "PUT",
    headers: { ...HANDLER_HEADERS, "x-inngest-sync-kind": "in_band" },
    body: JSON.stringify({ url: HANDLER_URL }),
  });
  const response = await handler(request);
  const text = await response.text();
  const parsed = syncBody.safeParse(response.ok ? JSON.parse(text) : null);
  if (parsed.success) return { appId: parsed.data.app_id, functions: parsed.data.functions };
  throw new AppError(
    "unavailable",
    `The Inngest handler did not register its functions; it answered ${response.status}: ${text.slice(0, 300)}`,
  );
}
