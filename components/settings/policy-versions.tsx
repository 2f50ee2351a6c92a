"use client";
/** Every version of the policy, newest first. */
import { useQuery } from "@tanstack/react-query";
import { Card } from "@/components/ui/card";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { policyVersionsQuery } from "@/lib/client/queries";

export function PolicyVersions() {
  const versions = useQuery(policyVersionsQuery());
  return (
    <Card title="Versions" note="newest first">
      <QueryStates query={versions} skeleton={<SkeletonRows rows={4} label="Loading versions" />}>
        {(data) => (
          <ol className="divide-y divide-rule">
            {data.versions.map((version) => (
              <li key={version.id} className="flex flex-wrap gap-x-4 py-1.5">
                <span className="font-medium">Version {version.id}</span>
                {version.active ? <span className="text-ok-ink">in force</span> : null}
                <span className="text-ink-2">
                  {version.source === "file" ? "from the file" : `by ${version.created_by}`}
                </span>
                <Time at={version.created_at} className="text-ink-3" />
                {version.reason ? <span className="text-ink-2">{version.reason}</span> : null}
              </li>
            ))}
          </ol>
        )}
      </QueryStates>
    </Card>
  );
}
