import type { Metadata } from "next";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { SloPage } from "@/components/settings/slo/slo-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { sloQuery } from "@/lib/client/settings-queries";
import { slo } from "@/lib/contract/slo";
import { viewSlo } from "@/lib/views/slo";

export const metadata: Metadata = { title: "Service levels" };

export default async function Page() {
  await requirePageActor();
  const read = prefetch(sloQuery(), () => viewSlo(viewDeps(new Date()), slo.query.parse({})));
  return (
    <Prefetched reads={[read]}>
      <SloPage />
    </Prefetched>
  );
}
