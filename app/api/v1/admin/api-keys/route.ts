import { addApiKey } from "@/lib/auth/manage-keys";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { keyRow, viewApiKeys } from "@/lib/views/access";

export const GET = respond("apiKeys", ({ now }) => viewApiKeys({ db, now }));

export const POST = respond("addApiKey", async ({ body, actor, now }) => {
  const { key, secret } = await addApiKey(
    { db, actor, now },
    {
      name: body.name,
      role: body.role,
      expiresAt: body.expires_at === undefined ? null : new Date(body.expires_at),
      requestsPerMinute: body.requests_per_minute,
      reason: body.reason,
    },
  );
  return { timestamp: now.toISOString(), key: keyRow(key, now), secret };
});
export const { PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET", "POST");
