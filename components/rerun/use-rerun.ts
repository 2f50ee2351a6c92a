"use client";
/** What is chosen in the re-run dialog, its preview, and starting exactly that. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { notify } from "@/components/ui/notify";
import { ApiProblem, call } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import { newIdempotencyKey } from "@/lib/client/idempotency-key";
import { previewBackfillQuery } from "@/lib/client/queries";
import { useRoleReason } from "@/lib/client/use-role";
import type { RerunRequest } from "./open-rerun";
import {
  jobKey,
  type Preview,
  type RerunOptions,
  rerunBlocker,
  scopeBody,
  triggerBody,
} from "./rerun-body";

const PRESET: RerunOptions = { newestFirst: false, priority: "0", reason: "", force: false };

export function useRerun(request: RerunRequest, onClose: () => void) {
  const client = useQueryClient();
  const role = useRoleReason("operator");
  const [choiceKey, setChoiceKey] = useState(request.choices[0].key);
  const [options, setOptions] = useState(PRESET);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const choice = request.choices.find(({ key }) => key === choiceKey) ?? request.choices[0];

  // The full list is remembered under the untouched scope, so that taken-out rows can be put back.
  const whole = useQuery(previewBackfillQuery(scopeBody(choice, null, options)));
  const kept = useMemo(
    () =>
      removed.size === 0 || !whole.data
        ? null
        : whole.data.jobs.filter((job) => !removed.has(jobKey(job))),
    [removed, whole.data],
  );
  const scope = scopeBody(choice, kept, options);
  const preview = useQuery(previewBackfillQuery(scope));
  const idempotency = useRef({ token: "", key: "" });

  const start = useMutation({
    mutationFn: ({ seen }: { seen: Preview }) => {
      if (scope === null) throw new Error("Nothing is left to run.");
      // One key per preview and reason: pressing twice starts once.
      const token = JSON.stringify([seen.token, options.reason, options.force]);
      if (idempotency.current.token !== token) {
        idempotency.current = { token, key: newIdempotencyKey() };
      }
      return call("triggerBackfill", {
        body: triggerBody(scope, seen, options),
        idempotencyKey: idempotency.current.key,
      });
    },
    onSuccess: (started) => {
      notify({
        title: `Started ${plural(started.total_jobs, "job")}`,
        link: { href: `/executions/${started.execution_id}`, label: "Watch" },
      });
      void client.invalidateQueries();
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409) void preview.refetch();
    },
  });

  return {
    choice,
    choose: (key: string) => {
      setChoiceKey(key);
      setRemoved(new Set());
      start.reset();
    },
    options,
    setOptions: (change: Partial<RerunOptions>) =>
      setOptions((before) => ({ ...before, ...change })),
    removed,
    toggleRemoved: (key: string) =>
      setRemoved((before) => {
        const after = new Set(before);
        if (!after.delete(key)) after.add(key);
        return after;
      }),
    whole,
    preview,
    blocker: rerunBlocker({
      role,
      preview: preview.isPlaceholderData || preview.isFetching ? undefined : preview.data,
      scope,
      options,
    }),
    start,
  };
}

export type Rerun = ReturnType<typeof useRerun>;
