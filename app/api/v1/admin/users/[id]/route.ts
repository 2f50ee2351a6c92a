import { changeUser, removeUser } from "@/lib/auth/manage-users";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewUser } from "@/lib/views/access";

export const PUT = respond("updateUser", async ({ params, body, actor, now }) => {
  await changeUser({ db, actor }, { ...body, id: params.id });
  return { timestamp: now.toISOString(), user: await viewUser({ db, now }, params.id) };
});

export const DELETE = respond("deleteUser", async ({ params, actor, now }) => {
  await removeUser({ db, actor }, params.id);
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, POST, PATCH, OPTIONS } = allowOnly("PUT", "DELETE");
