import { addUser } from "@/lib/auth/manage-users";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewUser, viewUsers } from "@/lib/views/access";

export const GET = respond("users", ({ now }) => viewUsers({ db, now }));

export const POST = respond("addUser", async ({ body, actor, now }) => {
  const { userId, link } = await addUser({ db, actor }, body);
  const user = await viewUser({ db, now }, userId);
  return { timestamp: now.toISOString(), user, sign_in_link: link };
});
export const { PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET", "POST");
