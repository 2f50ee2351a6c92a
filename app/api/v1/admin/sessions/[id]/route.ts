import { endSession } from "@/lib/auth/manage-sessions";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const DELETE = respond("revokeSession", async ({ params, actor, now }) => {
  await endSession({ db, actor }, params.id);
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, POST, PUT, PATCH, OPTIONS } = allowOnly("DELETE");
