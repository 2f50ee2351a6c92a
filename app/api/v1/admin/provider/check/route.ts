import { getRuntime } from "@/inngest/runtime";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { checkProvider } from "@/lib/pipeline/check-provider";

export const POST = respond("checkProvider", async ({ now }) => {
  const { isGood, symbol, message, request } = await checkProvider(getRuntime().deps);
  return {
    timestamp: now.toISOString(),
    ok: isGood,
    symbol,
    message,
    status: request?.status ?? null,
    duration_ms: request === null ? null : Math.round(request.durationMs),
    vendor_request_id: request?.vendorRequestId ?? null,
  };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
