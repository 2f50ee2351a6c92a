import { changeOwnPassword } from "@/lib/auth/manage-users";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { limitSignIn } from "@/lib/http/sign-in-limit";

export const POST = respond("changePassword", async ({ body, actor, request, now }) => {
  limitSignIn(request, actor.name, now.getTime());
  await changeOwnPassword(
    { db, actor, headers: request.headers },
    { current: body.current_password, next: body.new_password },
  );
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
