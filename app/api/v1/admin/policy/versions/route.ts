import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { readActivePolicy } from "@/lib/pipeline/policy-versions";
import { viewPolicyVersions } from "@/lib/views/policy";

export const GET = respond("policyVersions", async ({ query, now }) => {
  const active = await readActivePolicy(db);
  return viewPolicyVersions({ db, now }, query, active?.version.id ?? null);
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
