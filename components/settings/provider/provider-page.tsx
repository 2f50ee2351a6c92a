"use client";
/** The vendor: its plan, what is left of the budget, how it answered over a day, and the newest calls. */
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { providerQuery } from "@/lib/client/settings-queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { PlanCard } from "./plan-card";
import { ProviderDay } from "./provider-day";
import { ProviderErrors } from "./provider-errors";
import { ProviderRequests } from "./provider-requests";

export function ProviderPage() {
  const provider = useLiveQuery(providerQuery());
  return (
    <div className="flex flex-col gap-8">
      <h1 className="font-serif text-title">Provider</h1>
      <QueryStates
        query={provider}
        skeleton={<SkeletonRows rows={14} label="Loading the provider" />}
      >
        {(data) => (
          <div className="flex flex-col gap-8">
            <ProviderDay provider={data} />
            <PlanCard provider={data} />
            <ProviderErrors errors={data.errors} />
            <ProviderRequests requests={data.requests} />
          </div>
        )}
      </QueryStates>
    </div>
  );
}
