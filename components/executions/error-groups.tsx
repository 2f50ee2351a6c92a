"use client";
/** Failures by cause: how many, since when, and one button per cause. */
import { useQuery } from "@tanstack/react-query";
import { Spark } from "@/components/charts/spark";
import { openRerun } from "@/components/rerun/open-rerun";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { causeWords } from "@/components/ui/cause-words";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, plural } from "@/lib/client/format";
import { failureGroupsQuery } from "@/lib/client/queries";
import { useRoleReason } from "@/lib/client/use-role";

type Group = ResponseOf<"failureGroups">["groups"][number];

/** @param from only failures since then */
export function ErrorGroups({ from }: { from: string }) {
  const groups = useQuery(failureGroupsQuery({ from }));
  return (
    <QueryStates query={groups} skeleton={<SkeletonRows rows={5} label="Loading errors" />}>
      {(data) =>
        data.groups.length === 0 ? (
          <Empty kind="all_clear" title="No job failed in this window" />
        ) : (
          <ul className="divide-y divide-rule">
            {data.groups.map((group) => (
              <GroupLine key={group.fingerprint} group={group} />
            ))}
          </ul>
        )
      }
    </QueryStates>
  );
}

function GroupLine({ group }: { group: Group }) {
  const operator = useRoleReason("operator");
  const blocked = operator ?? (group.unresolved === 0 ? "All of them are resolved" : null);
  return (
    <li className="grid items-center gap-x-8 gap-y-2 py-3 tablet:grid-cols-[minmax(0,1fr)_10rem_auto]">
      <div className="min-w-0">
        <AppLink
          href={`/failures?fingerprint=${encodeURIComponent(group.fingerprint)}`}
          className="underline-quiet font-medium"
        >
          {causeWords(group.fingerprint)}
        </AppLink>
        <p className="truncate text-ink-2" data-tip={group.example}>
          {group.example}
        </p>
        <p className="flex flex-wrap gap-x-4 text-ink-3 text-small">
          <span>
            {plural(group.count, "failure")}, {formatCount(group.unresolved)} unresolved
          </span>
          <span>{plural(group.series, "series", "series")}</span>
          <span>{group.criticalities.join(", ").replaceAll("_", " ")}</span>
          <span>
            first <Time at={group.first_seen} />, last <Time at={group.last_seen} />
          </span>
        </p>
      </div>
      <Spark
        values={group.by_day}
        label={`Failures a day over 14 days: ${group.by_day.join(", ")}`}
        className="text-bad-ink"
      />
      <Button
        size="small"
        disabledReason={blocked}
        onClick={() =>
          openRerun({
            title: `Re-run: ${causeWords(group.fingerprint)}`,
            choices: [
              {
                key: "group",
                label: "Jobs with this error",
                count: group.unresolved,
                body: { error_group: group.fingerprint },
              },
            ],
          })
        }
      >
        Re-run all of this error ({formatCount(group.unresolved)})…
      </Button>
    </li>
  );
}
