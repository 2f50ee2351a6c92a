import type { Metadata } from "next";
import { policyFile } from "@/app/api/v1/admin/policy/policy-file";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { PoliciesPage } from "@/components/settings/policies-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { policyQuery } from "@/lib/client/queries";
import { readActivePolicy } from "@/lib/pipeline/policy-versions";
import { viewPolicy } from "@/lib/views/policy";

export const metadata: Metadata = { title: "Policies" };

export default async function Page() {
  await requirePageActor();
  const { db, now } = viewDeps(new Date());
  const read = prefetch(policyQuery(), async () =>
    viewPolicy(now, await readActivePolicy(db), policyFile),
  );
  return (
    <Prefetched reads={[read]}>
      <PoliciesPage />
    </Prefetched>
  );
}
