import { signOut } from "@/lib/auth/sign-in";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { withCookies } from "@/lib/http/cookie-response";
import { respond } from "@/lib/http/respond";

export const POST = respond("signOut", async ({ actor, request, now }) => {
  const cookies = await signOut({ db, actor, headers: request.headers });
  return withCookies({ timestamp: now.toISOString(), ok: true }, cookies);
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
