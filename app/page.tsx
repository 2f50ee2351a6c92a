import { viewDeps } from "@/app/api/view-deps";
import { HealthPage } from "@/components/health/health-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { overviewQuery } from "@/lib/client/queries";
import { viewOverview } from "@/lib/views/overview";
import { Prefetched, prefetch } from "./prefetched";

export default async function Page() {
  await requirePageActor();
  const deps = viewDeps(new Date());
  return (
    <Prefetched reads={[prefetch(overviewQuery(), () => viewOverview(deps))]}>
      <HealthPage />
    </Prefetched>
  );
}
