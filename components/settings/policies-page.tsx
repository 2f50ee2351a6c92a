"use client";
/** The operating policy: readable by section, edited as YAML with a live preview, with its versions. */
import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { hrefOf, type ResponseOf } from "@/lib/client/call";
import { policyQuery } from "@/lib/client/queries";
import { useRoleReason } from "@/lib/client/use-role";
import { ImportButton } from "./import-button";
import { PolicyEditor } from "./policy-editor";
import { policySections } from "./policy-sections";
import { PolicyVersions } from "./policy-versions";

type Policy = ResponseOf<"policy">;

export function PoliciesPage() {
  const policy = useQuery(policyQuery());
  return (
    <div className="flex flex-col gap-6">
      <h1 className="font-serif text-title">Policies</h1>
      <QueryStates query={policy} skeleton={<SkeletonRows rows={12} label="Loading the policy" />}>
        {(data) => <PolicyBody policy={data} />}
      </QueryStates>
      <PolicyVersions />
    </div>
  );
}

/** What is edited: the text of a version, or of a file that was read; a file read anew begins anew. */
type Editing = { from: Policy; yaml: string; key: number };

function PolicyBody({ policy }: { policy: Policy }) {
  const admin = useRoleReason("admin");
  const [place, setPlace] = useQueryState("at", parseAsString);
  const [edited, setEdited] = useState<Editing | null>(
    place !== null && admin === null ? { from: policy, yaml: policy.yaml, key: 0 } : null,
  );
  const { version } = policy;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-3" data-screen-only>
        <p className="mr-auto text-ink-2">
          {version ? (
            <>
              Version {version.id} by {version.created_by}, <Time at={version.created_at} />
            </>
          ) : (
            "From the file"
          )}
        </p>
        <a href={hrefOf("exportPolicy")} className={buttonClass()}>
          Export YAML
        </a>
        <ImportButton
          blocked={admin}
          onRead={(yaml) => setEdited({ from: policy, yaml, key: (edited?.key ?? 0) + 1 })}
        />
        <Button
          disabledReason={admin}
          onClick={() => setEdited({ from: policy, yaml: policy.yaml, key: 0 })}
        >
          Edit…
        </Button>
      </div>
      {edited ? (
        <PolicyEditor
          key={edited.key}
          policy={edited.from}
          text={edited.yaml}
          place={place}
          onClose={() => {
            setEdited(null);
            void setPlace(null);
          }}
        />
      ) : null}
      <div className="grid gap-x-10 gap-y-8 tablet:grid-cols-2">
        {policySections(policy.policy).map(({ title, rows }) => (
          <Card key={title} title={title}>
            <dl className="divide-y divide-rule">
              {rows.map(({ key, text }) => (
                <div
                  key={key}
                  className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-4 py-1.5"
                >
                  <dt className="min-w-0 break-words text-ink-2">{key}</dt>
                  <dd className="min-w-0 break-words text-right">{text}</dd>
                </div>
              ))}
            </dl>
          </Card>
        ))}
      </div>
    </div>
  );
}
