import { probeDeps } from "@/app/api/probe-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { Reply } from "@/lib/http/reply";
import { respond } from "@/lib/http/respond";
import { viewReadiness } from "@/lib/views/probes";

export const GET = respond("readyz", async ({ now }) => {
  const readiness = await viewReadiness(probeDeps(now));
  return new Reply(readiness, { status: readiness.ready ? 200 : 503 });
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
