import { signInWithToken } from "@/lib/auth/sign-in";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { withCookies } from "@/lib/http/cookie-response";
import { respond } from "@/lib/http/respond";
import { limitSignIn } from "@/lib/http/sign-in-limit";

export const POST = respond("signInWithLink", async ({ body, actor, request, now }) => {
  limitSignIn(request, null, now.getTime());
  const { viewer, cookies } = await signInWithToken(
    { db, actor, headers: request.headers },
    body.token,
  );
  return withCookies({ timestamp: now.toISOString(), viewer }, cookies);
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
