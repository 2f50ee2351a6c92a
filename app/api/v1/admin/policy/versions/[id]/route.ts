import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewPolicyVersion } from "@/lib/views/policy";

export const GET = respond("policyVersion", ({ params, now }) =>
  viewPolicyVersion({ db, now }, params.id),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
