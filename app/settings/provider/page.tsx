import type { Metadata } from "next";
import { planFacts } from "@/app/api/v1/admin/provider/plan-facts";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { ProviderPage } from "@/components/settings/provider/provider-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { providerQuery } from "@/lib/client/settings-queries";
import { provider } from "@/lib/contract/provider";
import { viewProvider } from "@/lib/views/provider";

export const metadata: Metadata = { title: "Provider" };

export default async function Page() {
  await requirePageActor();
  const read = prefetch(providerQuery(), () =>
    viewProvider(viewDeps(new Date()), { ...provider.query.parse({}), plan: planFacts() }),
  );
  return (
    <Prefetched reads={[read]}>
      <ProviderPage />
    </Prefetched>
  );
}
