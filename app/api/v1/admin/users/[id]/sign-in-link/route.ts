import { issueLink } from "@/lib/auth/manage-users";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const POST = respond("createUserLink", async ({ params, actor, now }) => ({
  timestamp: now.toISOString(),
  sign_in_link: await issueLink({ db, actor }, params.id),
}));
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
