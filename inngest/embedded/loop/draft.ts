/** The rows that a run's changes will write, gathered before anything is written. */

import type { Due } from "@/inngest/embedded/protocol/duration";
import type { Change, RunView } from "@/inngest/embedded/state/types";
import type { LockedItem, LockedRun } from "@/inngest/embedded/store/run-book";
import type {
  ChangeSet,
  NewItem,
  StepRow,
  TurnedItem,
} from "@/inngest/embedded/store/write-changes";

export type Invocation = NonNullable<Extract<Change, { do: "open" }>["invoke"]> & {
  parentRunId: string;
  parentStepId: string;
};

type Ending = {
  status: "completed" | "failed" | "cancelled";
  output: string | null;
  error: string | null;
};

export type Draft = ReturnType<typeof draftOf>;

/** @param finishAfterMs the function's `timeouts.finish` */
export function draftOf(run: LockedRun, view: RunView, finishAfterMs: number | null) {
  const draft = {
    run,
    view,
    finishAfterMs,
    steps: [] as StepRow[],
    turned: new Map<number, TurnedItem>(),
    opened: [] as NewItem[],
    closed: [] as number[],
    again: new Set<number>(),
    released: [] as string[],
    invocations: [] as Invocation[],
    startedAt: null as string | null,
    started: false,
    end: null as Ending | null,
    endAs: (end: Ending) => {
      draft.end = end;
    },
    apply: (item: LockedItem, changes: readonly Change[], how: Handling) => {
      const call = item.kind === "discovery" || item.kind === "step";
      if (call && !run.started && !draft.started) {
        draft.started = true;
        draft.startedAt = item.startedAt?.toISOString() ?? null;
      }
      for (const change of changes) applyChange(draft, item, change, how);
      const kept = draft.turned.get(item.id)?.keepLease ?? false;
      if (call && how.leased && !kept) draft.released.push(...run.concurrencyKeys);
    },
  };
  return draft;
}

type Handling = { leased: boolean; mayContinue: boolean };

function applyChange(draft: Draft, item: LockedItem, change: Change, how: Handling) {
  const keepLease = how.mayContinue;
  switch (change.do) {
    case "remember":
      draft.steps.push(stepRow(draft, item, change));
      return;
    case "open":
      draft.opened.push(newItem(draft, change));
      if (change.invoke) {
        draft.invocations.push({
          ...change.invoke,
          parentRunId: draft.run.runId,
          parentStepId: change.stepId,
        });
      }
      return;
    case "discover":
      turn(draft, item, {
        kind: "discovery",
        stepId: null,
        name: null,
        attempt: 0,
        race: false,
        keepLease,
      });
      return;
    case "run-step": {
      const { stepId, name, race } = change;
      turn(draft, item, { kind: "step", stepId, name, attempt: 0, race, keepLease });
      return;
    }
    case "retry": {
      const { kind, stepId, name, race, coalesce, again } = item;
      const same = { kind, stepId, name, race, coalesce, again, keepLease: false };
      turn(draft, item, { ...same, attempt: change.attempt, ...whenOf(change.due) });
      return;
    }
    case "again": {
      const turned = draft.turned.get(change.itemId);
      if (!turned) draft.again.add(change.itemId);
      return;
    }
    case "close":
      draft.closed.push(item.id);
      return;
    case "end":
      draft.end =
        change.status === "completed"
          ? { status: "completed", output: change.output, error: null }
          : { status: "failed", output: null, error: JSON.stringify(change.error) };
  }
}

type Turn = Pick<TurnedItem, "kind" | "stepId" | "name" | "attempt" | "race" | "keepLease"> &
  Partial<TurnedItem>;

function turn(draft: Draft, item: LockedItem, fields: Turn) {
  draft.turned.set(item.id, {
    id: item.id,
    coalesce: false,
    again: false,
    afterMs: null,
    at: null,
    prioritySeconds: draft.run.prioritySeconds,
    ...fields,
  });
}

export const whenOf = (due: Due | null) =>
  due && "at" in due ? { at: due.at, afterMs: null } : { at: null, afterMs: due?.afterMs ?? null };

function stepRow(
  draft: Draft,
  item: LockedItem,
  change: Extract<Change, { do: "remember" }>,
): StepRow {
  const { stepId, name, op, failed, body, attempts } = change;
  const last = draft.steps.at(-1);
  return {
    runId: draft.run.runId,
    stepId,
    name,
    op,
    failed,
    body,
    attempts,
    position: (last?.position ?? draft.run.steps) + 1,
    totalBytes: (last?.totalBytes ?? draft.run.bytes) + Buffer.byteLength(body),
    queuedAt: item.queuedAt.toISOString(),
    startedAt: item.startedAt?.toISOString() ?? null,
  };
}

function newItem(draft: Draft, change: Extract<Change, { do: "open" }>): NewItem {
  return {
    kind: change.kind,
    functionId: draft.run.functionId,
    runId: draft.run.runId,
    stepId: change.stepId,
    name: change.name,
    coalesce: change.coalesce,
    race: change.race,
    concurrencyKeys: draft.run.concurrencyKeys,
    prioritySeconds: draft.run.prioritySeconds,
    awaits: change.wait?.event ?? null,
    awaitsIf: change.wait?.condition ?? null,
    forever: change.kind === "invoke" && change.due === null,
    ...whenOf(change.due),
  };
}

/** One set of rows for all runs; of a run that ended only its results and its end count. */
export function mergeDrafts(drafts: readonly Draft[]) {
  const going = drafts.filter(({ end }) => end === null);
  const changes: ChangeSet = {
    steps: drafts.flatMap(({ steps }) => steps),
    turned: going.flatMap(({ turned }) => [...turned.values()]),
    opened: going.flatMap(({ opened }) => opened),
    closed: going.flatMap(({ closed }) => closed),
    again: going.flatMap(({ again }) => [...again]),
    started: going
      .filter(({ started }) => started)
      .map(({ run, startedAt }) => ({ runId: run.runId, startedAt })),
    ended: drafts.flatMap(({ run, end }) => (end ? [{ runId: run.runId, ...end }] : [])),
  };
  return {
    changes,
    invocations: going.flatMap(({ invocations }) => invocations),
    released: drafts.flatMap(releasedBy),
    finishDeadlines: going.flatMap(({ run, started, finishAfterMs }) =>
      started && finishAfterMs !== null
        ? [{ runId: run.runId, functionId: run.functionId, afterMs: finishAfterMs }]
        : [],
    ),
  };
}

/** With its end a run gives up the slots of all its calls, those still under way included. */
function releasedBy(draft: Draft): string[] {
  if (!draft.end) return draft.released;
  const calls = draft.run.items.filter(
    ({ kind, leased }) => leased && (kind === "discovery" || kind === "step"),
  );
  return calls.flatMap(() => draft.run.concurrencyKeys);
}
