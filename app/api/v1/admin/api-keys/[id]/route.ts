import { revokeApiKey } from "@/lib/auth/manage-keys";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const DELETE = respond("revokeApiKey", async ({ params, actor, now }) => {
  await revokeApiKey({ db, actor, now }, params.id);
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, POST, PUT, PATCH, OPTIONS } = allowOnly("DELETE");
